import Lanes
import Testing

@Suite("Distributions by their inverse")
struct QuantileFunctionTests {
    static let examples: [QuantileFunction] = [
        .uniform(minimum: -2, maximum: 5),
        .triangular(minimum: 1, mode: 2, maximum: 6), .triangular(minimum: 1, mode: 1, maximum: 6),
        .triangular(minimum: 1, mode: 6, maximum: 6),
        .pert(minimum: 8, mode: 10, maximum: 15), .pert(minimum: 0, mode: 0, maximum: 1),
        .normal(mean: 3, standardDeviation: 2),
        .lognormal(median: 100, sigma: 0.4),
        .beta(alpha: 2, beta: 5), .beta(alpha: 0.5, beta: 0.7), .beta(alpha: 0.2, beta: 3),
        .discrete(values: [-1, 0, 4], probabilities: [0.2, 0.5, 0.3]),
        .percentiles(p5: 10, p50: 12, p95: 20), .percentiles(p5: 4, p50: 12, p95: 14),
        .percentiles(p5: 10, p50: 12, p95: 14),
    ]

    @Test("A sample of 40,000 has the stated mean and deviation within 3 standard errors", arguments: examples)
    func moments(distribution: QuantileFunction) {
        let source = RandomSource(seed: 20_260_101)
        let stream = streamIdentifier("moments")
        let sample = (0..<40_000).map {
            distribution.value(at: source.uniform(path: UInt64($0), quarter: 0, stream: stream, draw: 0))
        }
        let (mean, error) = meanAndError(sample)
        #expect(abs(mean - distribution.mean) < 3 * error)
        let squares = meanAndError(sample.map { ($0 - distribution.mean) * ($0 - distribution.mean) })
        let variance = distribution.standardDeviation * distribution.standardDeviation
        #expect(abs(squares.mean - variance) < 3 * squares.error)
    }

    @Test("The mean of values at even uniforms is the stated mean", arguments: examples)
    func meanByQuadrature(distribution: QuantileFunction) {
        let steps = 20_000
        let sum = (0..<steps).reduce(0) { $0 + distribution.value(at: (Double($1) + 0.5) / Double(steps)) }
        #expect(abs(sum / Double(steps) - distribution.mean) < 1e-3 * distribution.standardDeviation)
    }

    @Test("A larger uniform never gives a smaller value", arguments: examples)
    func monotone(distribution: QuantileFunction) {
        var before = -Double.infinity
        for step in 1..<4_096 {
            let value = distribution.value(at: Double(step) / 4_096)
            #expect(value >= before)
            before = value
        }
    }

    @Test("The probability of a value is the uniform that gives it", arguments: examples)
    func probability(distribution: QuantileFunction) {
        for u in [0.001, 0.1, 0.25, 0.5, 0.8, 0.999] {
            let found = distribution.probability(distribution.value(at: u))
            if case .discrete = distribution {
                #expect(found >= u)
            } else {
                #expect(abs(found - u) < 1e-12)
            }
        }
        #expect(distribution.probability(-1e6) < 1e-12 && distribution.probability(1e6) > 1 - 1e-12)
    }

