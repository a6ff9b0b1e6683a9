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
        let drawn = try Program(scenario, shocks: shocks, drawsAssumptions: true)
        let ranged = drawn.inputs.compactMap { slot in
            slot.value.assumedRange.map { (slot: slot, low: $0.low, high: $0.high) }
        }
        let firms = drawn.parties.filter { !$0.isSector }
        let count = try drawn.measure(firms.map { "parties.\($0.name).in-default" }.joined(separator: " + "))
        let run = try await SeriesRun.compute(
            drawn, [count] + ranged.map { drawn.measure(of: $0.slot) }, paths: screened, threads: threads,
            lastOnly: true)
        let outcome = run.values(0, 0...0)
        let weights = ranged.indices.map { correlationRatio(run.values($0 + 1, 0...0), outcome, groups: 10) }
        let top = ranged.indices.sorted { (weights[$1], ranged[$0].slot.path) < (weights[$0], ranged[$1].slot.path) }
            .prefix(10)
        let base = try await Runner(Program(scenario, shocks: shocks), threads: threads).run(paths: paths)
        let antithetic = scenario.settings.antithetic
        func odds(_ run: Run, _ party: Party) -> Estimate {
            Estimate(
                shareOf: (run.column("parties.\(party.name).default") ?? []).map { $0 > 0 }, antithetic: antithetic)
        }
        var answers = firms.map { party in
            let own = odds(base, party)
            return Odds(party: party.name, title: party.title, probability: own, low: own.value, high: own.value)
        }
        for (number, index) in top.enumerated() {
            each(number, top.count)
            for end in [ranged[index].low, ranged[index].high] {
                let moved = try Program(scenario, shocks: shocks, fixed: [ranged[index].slot.path: end])
                let other = try await Runner(moved, threads: threads).run(paths: paths)
                for (position, party) in firms.enumerated() {
                    let value = odds(other, party).value
                    answers[position].low = min(answers[position].low, value)
                    answers[position].high = max(answers[position].high, value)
                }
            }
        }
        return AssumptionRanges(
            paths: paths,
            top: top.map { index in
                Assumption(
                    input: ranged[index].slot.path, text: ranged[index].slot.value.text, low: ranged[index].low,
                    high: ranged[index].high, weight: weights[index],
                    chance: largestByChance(of: ranged.count, groups: 10, paths: screened))
            }, odds: answers)
    }

    /// The most that one of so many inputs that do nothing is expected to show: the quantile 1 - 1/inputs of chi squared with
    /// groups - 1 degrees of freedom (Wilson and Hilferty 1931) over the number of paths.
    private static func largestByChance(of inputs: Int, groups: Int, paths: Int) -> Double {
        let freedom = Double(groups - 1)
        let z = normalQuantile(1 - 1 / Double(max(2, inputs)))
        let root = 1 - 2 / (9 * freedom) + z * (2 / (9 * freedom)).squareRoot()
        return freedom * root * root * root / Double(max(1, paths))
    }

    /// Variance of the group means over the variance of all, groups by tenths of x.
    private static func correlationRatio(_ x: [Double], _ y: [Double], groups: Int) -> Double {
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
