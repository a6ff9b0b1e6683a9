/// How a maker adds slots: late, and slowly.
///
/// The wait, backlog over slots, must stay above a threshold for some quarters before an expansion is ordered; it is
/// ready after a delay; and slots grow by no more than a share of themselves in a quarter:
/// slots' = slots + min(ready, limit x slots).
public struct SupplierExpansion: Sendable, Hashable {
    /// Slots in the first quarter.
    public let initialSlots: Double
    /// Quarters of wait above which makers think of expanding.
    public let threshold: Double
    /// Quarters in a row for which the wait must be above it.
    public let patience: Int
    /// Quarters from the order of an expansion to its slots.
    public let delay: Int
    /// The slots of one expansion, as a share of slots when it is ordered.
    public let step: Double
    /// The largest growth in a quarter, as a share of slots.
    public let growthLimit: Double

    /// - Throws: `PowerError` where a number is out of range.
    public init(
        initialSlots: Double, threshold: Double, patience: Int, delay: Int, step: Double, growthLimit: Double
    ) throws(PowerError) {
        try Check.positive("initial slots", initialSlots)
        try Check.notNegative("threshold", threshold)
        try Check.count("consecutive quarters", patience, in: 1...1_000)
        try Check.count("delay", delay, in: 0...1_000)
        try Check.notNegative("step", step)
        try Check.notNegative("growth limit", growthLimit)
        self.initialSlots = initialSlots
        self.threshold = threshold
        self.patience = patience
        self.delay = delay
        self.step = step
        self.growthLimit = growthLimit
    }
}

extension Supplier {
    /// Serves the orders with slots that grow as `expansion` says. Waits are measured on the slots that come about.
    public func serve(expanding expansion: SupplierExpansion) -> History {
        var history = History()
        var backlog = openingBacklog
        var slots = expansion.initialSlots
        var demands: [Double] = []
        var ordered: [Double] = []
        var ready = 0.0
        var inRow = 0
        for quarter in orders.indices {
            let demand = open(backlog, quarter, &history)
            demands.append(demand)
            inRow = demand / slots > expansion.threshold ? inRow + 1 : 0
            let fires = inRow >= expansion.patience
            ordered.append(fires ? expansion.step * slots : 0)
            // The count starts anew, or one long shortage would order an expansion every quarter.
            if fires { inRow = 0 }
            backlog = ship(demand, slots, &history)
            if quarter >= expansion.delay { ready += ordered[quarter - expansion.delay] }
            let added = min(ready, expansion.growthLimit * slots)
            ready -= added
            slots += added
        }
        for quarter in demands.indices {
            history.wait.append(Self.wait(for: demands[quarter], slots: history.slots[quarter...]))
        }
        return history
    }
}
