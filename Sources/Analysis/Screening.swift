import Engine
import Lanes
import Model

/// Which of many inputs move an outcome: all of them drawn at once from their ranges, each once per path.
///
/// An input's weight is the share of the outcome's variance that lies between tenths of its range: the correlation ratio, a
/// first-order sensitivity index (Saltelli and others 2008, section 1.2.5), shown beside what chance alone would give.
struct Screening: Sendable {
    private static let groups = 10

    /// By factor.
    let weights: [Double]
    /// The most that one of so many inputs that do nothing is expected to show.
    let chance: Double

    /// - Parameter outcome: the number of a path, from what is kept.
    static func run(
        _ program: Program, _ factors: [Factor], keeping kept: [Kept], outcome: ([Double]) -> Double, paths: Int,
        threads: Int, each: (Int) -> Void = { _ in }
    ) async throws -> Screening {
        let random = RandomSource(seed: program.seed, antithetic: program.scenario.settings.antithetic)
        let shares = factors.map { factor in
            (0..<paths).map { random.uniform(path: UInt64($0), quarter: 0, stream: factor.stream, draw: 0) }
        }
        var variation = Variation()
        for (factor, own) in zip(factors, shares) {
            variation[factor.index] = .replace(own.map { factor.value(at: $0) })
        }
        let result = try await VariedRuns(program, keeping: kept, threads: threads).run(
            [variation], paths: 0..<paths, finished: each)[0]
        if let fault = result.fault { throw fault }
        let numbers = (0..<paths).map { path in outcome(result.values.map { $0[path] }) }
        let measured = numbers.indices.filter { !numbers[$0].isNaN }
        let y = measured.map { numbers[$0] }
        return Screening(
            weights: shares.map { share in
                AssumptionRanges.correlationRatio(measured.map { share[$0] }, y, groups: groups)
            },
            chance: AssumptionRanges.largestByChance(of: factors.count, groups: groups, paths: paths))
    }

    /// The heaviest inputs, by name where equal.
    func top(_ count: Int, of factors: [Factor]) -> [Int] {
        weights.indices.sorted { (weights[$1], factors[$0].path) < (weights[$0], factors[$1].path) }
            .prefix(count).map { $0 }
    }
}
