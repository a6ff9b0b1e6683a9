/// Gates that every project passes one after another, each after a fixed time and with a fixed chance.
///
///     let gates = try StageGates(passes: [0.8, 0.6, 0.7, 0.9], quarters: [2, 3, 4, 5])
///     gates.completion        // 0.3024
///     gates.delivery          // quarter 14
///
/// Projects are independent: `CompletionMixture` is for those that share their luck.
public struct StageGates: Sendable, Hashable {
    /// The chance of passing each gate, 0 to 1.
    public let passes: [Double]
    /// Quarters from one gate to the next.
    public let quarters: [Double]

    /// - Throws: `PowerError` where a chance is not a share, a time is negative, or the counts differ.
    public init(passes: [Double], quarters: [Double]) throws(PowerError) {
        if passes.isEmpty { throw PowerError("gate_pass", "is empty; give at least one gate") }
        try Check.sameCount("gate_quarters", quarters.count, passes.count, as: "gate_pass")
        for (row, pass) in passes.enumerated() { try Check.share("gate_pass, row \(row)", pass) }
        for (row, time) in quarters.enumerated() { try Check.notNegative("gate_quarters, row \(row)", time) }
        self.passes = passes
        self.quarters = quarters
    }

    /// The chance of passing all gates.
    public var completion: Double { passes.reduce(1, *) }

    /// Quarters from entry to delivery.
    public var delivery: Double { quarters.reduce(0, +) }

    /// The chance of having passed each gate and all before it.
    public var survival: [Double] {
        var survival: [Double] = []
        for pass in passes { survival.append((survival.last ?? 1) * pass) }
        return survival
    }

    /// The chance of being alive at `quarter`: of having passed every gate that lies at or before it.
    public func alive(at quarter: Double) -> Double {
        var time = 0.0
        var alive = 1.0
        for (pass, duration) in zip(passes, quarters) {
            time += duration
            if time <= quarter { alive *= pass }
        }
        return alive
    }

    /// How many of `projects` are delivered in the end.
    public func delivered(of projects: Int) -> CountDistribution {
        CountDistribution(independent: repeatElement(completion, count: projects))
    }
}
