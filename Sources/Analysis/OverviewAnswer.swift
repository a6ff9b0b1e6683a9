import Calendar
import Engine
import Model

/// The one-page answer of a run: who fails when and why, who loses what, cover and value by year, what shocks do.
package struct OverviewAnswer: Sendable, Codable {
    package var scenario: String
    package var title: String
    package var description: String
    package var version: String
    package var dataAsOf: String
    package var priceYear: Int
    package var start: String
    package var end: String
    package var paths: Int
    package var quarters: Int
    package var seed: UInt64
    package var seconds: Double
    package var digest: String
    package var scenarioHash: String
    /// As `--shock` takes them: with the severity where one was given.
    package var shocksOn: [String]
    package var overrides: [String]
    package var audit: [Check]
    package var defaults: [Default]
    package var covenants: [CovenantOdds]
    package var losses: [Loss]
    package var ratios: [Ratio]
    package var sites: [SitePower]
    package var regions: [RegionShortfall]
    package var shocks: [ShockEffect]
    package var lossesByLender: [LenderLoss]
    /// If A fails, then who.
    package var conditional: [Conditional]
    /// Revenue that is a party's own money come round, on traced paths.
    package var money: [OwnMoney]
    /// Paths of the blocks by year, `announced` to `revenue`, and of the calibration: the first of the run.
    package var followedPaths: Int?
    package var announced: [BuildOut.Announced]
    package var power: [BuildOut.Power]
    package var funding: [BuildOut.Funding]
    package var prices: [BuildOut.Price]
    package var revenue: [BuildOut.Revenue]
    package var calibration: [CalibrationAnswer.Row]
    package var assumptions: Assumptions
    /// Only where they were asked for.
    package var ranges: AssumptionRanges?

    package struct Check: Sendable, Codable {
        package var check: String
        package var worst: Double
        package var ok: Bool
    }

    package struct AtQuarter: Sendable, Codable {
        package var quarter: String
        package var probability: Double
        package var standardError: Double
    }

    package struct Default: Sendable, Codable {
        package var party: String
        package var title: String
        /// Share of paths in default by the end of each quarter.
        package var byQuarter: [AtQuarter]
        /// Share of paths in default by the end of 2030, or of the run where that does not cover it.
        package var probability2030: Double
        package var standardError: Double
        /// By the end of the run.
        package var probability: Estimate
        package var missedPayment: Estimate
        /// The commonest first cause among paths in default; empty where there is none.
        package var firstCause: String
        package var causes: [CauseShare]
        /// What the market's spread says; nil where the scenario has none.
        package var implied: ImpliedOdds?
    }

    package struct CauseShare: Sendable, Codable {
        package var cause: String
        /// Share of the defaulting paths.
        package var share: Double
    }

    package struct CovenantOdds: Sendable, Codable {
        package var contract: String
        package var title: String
        package var test: String
        package var limit: String
        package var byQuarter: [AtQuarter]
        package var probability: Double
        package var standardError: Double
    }

    package struct Loss: Sendable, Codable {
        package var contract: String
        package var title: String
        package var lender: String
        package var lenderTitle: String
        /// Share of paths in which the borrower defaults with something outstanding.
        package var probability: Estimate
        /// Dollars, mean over all paths.
        package var expected: Estimate
        package var p95: Double
        package var worst: Double
        /// Mean over the paths with a resolved claim; nil where there is none.
        package var recoveryRate: Estimate?
        package var meanRecovered: Double?
        package var resolvedPaths: Int
    }

    /// Of all loans that are hit, the share whose estate the end of the run cuts off; nil where none is hit.
    package var shareOfOpenEstates: Double? {
        let hits = losses.reduce(0) { $0 + $1.probability.value * Double(paths) }
        let finished = losses.reduce(0) { $0 + Double($1.resolvedPaths) }
        return hits > 0 ? max(0, 1 - finished / hits) : nil
    }

    package struct Band: Sendable, Codable {
        package var year: Int
        package var p5: Double?
        package var p50: Double?
        package var p95: Double?
        /// Share of paths in which it is measured.
        package var share: Double
    }

    package struct Ratio: Sendable, Codable {
        package var contract: String
        package var title: String
        /// `dscr` or `ltv`.
        package var ratio: String
        package var years: [Band]
    }

    package struct SitePower: Sendable, Codable {
        package var site: String
        package var title: String
        /// Announced IT megawatts at the end of each year of `years`.
        package var announced: [Double]
        package var years: [Band]
    }

    package struct ShockEffect: Sendable, Codable {
        package var shock: String
        package var title: String
        package var party: String
        package var partyTitle: String
        /// By the end of the run.
        package var defaultProbability: Estimate
        /// Change against the run without the shock, on the same random numbers.
        package var defaultChange: Estimate
        package var breachChange: Estimate
        /// Dollars, all loans of the party.
        package var lossChange: Estimate
        /// Dollars earned over the whole run, for the owners.
        package var earningsChange: Estimate
    }

    package struct Assumptions: Sendable, Codable {
        package var inputs: Int
        package var facts: Int
        package var assumptions: Int
        package var derived: Int
        package var defaults: Int
        package var unsourced: Int
        /// Share of the inputs that are assumptions, defaults of the program included.
        package var share: Double
    }
}
