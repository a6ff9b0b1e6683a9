import Calendar
import Engine
import Lanes
import Model

/// A run that starts in the past, scored on what was reported since, beside a random walk with drift.
///
/// CRPS of a sample, Gneiting and Raftery 2007 (JASA 102, equation 21): mean |X - y| - mean |X - X'| / 2. The walk is lognormal
/// with the mean and deviation of the log changes before the start.
package struct HindcastAnswer: Sendable, Codable {
    package var paths: Int
    package var series: [Series]
    /// Share of scored values within the 5 to 95 % band, and their number.
    package var coverage: Double
    package var scored: Int
    /// 1 less the ratio of the mean CRPS of run and walk, each series by the mean of its reported values; above 0 the run
    /// is better.
    package var skill: Double
    /// Median of the series' own skills: a walk fitted to a few wild values flatters the mean.
    package var medianSkill: Double

    package struct Series: Sendable, Codable {
        package var series: String
        package var title: String
        package var unit: String
        package var values: [Value]
        package var coverage: Double
        package var crps: Double
        /// Nil where fewer than three values before the start are known.
        package var randomWalk: Double?
        package var skill: Double?
    }

    package struct Value: Sendable, Codable {
        package var quarter: String
        package var reported: Double
        package var fact: String
        package var p5: Double
        package var p50: Double
        package var p95: Double
        package var isInside: Bool
    }
}

extension HindcastAnswer {
    /// - Throws: `Diagnostics` where the scenario has nothing to be scored on.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> HindcastAnswer {
        let items = program.scenario["hindcast"]
        guard !items.isEmpty else {
            throw program.lacks(
                "the scenario has no series to be scored on", hint: "add a section `hindcast`, as `hindcast-2024` has")
        }
        let run = try await SeriesRun.compute(
            program, try items.map { try program.measure($0.record.text("measure")) }, paths: paths, threads: threads)
        let series = items.enumerated().map { score($1, run, $0, program) }.filter { !$0.values.isEmpty }
        let values = series.flatMap(\.values)
        let compared = series.filter { $0.randomWalk != nil }
        func relative(_ own: Series, _ score: Double) -> Double {
            let level = own.values.reduce(0) { $0 + $1.reported.magnitude } / Double(own.values.count)
            return level > 0 ? score / level : score
        }
        let ours = compared.reduce(0) { $0 + relative($1, $1.crps) }
        let walks = compared.reduce(0) { $0 + relative($1, $1.randomWalk ?? 0) }
        return HindcastAnswer(
            paths: paths, series: series,
            coverage: values.isEmpty ? 0 : Double(values.count(where: \.isInside)) / Double(values.count),
            scored: values.count, skill: walks > 0 ? 1 - ours / walks : 0,
            medianSkill: Quantiles(compared.compactMap(\.skill).map { Float($0) })(0.5) ?? 0)
    }

    private static func score(_ item: Item, _ run: SeriesRun, _ number: Int, _ program: Program) -> Series {
        let record = item.record
        let scale = Evidence.scale(record.choice("unit"))
        let start = program.scenario.settings.start
        let reported = record.input("reported")
        var steps: [Input.Step] = []
        if case .series(let given) = reported.form { steps = given.sorted { $0.from < $1.from } }
        let history = steps.filter { $0.from < start }
        let walk = RandomWalk(history.map { (start.distance(to: $0.from), $0.value) })
        var (values, crps, other): ([Value], Double, Double) = ([], 0, 0)
        for step in steps {
            let at = start.distance(to: step.from)
            guard at >= 0, at < program.quarters else { continue }
            let sample = run.values(number, at...at).map { $0 / scale }
            let quantiles = Quantiles(sample.map { Float($0) })
            let (p5, p95) = (quantiles(0.05) ?? 0, quantiles(0.95) ?? 0)
            values.append(
                Value(
                    quarter: step.from.description, reported: step.value, fact: reported.text, p5: p5,
                    p50: quantiles(0.5) ?? 0, p95: p95, isInside: step.value >= p5 && step.value <= p95))
            crps += continuousRankedScore(sample, step.value)
            if let walk { other += continuousRankedScore(walk.sample(at: at), step.value) }
        }
        let count = Double(max(1, values.count))
        let walked = walk == nil ? nil : other / count
        return Series(
            series: item.name, title: record.title(or: item.name),
            unit: record.choice("unit"), values: values, coverage: Double(values.count(where: \.isInside)) / count,
            crps: crps / count, randomWalk: walked, skill: walked.flatMap { $0 > 0 ? 1 - crps / count / $0 : nil })
    }
}

/// Mean |X - y| - mean |X - X'| / 2 of a sample, the second by sorting.
func continuousRankedScore(_ sample: [Double], _ observed: Double) -> Double {
    guard !sample.isEmpty else { return .nan }
    let sorted = sample.sorted()
    let count = Double(sorted.count)
    let distance = sorted.reduce(0) { $0 + ($1 - observed).magnitude } / count
    // Sum over pairs of |x_i - x_j| = 2 sum of (2 i - n - 1) x_(i).
    let spread = sorted.enumerated().reduce(0.0) { $0 + (2 * Double($1.offset) - count + 1) * $1.element }
    return distance - spread / (count * count)
}

/// A random walk with drift fitted to values at given quarters before the start.
struct RandomWalk {
    private let last: (at: Int, value: Double)
    private let drift: Double
    private let deviation: Double

    /// Nil with fewer than three values, or one that is not above 0.
    init?(_ history: [(at: Int, value: Double)]) {
        guard history.count >= 3, history.allSatisfy({ $0.value > 0 }), let last = history.last else { return nil }
        self.last = last
        let total = Double(last.at - history[0].at)
        let drift = naturalLogarithm(last.value / history[0].value) / total
        self.drift = drift
        // Changes over spans of different length: each by the square root of its length.
        let squares = zip(history, history.dropFirst()).reduce(0.0) { sum, pair in
            let span = Double(pair.1.at - pair.0.at)
            let surprise = naturalLogarithm(pair.1.value / pair.0.value) - drift * span
            return sum + surprise * surprise / span
        }
        deviation = (squares / Double(history.count - 2)).squareRoot()
    }

    /// Quantiles of equal weight, in the quarter `at` of the run.
    func sample(at: Int) -> [Double] {
        let span = Double(at - last.at)
        let steps = 401
        return (0..<steps).map { index in
            let z = normalQuantile((Double(index) + 0.5) / Double(steps))
            return last.value * exponential(drift * span + deviation * span.squareRoot() * z)
        }
    }

}
