/// A maker with delivery slots who serves orders first in, first out.
///
/// Orders arrive at the start of a quarter, shipments leave during it: backlog' = max(0, backlog + orders -
/// cancellations - slots). Slots that find no order are lost. The wait of a quarter's last order is the time, from the
/// start of that quarter, until slots from then on add up to all that is ahead of it and itself, evenly spread within a
/// quarter.
public struct Supplier: Sendable, Hashable {
    /// What was shipped and left, by quarter.
    public struct History: Sendable, Hashable {
        /// Slots on offer.
        public var slots: [Double] = []
        /// What left for customers, at most the slots.
        public var shipments: [Double] = []
        /// At the end of the quarter.
        public var backlog: [Double] = []
        /// Slots without an order.
        public var idle: [Double] = []
        /// Orders withdrawn.
        public var cancelled: [Double] = []
        /// Quarters that the last order of each quarter waits; nil where that lies beyond the known slots.
        public var wait: [Double?] = []
    }

    /// Ordered and not shipped before the first quarter, in GW or MW as all amounts here.
    public let openingBacklog: Double
    /// Ordered in each quarter.
    public let orders: [Double]
    /// Withdrawn in each quarter, at most what is ordered and not shipped.
    public let cancellations: [Double]

    /// - Throws: `PowerError` where an amount is negative or counts differ. No cancellations are none.
    public init(openingBacklog: Double, orders: [Double], cancellations: [Double] = []) throws(PowerError) {
        try Check.notNegative("opening_backlog", openingBacklog)
        for (row, amount) in orders.enumerated() { try Check.notNegative("orders, row \(row)", amount) }
        for (row, amount) in cancellations.enumerated() { try Check.notNegative("cancellations, row \(row)", amount) }
        if !cancellations.isEmpty {
            try Check.sameCount("cancellations", cancellations.count, orders.count, as: "orders")
        }
        self.openingBacklog = openingBacklog
        self.orders = orders
        self.cancellations = cancellations
    }

    /// Serves the orders with slots known in advance.
    ///
    /// - Throws: `PowerError` where a slot count is negative or there are not as many as quarters.
    public func serve(slots: [Double]) throws(PowerError) -> History {
        try Check.sameCount("slots", slots.count, orders.count, as: "orders")
        for (row, amount) in slots.enumerated() { try Check.notNegative("slots, row \(row)", amount) }
        var history = History()
        var backlog = openingBacklog
        for quarter in slots.indices {
            let demand = open(backlog, quarter, &history)
            history.wait.append(Self.wait(for: demand, slots: slots[quarter...]))
            backlog = ship(demand, slots[quarter], &history)
        }
        return history
    }

    /// Orders open for shipment in a quarter.
    func open(_ backlog: Double, _ quarter: Int, _ history: inout History) -> Double {
        let wanted = backlog + orders[quarter]
        let cancelled = cancellations.isEmpty ? 0 : min(cancellations[quarter], wanted)
        history.cancelled.append(cancelled)
        return wanted - cancelled
    }

    /// Ships what fits and gives the backlog that is left.
    func ship(_ demand: Double, _ slots: Double, _ history: inout History) -> Double {
        let shipped = min(demand, slots)
        history.slots.append(slots)
        history.shipments.append(shipped)
        history.idle.append(slots - shipped)
        history.backlog.append(demand - shipped)
        return demand - shipped
    }

    /// Quarters until `slots` add up to `demand`; nil where they never do.
    static func wait(for demand: Double, slots: some Sequence<Double>) -> Double? {
        if demand <= 0 { return 0 }
        var left = demand
        for (passed, slot) in slots.enumerated() {
            // Sums of slots and of orders round differently: a last trace of an order is none.
            if left <= slot + 1e-12 * demand { return Double(passed) + min(1, left / slot) }
            left -= slot
        }
        return nil
    }
}
