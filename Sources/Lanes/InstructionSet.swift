internal import CLanes

/// The instructions that loops over whole rows run on: how many lanes one of them takes, and nothing else. Every set gives
/// the same bits.
///
///     source.fillUniforms(row, count: 32, firstPath: 0, quarter: 1, stream: 7, draw: 0, on: .baseline)
public enum InstructionSet: Int32, Sendable, CaseIterable {
    /// What every machine of this kind has: two lanes at a time on x86-64.
    case baseline
    /// Four lanes at a time.
    case avx2
    /// Eight lanes at a time.
    case avx512

    /// The widest that this machine has.
    public static let best = InstructionSet(rawValue: Int32(clanes_best_set())) ?? .baseline

    /// What all code but the kernels was compiled for: `Scripts/flags.sh` chooses it.
    public static let compiled = InstructionSet(rawValue: Int32(clanes_compiled_set())) ?? .baseline

    /// All that this machine has.
    public static var available: [InstructionSet] { allCases.filter { $0.rawValue <= best.rawValue } }

    var kernels: clanes_kernels { clanes_kernels_of(rawValue).pointee }
}
