import Lanes

/// Identical units that fail and are repaired by the hour: a unit in service fails in the next hour with a fixed
/// chance, one out of service is repaired with another.
public struct UnitChain: Sendable, Hashable {
    /// How many units there are, 0 to 10,000.
    public let count: Int
    /// Capacity of one unit, in MW.
    public let megawatts: Double
    /// The chance that a unit in service is out in the next hour: 1 / mean time to failure.
    public let failure: Double
    /// The chance that a unit out of service is back in the next hour: 1 / mean time to repair.
    public let repair: Double

    /// - Throws: `PowerError` where a number is out of range.
    public init(count: Int, megawatts: Double, failure: Double, repair: Double) throws(PowerError) {
        try Check.count("units", count, in: 0...10_000)
        try Check.notNegative("MW", megawatts)
        try Check.share("failure", failure)
        try Check.share("repair", repair)
        self.count = count
        self.megawatts = megawatts
        self.failure = failure
        self.repair = repair
    }

    /// Units with mean hours to failure and to repair, 1 or more.
    public init(
        count: Int, megawatts: Double, meanTimeToFailure: Double, meanTimeToRepair: Double
    ) throws(PowerError) {
        for (key, hours) in [("mttf_h", meanTimeToFailure), ("mttr_h", meanTimeToRepair)] {
            try Check.finite(key, hours)
            if hours < 1 { throw PowerError(key, "\(hours) is below an hour; give mean hours of 1 or more") }
        }
        try self.init(count: count, megawatts: megawatts, failure: 1 / meanTimeToFailure, repair: 1 / meanTimeToRepair)
    }

    /// The share of time out of service in the long run.
    public var forcedOutageRate: Double { failure == 0 ? 0 : failure / (failure + repair) }

    /// How many units are in service in the long run.
    public var stationary: [Double] {
        CountDistribution(independent: repeatElement(1 - forcedOutageRate, count: count)).probabilities
    }

    /// `transition[m][n]`: the chance of n units in service an hour after m.
    public var transition: [[Double]] {
        (0...count).map { up in
            CountDistribution(
                independent: Array(repeating: 1 - failure, count: up) + Array(repeating: repair, count: count - up)
            ).probabilities
        }
    }
}
