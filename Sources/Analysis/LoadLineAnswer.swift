/// How severe each shock may be before a party fails: the load line.
///
/// For every party and shock the smallest severity at which the share of paths in default by a date passes 5 % and 50 %,
/// from runs at a grid of severities on the same random numbers.
package struct LoadLineAnswer: Sendable, Codable {
    /// The name under which it is kept beside a run.
    package static let question = "load-lines"

    package var scenario: String
    package var title: String
    /// Last quarter that counts: `2028Q4`.
    package var by: String
    package var paths: Int
    package var seed: UInt64
    package var thresholds: [Double]
    package var shocks: [ShockRange]
    package var parties: [PartyOdds]
    package var rows: [Row]
    /// Shares of paths in default at every severity that was run: what a heat map shows.
    package var grid: [Cell]

    package struct ShockRange: Sendable, Codable {
        package var shock: String
        package var title: String
        /// `scale`, `shift` or `replace`.
        package var kind: String
        /// What severities are counted in: `%`, `quarters`; empty for plain numbers.
        package var unit: String
        /// The scenario's own size, and the last severity that was run.
        package var size: Double
        package var end: Double
        /// Why the range ends before what was asked for; empty where it does not.
        package var note: String
        /// All severities that were run, from 0 on.
        package var severities: [Double]
    }

    package struct PartyOdds: Sendable, Codable {
        package var party: String
        package var title: String
        /// Whether any contract, loan or plan can make it pay anybody. What owes nothing cannot fail.
        package var owes: Bool
        /// Without any of the shocks.
        package var unshocked: Estimate
    }

    package enum Verdict: String, Sendable, Codable {
        case found
        case alreadyAbove = "already above at no shock"
        case never = "never within the range"
        case owesNothing = "owes nothing"
    }

    package struct Row: Sendable, Codable {
        package var party: String
        package var shock: String
        /// Share of paths in default that is passed.
        package var threshold: Double
        package var verdict: Verdict
        /// In the shock's unit; nil where there is none.
        package var severity: Double?
        /// Where it lies at 95 %, by sampling and by the grid: nil for beyond the range.
        package var low: Double?
        package var high: Double?
        package var unit: String
        /// `rents -38 %`.
        package var text: String
        /// Whether the share only rises with severity, within three standard errors.
        package var isMonotone: Bool
        /// Share of paths in default at the end of the range.
        package var oddsAtEnd: Estimate
    }

    package struct Cell: Sendable, Codable {
        package var party: String
        package var shock: String
        package var severity: Double
        package var odds: Double
        package var standardError: Double
        /// Where the share lies at 95 %, by sampling.
        package var low: Double
        package var high: Double
    }
}
