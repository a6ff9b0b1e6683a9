import Engine
import Model

/// The assumptions worth moving: those that explain more than chance of how many parties default when all are drawn from their
/// ranges at once, then those with the widest ranges.
///
/// `AssumptionRanges` moves the same ones; this is for a reader who wants to try values rather than read about them.
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
        _ program: Program, paths: Int, count: Int, threads: Int
    ) async throws -> AssumptionScreen {
        let factors = Factor.all(of: program).filter(\.isAssumption)
        let end = program.quarters - 1
        let defaults = try program.parties.filter { !$0.isSector }.map {
            Kept.measure(try program.measure("parties.\($0.name).in-default"), end...end)
        }
        let screening = try await Screening.run(
            program, factors, keeping: defaults, outcomes: Screening.sums, paths: paths, threads: threads)
        // An attribute of an item can be set by an overlay; a line of a list cannot without the rest of the list.
        let settable = screening.top(factors.count, of: factors).filter { index in
            factors[index].path.split(separator: ".").count == 3
                && !["calibration.", "hindcast.", "mechanisms.", "shocks."]
                    .contains(where: factors[index].path.hasPrefix)
        }
        let chance = Screening.largestByChance(of: settable.count, paths: paths)
        // What weighs no more than chance is no guide: of the rest come those with the widest ranges for their size.
        let heavy = settable.filter { screening.weights[$0] > chance }
        func width(_ index: Int) -> Double {
            let size = factors[index].middle.magnitude
            return size > 0 ? (factors[index].value(at: 1) - factors[index].value(at: 0)) / size : 0
        }
        let wide = settable.filter { !(screening.weights[$0] > chance) }.sorted {
            (width($1), factors[$0].path) < (width($0), factors[$1].path)
        }
        return AssumptionScreen(
            paths: paths,
            rows: (heavy + wide).prefix(count).map {
                Row(factors[$0], program.inputs[factors[$0].index].value, weight: screening.weights[$0])
            },
            chance: chance)
    }
}

extension AssumptionScreen.Row {
    fileprivate init(_ factor: Factor, _ input: Input, weight: Double) {
        guard let range = input.assumedRange, case .assumption(let reason, _, _) = input.provenance else {
            preconditionFailure("only fixed assumptions with a range are screened")
        }
        func rounded(_ value: Double) -> Double {
            let written = value * factor.unit.factor
            return Double("\(Float(written))") ?? written
        }
        self.init(
            input: factor.path, text: input.text, unit: factor.unit.symbol, value: rounded(factor.middle),
            low: rounded(range.low), high: rounded(range.high), reason: reason, weight: weight)
    }
}
