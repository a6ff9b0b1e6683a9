/// Capacity that enters a queue: a share of it is delivered, after a random lead time.
///
/// Expected delivery in quarter t of capacity that entered at the start of quarter c:
/// inflow x completion x [F(t - c) - F(t - c - 1)], counted where the delivery falls into (t - 1, t].
public struct Cohort: Sendable, Hashable {
    /// The share of capacity that is delivered in the end, 0 to 1.
    public let completion: Double
    /// Time from request to operation of what is delivered.
    public let leadTime: LeadTime

    /// - Throws: `PowerError` where the share or the lead time is not one.
    public init(completion: Double, leadTime: LeadTime) throws(PowerError) {
        try Check.share("completion", completion)
        try leadTime.check("lead time")
        self.completion = completion
        self.leadTime = leadTime
    }

    /// The share of a cohort that is delivered by `age` quarters after its entry.
    public func delivered(by age: Double) -> Double { completion * leadTime.cumulative(age) }

    /// Expected delivery in each quarter from 0, `inflows[c]` entering at the start of quarter c.
    public func flow(inflows: [Double], quarters: Int) -> [Double] {
        let shares = (0...max(0, quarters)).map { delivered(by: Double($0)) }
        return (0..<max(0, quarters)).map { quarter in
            var sum = 0.0
            for (entry, inflow) in inflows.prefix(quarter).enumerated() {
                sum += inflow * (shares[quarter - entry] - shares[quarter - entry - 1])
            }
            return sum
        }
    }

    /// Expected delivery in the quarter that ends at `quarter`, under an inflow that is the same in every quarter from
    /// quarter 0 on: the differences of F telescope.
    public func flow(constantInflow inflow: Double, quarter: Double) -> Double { inflow * delivered(by: quarter) }
}
