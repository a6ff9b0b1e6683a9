import Engine
import Lanes
import Model

/// Reverse stress: the nearest combination of moves that makes a condition true, in standard deviations of what is uncertain.
///
/// The design point of the first-order reliability method (Hasofer and Lind 1974), found by an adaptive response surface (Bucher
/// and Bourgund 1990): slopes by least squares on sampled moves, which give the direction whatever the shape of the answer
/// (Brillinger 1983), a search along it by runs, and the same again around the point found. The end is a run there.
package struct ReverseStressAnswer: Sendable, Codable {
    package var scenario: String
    package var condition: String
    package var paths: Int
    package var seed: UInt64
    /// Inputs and drivers that could move, and those of them whose effect stands out from chance.
    package var candidates: Int
    package var screened: Int
    package var verdict: Verdict
    /// Length of the combination in standard deviations, and the share of a normal beyond it.
    package var distance: Double
    package var beyond: Double
    package var moves: [Move]
    /// The number in question as the scenario stands and at the combination, from runs.
    package var current: Estimate
    package var currentText: String
    package var verified: Estimate
    package var verifiedText: String
    /// Where the next shorter combination that was run does not make it true.
    package var lastFalse: Double

    package enum Verdict: String, Sendable, Codable {
        case found
        case already = "true as the scenario stands"
        case nothingMoves = "nothing uncertain moves it beyond chance"
        case tooFar = "not within six standard deviations"
    }

    package struct Move: Sendable, Codable {
        package var name: String
        /// In standard deviations.
        package var score: Double
        /// Share of the squared distance.
        package var share: Double
        package var from: String
        package var to: String
    }
}

extension ReverseStressAnswer {
    /// - Throws: `Diagnostics` where nothing in the scenario is uncertain, or the condition cannot be read.
    package static func compute(
        _ program: Program, so condition: String, paths: Int, threads: Int,
        each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> ReverseStressAnswer {
        _ = try Condition(condition, in: program)
        let screenPaths = max(paths, min(4 * paths, 2_000))
        let drivers = try await DriverMove.all(of: program, paths: screenPaths, threads: threads)
        var scenario = program.scenario
        scenario.sections["shocks", default: []] += drivers.map(\.item)
        // The moves have no date: they act from the first quarter to the last.
        let place = scenario.settings.place
        for (index, item) in scenario["shocks"].enumerated() where item.record.values["from"] == nil {
            scenario.sections["shocks"]![index].record.values["from"] = .quarter(scenario.settings.start, place)
        }
        let moved = try Program(
            scenario, shocks: program.shocks + drivers.map { ShockSetting(name: $0.item.name) }, seed: program.seed)
        let factors = Factor.all(of: moved)
        guard !factors.isEmpty || !drivers.isEmpty else {
            throw program.lacks(
                "nothing in the scenario is uncertain, so nothing can be stressed",
                hint: "give assumptions a range (`assumption 65..85 %`), or write distributions and random drivers")
        }
        let search = try StressSearch(
            moved, factors, drivers, try Condition(condition, in: moved), paths: paths, screenPaths: screenPaths,
            own: program.shocks, threads: threads)
        return try await search.answer(each: each)
    }
}
