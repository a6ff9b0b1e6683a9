/// Follows the money that leaves one party through the pools of others until it comes back, posting by posting.
///
///     let loop = try PoolTracing(
///         name: "loop", openingCash: [100, 0, 0],
///         postings: [.init(1, 0, 1, 10, .financing), .init(1, 1, 2, 10, .revenue), .init(1, 2, 0, 10, .revenue)],
///         origin: 0)
///     loop.trace().own           // 10: all of its revenue is its own money come back
///
/// Money that leaves the origin is dyed with the time of leaving. Each party mixes what it holds pro rata, so a
/// payment carries the share of dye in the payer's pool. Back at the origin the dye is counted, if it came as revenue,
/// and washes out. A matrix of flows cannot see order in time; this can.
///
/// Source: pro-rata tracing ("haircut") as in Anderson, Shumailov and Ahmed 2018, *Making Bitcoin Legal*.
public struct PoolTracing: Sendable {
    /// A payment. Rows are in the order in which money moves.
    public struct Posting: Sendable, Hashable {
        /// The period, such as a quarter; never before that of the posting above.
        public var time: Int
        /// The payer, 0-based; -1 for outside.
        public var from: Int
        /// The payee, 0-based; -1 for outside.
        public var to: Int
        /// How much, zero or more.
        public var amount: Double
        /// Why. Only revenue of the origin counts as coming back.
        public var kind: FlowNetwork.Kind

        /// A payment in a period; -1 stands for outside. `PoolTracing.init` checks it.
        public init(_ time: Int, _ from: Int, _ to: Int, _ amount: Double, _ kind: FlowNetwork.Kind) {
            self.time = time
            self.from = from
            self.to = to
            self.amount = amount
            self.kind = kind
        }
    }

    /// What errors call the network.
    public let name: String
    /// What each party holds before the first posting.
    public let openingCash: [Double]
    /// The payments in order.
    public let postings: [Posting]
    /// The party whose money is followed.
    public let origin: Int
    /// How many periods dye lasts; nil for ever. With 0 only money back in the same period counts.
    public let horizon: Int?

    /// Checks and keeps the postings.
    ///
    /// - Throws: `NetworkError` for an amount that is negative or not finite, a party that does not exist, a payment to
    ///   oneself, times out of order, or a payment above what the payer holds.
    public init(
        name: String = "network", openingCash: [Double], postings: [Posting], origin: Int, horizon: Int? = nil
    ) throws(NetworkError) {
        let check = Check(network: name)
        let count = openingCash.count
        try check.nodes(count)
        try check.amounts("opening_cash", openingCash, count: count)
        if !(0..<count).contains(origin) { throw check.fail("origin", nil, Double(origin), .unknownNode(count: count)) }
        if let horizon, horizon < 0 { throw check.fail("horizon", nil, Double(horizon), .negative) }
        var held = openingCash
        for row in postings.indices {
            let posting = postings[row]
            if posting.from != -1 { try check.node("postings", row, posting.from, of: count) }
            if posting.to != -1 { try check.node("postings", row, posting.to, of: count) }
            try check.amount("postings", row, posting.amount)
            if posting.from == posting.to { throw check.fail("postings", row, Double(posting.from), .toItself) }
            if row > 0, posting.time < postings[row - 1].time {
                throw check.fail("postings", row, Double(posting.time), .outOfOrder(previous: postings[row - 1].time))
            }
            if posting.from >= 0 {
                let before = held[posting.from]
                // The last digits of sums are not money.
                if posting.amount > before * (1 + 1e-9) {
                    throw check.fail("postings", row, posting.amount, .overdrawn(held: before))
                }
                held[posting.from] = max(0, before - posting.amount)
            }
            if posting.to >= 0 { held[posting.to] += posting.amount }
        }
        self.name = name
        self.openingCash = openingCash
        self.postings = postings
        self.origin = origin
        self.horizon = horizon
    }
}