    @Test("Filling a row gives the bits of single values, in place as well", arguments: examples)
    func bulkAgrees(distribution: QuantileFunction) {
        let source = RandomSource(seed: 8)
        let row = TestRow(64)
        let other = TestRow(64)
        source.fillUniforms(row.values, count: 64, firstPath: 128, quarter: 1, stream: 1, draw: 1)
        let expected = (0..<64).map { distribution.value(at: row.values[$0]) }
        distribution.fill(from: row.values, into: other.values, count: 64)
        distribution.fill(from: row.values, into: row.values, count: 64)
        for lane in 0..<64 { #expect(row.values[lane] == expected[lane] && other.values[lane] == expected[lane]) }
    }

    @Test("Sound parameters have no problem", arguments: examples)
    func noProblem(distribution: QuantileFunction) {
        #expect(distribution.problem() == nil)
    }

    @Test("The beta inverse is within 1e-13 of exact values")
    func betaTableHolds() {
        for (alpha, beta, u, exact) in betaQuantileTable {
            let value = QuantileFunction.beta(alpha: alpha, beta: beta).value(at: u)
            #expect(relativeError(value, exact) < 1e-13, "beta(\(alpha), \(beta)) at \(u)")
            #expect(relativeError(BetaDistribution(alpha: alpha, beta: beta).probability(exact), u) < 1e-12)
        }
    }

    @Test("Judged percentiles are met, whatever the skew")
    func percentilesAreMet() {
        for (p5, p50, p95) in [(10.0, 12.0, 20.0), (4, 12, 14), (10, 12, 14), (-3, -2.999, 5), (0, 1, 2.000001)] {
            let distribution = QuantileFunction.percentiles(p5: p5, p50: p50, p95: p95)
            let range = p95 - p5
            #expect(abs(distribution.value(at: 0.05) - p5) < 1e-14 * (range + abs(p5)))
            #expect(distribution.value(at: 0.5) == p50)
            #expect(abs(distribution.value(at: 0.95) - p95) < 1e-14 * (range + abs(p95)))
        }
    }

    @Test("Equal arms give the normal distribution, and nearly equal ones nearly that")
    func percentilesReachTheNormal() {
        let normal = QuantileFunction.normal(mean: 12, standardDeviation: 2 / 1.6448536269514722)
        let equal = QuantileFunction.percentiles(p5: 10, p50: 12, p95: 14)
        let nearly = QuantileFunction.percentiles(p5: 10, p50: 12, p95: 14 + 1e-9)
        for u in [0.001, 0.2, 0.7, 0.999] {
            #expect(relativeError(equal.value(at: u), normal.value(at: u)) < 1e-14)
            #expect(relativeError(nearly.value(at: u), normal.value(at: u)) < 1e-8)
        }
    }

    @Test("An outcome is the first whose threshold lies above the uniform, and one of probability 0 never comes")
    func discreteThresholds() {
        let outcomes = QuantileFunction.discrete(values: [1, 2, 3, 4], probabilities: [0.25, 0, 0.75, 0])
        #expect(outcomes.value(at: 0.2499) == 1 && outcomes.value(at: 0.25) == 3)
        #expect(outcomes.value(at: 1 - 0x1p-53) == 3 && outcomes.value(at: 0x1p-53) == 1)
    }

    @Test("A bad parameter is quoted in a sentence")
    func problems() {
        func expect(_ distribution: QuantileFunction, _ text: String) { #expect(distribution.problem() == text) }
        expect(.uniform(minimum: 3, maximum: 3), "the minimum 3.0 is not below the maximum 3.0")
        expect(.uniform(minimum: .nan, maximum: 3), "the minimum nan is not a finite number")
        expect(.triangular(minimum: 5, mode: 4, maximum: 6), "the minimum 5.0 is above the mode 4.0")
        expect(.pert(minimum: 1, mode: 7, maximum: 6), "the mode 7.0 is above the maximum 6.0")
        expect(.normal(mean: 0, standardDeviation: -1), "the standard deviation -1.0 is negative")
        expect(.lognormal(median: 0, sigma: 1), "the median 0.0 is not above 0")
        expect(.beta(alpha: 1, beta: -2), "the beta -2.0 is not above 0")
        expect(.discrete(values: [1, 2], probabilities: [1.5, -0.5]), "the probability -0.5 is negative")
        expect(.discrete(values: [1, 2], probabilities: [0.5, 0.4]), "the probabilities add up to 0.9, not to 1")
        expect(.discrete(values: [2, 1], probabilities: [0.5, 0.5]), "the values must rise, but 2.0 comes before 1.0")
        expect(.discrete(values: [1], probabilities: []), "there are 1 values but 0 probabilities")
        expect(.percentiles(p5: 3, p50: 3, p95: 4), "the p5 3.0 is not below the p50 3.0")
    }
}
