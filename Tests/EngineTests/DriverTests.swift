import Lanes
import Testing

/// Processes against their closed-form moments, each within three standard errors.
struct DriverTests {
    /// Values of one driver in one quarter over many paths.
    private func sample(_ drivers: String, _ name: String, quarter: Int, paths: Int = 20_000) throws -> [Double] {
        try values(drivers, [name], quarter: quarter, paths: paths)[0]
    }

    private func values(
        _ drivers: String, _ names: [String], quarter: Int, paths: Int, extra: String = ""
    ) throws -> [[Double]] {
        try DriverSample.courses(drivers, names, quarters: quarter + 1, paths: 64 * ((paths + 63) / 64), extra: extra)
            .map { $0[quarter] }
    }

    private func moments(_ sample: [Double]) -> (mean: Double, deviation: Double, error: Double) {
        DriverSample.moments(sample)
    }

    @Test("A geometric Brownian motion has the mean S (1 + mu)^t")
    func geometricBrownian() throws {
        let sample = try sample(
            """
              x: {kind: geometric-brownian, start: 2 assumption, drift: 8 % per year assumption, volatility: 30 % assumption}
            """, "x", quarter: 8)
        let found = moments(sample)
        #expect((found.mean - 2 * 1.08 * 1.08).magnitude < 3 * found.error)
        let logs = moments(sample.map { naturalLogarithm($0) })
        // Standard error of a deviation is s / sqrt(2 n).
        #expect((logs.deviation - 0.3 * 2.0.squareRoot()).magnitude < 3 * logs.deviation / (2 * 20_032).squareRoot())
    }

    @Test("A mean-reverting process has the mean and variance of Ornstein and Uhlenbeck")
    func meanReverting() throws {
        let sample = try sample(
            """
              x: {kind: mean-reverting, start: 5 assumption, mean: 3 assumption, speed: 40 % per year assumption, volatility: 1 assumption}
            """, "x", quarter: 12)
        let found = moments(sample)
        let decay = exponential(-0.4 * 3)
        let variance = (1 - decay * decay) / 0.8
        #expect((found.mean - (3 + 2 * decay)).magnitude < 3 * found.error)
        #expect((found.deviation - variance.squareRoot()).magnitude < 3 * found.deviation / (2 * 20_032).squareRoot())
    }

    @Test("In logs the process has the median that the closed form says")
    func meanRevertingLogs() throws {
        let sample = try sample(
            """
              x: {kind: mean-reverting, in: logs, start: 40 assumption, mean: 60 assumption, speed: 1 per year assumption, volatility: 20 % assumption}
            """, "x", quarter: 4)
        let found = moments(sample.map { naturalLogarithm($0) })
        let expected = naturalLogarithm(60) + (naturalLogarithm(40) - naturalLogarithm(60)) * exponential(-1)
        #expect((found.mean - expected).magnitude < 3 * found.error)
    }

    @Test("Jumps come as often as they should, and move the mean of the logarithm by their own mean")
    func jumps() throws {
        let sample = try sample(
            """
              x: {kind: jump, start: 1 assumption, volatility: 10 % assumption, frequency: 40 % per year assumption, jump-mean: -50 % assumption, jump-deviation: 10 % assumption}
            """, "x", quarter: 8)
        let logs = moments(sample.map { naturalLogarithm($0) })
        let perQuarter = 1 - exponential(-0.1)
        #expect((logs.mean - (-0.005 * 2 - 0.5 * 8 * perQuarter)).magnitude < 3 * logs.error)
    }

    @Test("Two drivers have the correlation that the scenario names")
    func correlation() throws {
        let pair = try values(
            """
              a: {kind: geometric-brownian, start: 1 assumption, volatility: 30 % assumption}
              b: {kind: mean-reverting, in: logs, start: 1 assumption, mean: 1 assumption, speed: 0 per year assumption, volatility: 30 % assumption}
            """, ["a", "b"], quarter: 1, paths: 20_000,
            extra: "correlations:\n  - [drivers.a, drivers.b, \"-0.6 assumption\"]")
        let logs = pair.map { $0.map { naturalLogarithm($0) } }
        let (a, b) = (moments(logs[0]), moments(logs[1]))
        let products = zip(logs[0], logs[1]).map { ($0 - a.mean) * ($1 - b.mean) / (a.deviation * b.deviation) }
        // Standard error of a correlation is (1 - rho^2) / sqrt(n).
        #expect((moments(products).mean + 0.6).magnitude < 3 * 0.64 / Double(products.count).squareRoot())
    }

