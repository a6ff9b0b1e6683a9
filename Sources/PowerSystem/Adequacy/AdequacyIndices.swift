/// How often and how much load is not served, over the hours given.
public struct AdequacyIndices: Sendable, Hashable {
    /// Loss-of-load probability of each hour.
    public let lossOfLoadProbability: [Double]
    /// Expected unserved energy of each hour, in MWh.
    public let unservedByHour: [Double]

    /// Exact indices of a table of capacity against hourly loads, in MW.
    public init(_ table: CapacityTable, loads: [Double]) {
        var probabilities = [Double](repeating: 0, count: loads.count)
        var unserved = probabilities
        for hour in 0..<loads.count {
            let shortage = table.shortage(at: loads[hour])
            probabilities[hour] = shortage.probability
            unserved[hour] = shortage.unserved
        }
        lossOfLoadProbability = probabilities
        unservedByHour = unserved
    }

    /// The same, with a table for each hour: `table(h)` names it.
    init(loads: [Double], tables: [CapacityTable], table: (Int) -> Int) {
        var probabilities: [Double] = []
        var unserved: [Double] = []
        probabilities.reserveCapacity(loads.count)
        unserved.reserveCapacity(loads.count)
        for (hour, load) in loads.enumerated() {
            let shortage = tables[table(hour)].shortage(at: load)
            probabilities.append(shortage.probability)
            unserved.append(shortage.unserved)
        }
        lossOfLoadProbability = probabilities
        unservedByHour = unserved
    }

    /// Loss-of-load expectation: expected hours with unserved load (days, where each value stands for a day's peak).
    public var lossOfLoadExpectation: Double { lossOfLoadProbability.reduce(0, +) }

    /// Expected unserved energy, in MWh.
    public var unservedEnergy: Double { unservedByHour.reduce(0, +) }

    /// The largest loss-of-load probability of an hour.
    public var worstHour: Double { lossOfLoadProbability.max() ?? 0 }
}
