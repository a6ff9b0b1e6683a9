import Engine
import Model

/// The assumptions worth moving: those that explain most of how many parties default when all are drawn from their ranges at once.
///
/// The first half of `AssumptionRanges`, for a reader who wants to try values rather than read about them.
package struct AssumptionScreen: Sendable, Codable {
    package var paths: Int
    package var rows: [Row]
    /// The largest weight that chance alone would show.
    package var chance: Double

    package struct Row: Sendable, Codable {
        package var input: String
        /// The value as it is written.
        package var text: String
        /// The unit in which it is written, and the value and the ends of its range in that unit.
        package var unit: String
        package var value: Double
        package var low: Double
        package var high: Double
        package var reason: String
        /// Share of the variance of the number of defaults.
        package var weight: Double
    }

    /// - Parameter count: rows that are wanted.
    package static func compute(
        _ scenario: Scenario, shocks: [ShockSetting], paths: Int, count: Int, threads: Int
    ) async throws -> AssumptionScreen {
        let drawn = try Program(scenario, shocks: shocks, drawsAssumptions: true)
        // An attribute of an item can be set by an overlay; a line of a list cannot without the rest of the list.
        let ranged = drawn.inputs.filter {
            $0.value.assumedRange != nil && $0.path.split(separator: ".").count == 3
                && !["calibration.", "hindcast.", "mechanisms.", "shocks."].contains(where: $0.path.hasPrefix)
        }
        let firms = drawn.parties.filter { !$0.isSector }
        let failures = try drawn.measure(firms.map { "parties.\($0.name).in-default" }.joined(separator: " + "))
        let run = try await SeriesRun.compute(
            drawn, [failures] + ranged.map { drawn.measure(of: $0) }, paths: paths, threads: threads, lastOnly: true)
        let outcome = run.values(0, 0...0)
        let weights = ranged.indices.map {
            AssumptionRanges.correlationRatio(run.values($0 + 1, 0...0), outcome, groups: 10)
        }
        let top = ranged.indices.sorted { (weights[$1], ranged[$0].path) < (weights[$0], ranged[$1].path) }
        return AssumptionScreen(
            paths: paths, rows: top.prefix(count).map { Row(ranged[$0].path, ranged[$0].value, weight: weights[$0]) },
            chance: AssumptionRanges.largestByChance(of: max(2, ranged.count), groups: 10, paths: paths))
    }
}

extension AssumptionScreen.Row {
    init(_ path: String, _ input: Input, weight: Double) {
        // `75 % assumption 65..85 %, typical`: the number stands first, its unit up to the word.
        let words = input.text.split(separator: " ").prefix { $0 != "assumption" && !$0.hasPrefix("@") }
        let written = words.dropFirst().joined(separator: " ")
        var (unit, factor) = (input.unit.description, 1.0)
        // A rate may be written as a plain percentage: the way back from what was written is the one that is there.
        if let own = Unit(written), let conversion = own.conversion(to: input.unit), !written.isEmpty {
            (unit, factor) = (written, 1 / conversion)
        }
        if unit == "1" { unit = "" }
        guard case .constant(let value) = input.form, let range = input.assumedRange,
            case .assumption(let reason, _, _) = input.provenance
        else { preconditionFailure("only fixed assumptions with a range are screened") }
        func rounded(_ value: Double) -> Double { Double("\(Float(value * factor))") ?? value * factor }
        self.init(
            input: path, text: input.text, unit: unit, value: rounded(value), low: rounded(range.low),
            high: rounded(range.high), reason: reason, weight: weight)
    }
}
