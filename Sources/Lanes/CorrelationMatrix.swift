internal import CLanes

/// The correlations of named random things, checked, and the factor that gives them to independent normals.
///
///     let matrix = try CorrelationMatrix(names: ["price", "demand"], entries: [[1, 0.6], [0.6, 1]])
///     matrix.correlate(independent, into: correlated, count: 64)
public struct CorrelationMatrix: Sendable, Equatable {
    /// The name of each row and column.
    public let names: [String]
    /// Correlations between -1 and 1, in the order of `names`.
    public let entries: [[Double]]
    /// The lower triangle L with L L' = `entries`: entry (row, column) with column <= row.
    public let factor: [[Double]]

    /// Checks and factors a matrix. A positive *semi*-definite one is accepted: a correlation of 1 or -1 is allowed.
    public init(names: [String], entries: [[Double]]) throws(CorrelationError) {
        try Self.checkShape(names, entries)
        guard Self.smallestEigenvalue(entries) >= -Self.tolerance(entries.count) else {
            throw .notPositiveSemidefinite(
                smallestEigenvalue: Self.smallestEigenvalue(entries), names: names,
                nearest: Self.nearestRounded(to: entries))
        }
        self.names = names
        self.entries = entries
        factor = Self.cholesky(entries)
    }

    /// Gives rows of independent standard normals these correlations. Each result reads only the normals up to its own
    /// position. The two lists share no row.
    public func correlate(
        _ independent: [Column<Double>], into correlated: [Column<Double>], count: Int,
        on instructions: InstructionSet = .best
    ) {
        precondition(independent.count == names.count && correlated.count == names.count, "one row for each name")
        let kernels = instructions.kernels
        let rows = independent.map(\.base)
        for (row, result) in correlated.enumerated() {
            kernels.mix(result.base, rows, factor[row], row + 1, count)
        }
    }

    static func smallestEigenvalue(_ entries: [[Double]]) -> Double {
        SymmetricEigen(entries).values.min() ?? 0
    }

    /// What rounding may do to an eigenvalue that is truly zero.
    static func tolerance(_ size: Int) -> Double { 1e-12 * Double(size) }

    /// Cholesky's factor; a pivot that is zero to rounding gives a zero column.
    private static func cholesky(_ entries: [[Double]]) -> [[Double]] {
        let size = entries.count
        var factor = [[Double]](repeating: [Double](repeating: 0, count: size), count: size)
        for column in 0..<size {
            var pivot = entries[column][column]
            for k in 0..<column { pivot -= factor[column][k] * factor[column][k] }
            guard pivot > tolerance(size) else { continue }
            let root = squareRoot(pivot)
            factor[column][column] = root
            for row in (column + 1)..<max(size, column + 1) {
                var sum = entries[row][column]
                for k in 0..<column { sum -= factor[row][k] * factor[column][k] }
                factor[row][column] = sum / root
            }
        }
        return factor
    }

    private static func checkShape(_ names: [String], _ entries: [[Double]]) throws(CorrelationError) {
        guard entries.count == names.count, entries.allSatisfy({ $0.count == names.count }) else {
            throw .wrongShape(names: names.count, rows: entries.count, columns: entries.map(\.count))
        }
        for row in names.indices {
            for column in 0...row {
                let value = entries[row][column]
                let expected = row == column ? 1 : entries[column][row]
                if !(value >= -1 && value <= 1) || value != expected {
                    throw .wrongEntry(
                        row: names[row], column: names[column], value: value, mirror: entries[column][row])
                }
            }
        }
    }
}
