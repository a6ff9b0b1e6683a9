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

    /// - Parameter outcomes: the number of each path, from what is kept: one list over paths for each that is.
    static func run(
        _ program: Program, _ factors: [Factor], keeping kept: [Kept], outcomes: ([[Double]]) -> [Double], paths: Int,
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
        let numbers = outcomes(result.values)
        let measured = numbers.indices.filter { !numbers[$0].isNaN }
        let y = measured.map { numbers[$0] }
        return Screening(
            weights: shares.map { share in
                correlationRatio(measured.map { share[$0] }, y)
            },
            chance: largestByChance(of: factors.count, paths: paths))
    }

    /// The sum of what is kept, path by path.
    static func sums(_ values: [[Double]]) -> [Double] {
        (values.first ?? []).indices.map { path in values.reduce(0) { $0 + $1[path] } }
    }

    /// The heaviest inputs, by name where equal.
    func top(_ count: Int, of factors: [Factor]) -> [Int] {
        weights.indices.sorted { (weights[$1], factors[$0].path) < (weights[$0], factors[$1].path) }
            .prefix(count).map { $0 }
    }

    /// The most that one of so many inputs that do nothing is expected to show: the quantile 1 - 1/inputs of chi squared with
    /// groups - 1 degrees of freedom (Wilson and Hilferty 1931) over the number of paths.
    static func largestByChance(of inputs: Int, paths: Int) -> Double {
        let freedom = Double(groups - 1)
        let z = normalQuantile(1 - 1 / Double(max(2, inputs)))
        let root = 1 - 2 / (9 * freedom) + z * (2 / (9 * freedom)).squareRoot()
        return freedom * root * root * root / Double(max(1, paths))
    }

    /// Variance of the group means over the variance of all, groups by tenths of x.
    private static func correlationRatio(_ x: [Double], _ y: [Double]) -> Double {
        let mean = y.reduce(0, +) / Double(y.count)
        let total = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        guard total > 0 else { return 0 }
        let order = x.indices.sorted { (x[$0], $0) < (x[$1], $1) }
        var between = 0.0
        for group in 0..<groups {
            let own = order[group * order.count / groups..<(group + 1) * order.count / groups]
            guard !own.isEmpty else { continue }
            let centre = own.reduce(0) { $0 + y[$1] } / Double(own.count)
            between += Double(own.count) * (centre - mean) * (centre - mean)
        }
        return between / total
    }
}
