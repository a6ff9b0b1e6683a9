/// A project that has waited for some time already: what its survival so far says about it.
///
/// With a prior chance of completion p, lead time S_c given completion and withdrawal time S_w given none, a project
/// still waiting at age a completes with chance p S_c(a) / (p S_c(a) + (1 - p) S_w(a)) and, if it does, has still to
/// wait longer than u with chance S_c(a + u) / S_c(a). Leaving this out counts projects as if they had just entered.
public struct QueuedProject: Sendable, Hashable {
    /// The chance of completion at entry, 0 to 1.
    public let prior: Double
    /// Time from entry to operation, given completion.
    public let leadTime: LeadTime
    /// Time from entry to withdrawal, given none.
    public let withdrawal: LeadTime
    /// Time since entry.
    public let age: Double

    /// - Throws: `PowerError` where the prior is no share, the age negative or a lead time not one.
    public init(prior: Double, leadTime: LeadTime, withdrawal: LeadTime, age: Double) throws(PowerError) {
        try Check.share("prior", prior)
        try Check.notNegative("age", age)
        try leadTime.check("lead time")
        try withdrawal.check("withdrawal")
        self.prior = prior
        self.leadTime = leadTime
        self.withdrawal = withdrawal
        self.age = age
    }

    /// The chance of completion, given that the project waits still.
    public var posterior: Double {
        let completing = prior * leadTime.survival(age)
        let waiting = completing + (1 - prior) * withdrawal.survival(age)
        return waiting > 0 ? completing / waiting : prior
    }

    /// The chance of being done within `time` from now, given completion.
    public func remaining(within time: Double) -> Double {
        let now = leadTime.survival(age)
        return now > 0 ? 1 - leadTime.survival(age + time) / now : 1
    }

    /// The time from now that is not exceeded with chance `level`, given completion.
    public func remainingQuantile(_ level: Double) -> Double {
        max(0, leadTime.quantile(1 - (1 - level) * leadTime.survival(age)) - age)
    }

    /// The expected time from now, given completion: the integral of the survival, by Simpson's rule on quantiles.
    public var meanRemaining: Double {
        let now = leadTime.survival(age)
        guard now > 0 else { return 0 }
        // Beyond the farthest point the survival is below 1e-16 of that now.
        let farthest = leadTime.quantile(1 - max(now * 1e-16, 0x1p-53)) - age
        guard farthest > 0, farthest.isFinite else { return 0 }
        let steps = 20_000
        let width = farthest / Double(steps)
        var sum = 0.0
        for step in 0...steps {
            let weight = step == 0 || step == steps ? 1.0 : (step % 2 == 1 ? 4 : 2)
            sum += weight * leadTime.survival(age + Double(step) * width)
        }
        return sum * width / 3 / now
    }
}
