import Engine
import Lanes
import Model

/// Which assumptions matter most, and how far the odds move when those stand at the ends of their ranges.
///
/// All assumptions with a range are drawn from it at once, each once per path; an assumption's weight is the share of the
/// variance of the outcome (how many parties default) that lies between tenths of its range: the correlation ratio, a first-order
/// sensitivity index (Saltelli and others 2008, section 1.2.5), shown beside what chance alone would give. Then the ten with the
/// largest weight are set low and high one at a time, on the same random numbers.
package struct AssumptionRanges: Sendable, Codable {
    package var paths: Int
    package var top: [Assumption]
    package var odds: [Odds]

    package struct Assumption: Sendable, Codable {
        package var input: String
        package var text: String
        package var low: Double
        package var high: Double
        /// Share of the variance of the number of defaults that it explains by itself, and the most that chance alone lets one
        /// of so many assumptions show.
        package var weight: Double
        package var chance: Double
    }

    package struct Odds: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of paths in default by the end of the run: as it is, and the least and most with one of the ten moved.
        package var probability: Estimate
        package var low: Double
        package var high: Double
    }
}

extension AssumptionRanges {
    /// - Parameters:
    ///   - screened: paths of the run that draws all assumptions.
    ///   - paths: paths of each run with one assumption moved.
    package static func compute(
        _ scenario: Scenario, shocks: [ShockSetting], screened: Int, paths: Int, threads: Int,
        each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> AssumptionRanges {
        let program = try Program(scenario, shocks: shocks)
        let factors = Factor.all(of: program).filter(\.isAssumption)
        let firms = program.parties.filter { !$0.isSector }
        let end = program.quarters - 1
        let defaults = try firms.map { Kept.measure(try program.measure("parties.\($0.name).in-default"), end...end) }
        let screening = try await Screening.run(
            program, factors, keeping: defaults, outcomes: Screening.sums, paths: screened, threads: threads)
        let top = screening.top(10, of: factors)
        // First the scenario as it is, then each assumption low and high.
        let variations =
            [Variation()]
            + top.flatMap { index in
                [0.0, 1.0].map { share in
                    var moved = Variation()
                    moved[factors[index].index] = .replace([factors[index].value(at: share)])
                    return moved
                }
            }
        let outcomes = try await VariedRuns(program, keeping: defaults, threads: threads).run(
            variations, paths: 0..<paths
        ) { each($0 / (2 * paths), top.count) }
        for outcome in outcomes { if let fault = outcome.fault { throw fault } }
        let antithetic = scenario.settings.antithetic
        return AssumptionRanges(
            paths: paths,
            top: top.map { index in
                let factor = factors[index]
                return Assumption(
                    input: factor.path, text: program.inputs[factor.index].value.text, low: factor.value(at: 0),
                    high: factor.value(at: 1), weight: screening.weights[index], chance: screening.chance)
            },
            odds: firms.indices.map { place in
                let odds = outcomes.map {
                    Estimate(shareOf: $0.values[place].map { $0 > 0 }, antithetic: antithetic)
                }
                return Odds(
                    party: firms[place].name, title: firms[place].title, probability: odds[0],
                    low: odds.map(\.value).min() ?? 0, high: odds.map(\.value).max() ?? 0)
            })
    }
}
