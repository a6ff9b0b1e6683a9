import Calendar
import CreditMath
import Engine
import Model

/// The odds of default that a spread implies, beside the run's.
///
///     hazard = spread / (1 - recovery),   odds = 1 - e^(-hazard years)
///
/// They hold a premium for risk and for trading, so that they are an upper bound of what buyers expect: two to three times
/// historical rates for good names (Hull, Predescu and White 2005, Journal of Credit Risk 1:53).
package struct ImpliedOdds: Sendable, Codable {
    /// Yearly, as a number: 0.0435 is 435 bp.
    package var spread: Double
    package var recovery: Double
    package var source: String
    /// Every year whose end lies within the run.
    package var byYear: [AtYear]
    package var note: String

    package struct AtYear: Sendable, Codable {
        package var year: Int
        package var implied: Double
        /// Share of paths in default by the end of that year, and its standard error.
        package var run: Double
        package var standardError: Double
        /// Whether one is more than twice the other.
        package var isTwofold: Bool
    }
}

extension ImpliedOdds {
    /// - Parameters:
    ///   - item: an item of the section `spreads`.
    ///   - odds: by quarter of the run.
    init(_ item: Item, _ odds: [OverviewAnswer.AtQuarter], from start: Quarter) {
        let record = item.record
        spread = record.optionalConstant("spread") ?? 0
        recovery = record.optionalConstant("recovery") ?? 0
        source = record.input("spread").text
        note = record.optionalText("note") ?? ""
        let hazard = hazardRate(spread: spread, recovery: recovery)
        byYear = odds.indices.compactMap { index in
            let quarter = start.advanced(by: index)
            guard quarter.number == 4 else { return nil }
            let implied = defaultProbability(hazard: hazard, years: Double(index + 1) / 4)
            let (run, error) = (odds[index].probability, odds[index].standardError)
            return AtYear(
                year: quarter.year, implied: implied, run: run, standardError: error,
                isTwofold: max(run, implied) > 2 * min(run, implied))
        }
    }
}