    @Test("Numbers drawn once per path have the correlation that the scenario names, and keep their distribution")
    func drawnCorrelation() throws {
        let pair = try values(
            """
              a: {kind: value, value: "uniform(0, 1) assumption"}
              b: {kind: value, value: "normal(5, 2) assumption"}
            """, ["a", "b"], quarter: 0, paths: 20_000,
            extra: "correlations:\n  - [drivers.a, drivers.b, \"0.8 assumption\"]")
        let (a, b) = (moments(pair[0]), moments(pair[1]))
        #expect((a.mean - 0.5).magnitude < 3 * a.error)
        #expect((b.mean - 5).magnitude < 3 * b.error)
        #expect((b.deviation - 2).magnitude < 3 * b.deviation / (2 * 20_032).squareRoot())
        let scores = pair[0].map { normalQuantile(min(max($0, 1e-12), 1 - 1e-12)) }
        let s = moments(scores)
        let products = zip(scores, pair[1]).map { ($0 - s.mean) * ($1 - b.mean) / (s.deviation * b.deviation) }
        #expect((moments(products).mean - 0.8).magnitude < 3 * 0.36 / Double(products.count).squareRoot())
    }

    @Test("Two drivers that are correlated share their quarterly shocks, not the numbers that each draws once")
    func correlatedNames() throws {
        let correlation = "correlations:\n  - [drivers.a, drivers.b, \"0.9 assumption\"]"
        func correlationOf(_ pair: [[Double]]) -> Double {
            let (a, b) = (moments(pair[0]), moments(pair[1]))
            return moments(zip(pair[0], pair[1]).map { ($0 - a.mean) * ($1 - b.mean) / (a.deviation * b.deviation) })
                .mean
        }
        func drivers(start: String, volatility: String) -> String {
            ["a", "b"].map {
                "  \($0): {kind: geometric-brownian, start: \"\(start) assumption\", volatility: \(volatility) assumption}"
            }.joined(separator: "\n")
        }
        let drawn = try values(
            drivers(start: "uniform(1, 2)", volatility: "0 %"), ["a", "b"], quarter: 1, paths: 20_000,
            extra: correlation)
        // Standard error of a correlation is (1 - rho^2) / sqrt(n).
        #expect(correlationOf(drawn).magnitude < 3 / 20_032.0.squareRoot())
        let shocked = try values(
            drivers(start: "1", volatility: "30 %"), ["a", "b"], quarter: 1, paths: 20_000, extra: correlation)
        let logs = shocked.map { $0.map { naturalLogarithm($0) } }
        #expect((correlationOf(logs) - 0.9).magnitude < 3 * 0.19 / 20_032.0.squareRoot())
    }

    @Test("A formula on rows gives what the reference interpreter gives")
    func formulas() throws {
        let sample = try values(
            """
              a: {kind: value, value: "uniform(0.1, 3) assumption"}
              b: {kind: value, value: "= if drivers.a > 1 and not (drivers.a > 2) then exp(drivers.a) else max(drivers.a ^ 2, log(drivers.a), 0.2)"}
              c: {kind: value, value: "= clamp(lookup(drivers.a, 0: 0, 1: 10, 3: 20), 2, 15) + 0.5 * step(2026Q3) + ramp(2026Q1, 2027Q1) - pulse(2026Q2, 2026Q3)"}
              d: {kind: value, value: "= lag(drivers.c, 2, 7)"}
            """, ["a", "b", "c", "d"], quarter: 2, paths: 640)
        for lane in sample[0].indices {
            let a = sample[0][lane]
            let b = a > 1 && !(a > 2) ? exponential(a) : max(a * a, naturalLogarithm(a), 0.2)
            let table = a < 1 ? 10 * a : 10 + 5 * (a - 1)
            #expect((sample[1][lane] - b).magnitude < 1e-12 * b)
            #expect((sample[2][lane] - (min(max(table, 2), 15) + 0.5 + 0.5 - 1)).magnitude < 1e-12)
            #expect((sample[3][lane] - min(max(table, 2), 15)).magnitude < 1e-12)
        }
    }

    @Test("A lag without an initial value starts with what it lags, wherever that stands, and closes no circle")
    func lagFromTheStart() throws {
        let sample = try values(
            """
              before: {kind: value, value: "= lag(drivers.z, 1)"}
              z: {kind: value, value: 3 assumption}
              round: {kind: value, value: "= drivers.z + lag(drivers.trip, 1)"}
              trip: {kind: value, value: "= 2 * drivers.round"}
            """, ["before", "round"], quarter: 0, paths: 8)
        #expect(sample[0].allSatisfy { $0 == 3 })
        #expect(sample[1].allSatisfy { $0 == 3 })
    }
}
