/// Money that moved between parties in one period, with what came in from outside and what went out.
///
///     let triangle = try FlowNetwork(
///         name: "triangle", count: 3,
///         flows: [.init(0, 1, 10, .financing), .init(1, 2, 30, .revenue), .init(2, 0, 20, .revenue)],
///         inflows: [.init(0, 80, .customer), .init(1, 15, .capital), .init(1, 5, .customer), .init(2, 10, .customer)],
///         outflows: [90, 0, 20])
///     try triangle.circularity().finnCyclingIndex    // 0.05
///
/// A matrix of one period cannot see order inside the period: every measure taken from it supposes that each party
/// mixes its money pro rata. `PoolTracing` follows postings in time.
public struct FlowNetwork: Sendable {
    /// Why money moves.
    public enum Kind: Sendable, Hashable {
        /// The payee books it as sales.
        case revenue
        /// A loan, investment, prepayment or guarantee payment of the payer.
        case financing
        /// Anything else.
        case other
    }

    /// Money from one party to another.
    public struct Flow: Sendable, Hashable {
        /// The payer, 0-based.
        public var from: Int
        /// The payee, 0-based.
        public var to: Int
        /// What was paid, zero or more, in any one unit of money.
        public var amount: Double
        /// Why.
        public var kind: Kind

        /// A payment of `amount` from one party to another. `FlowNetwork.init` checks it.
        public init(_ from: Int, _ to: Int, _ amount: Double, _ kind: Kind = .other) {
            self.from = from
            self.to = to
            self.amount = amount
            self.kind = kind
        }
    }

    /// A kind of money from outside.
    public struct Source: Sendable, Hashable, RawRepresentable {
        /// Its name, as files and answers spell it.
        public var rawValue: String
        /// A source of any name: the three below are those that have a meaning of their own.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// Paid by outside customers: revenue.
        public static let customer = Source(rawValue: "customer")
        /// Lent or invested by outsiders.
        public static let capital = Source(rawValue: "capital")
        /// Drawn from the party's own cash.
        public static let cash = Source(rawValue: "cash")
    }

    /// Money that enters from outside.
    public struct Inflow: Sendable, Hashable {
        /// The party it comes to, 0-based.
        public var to: Int
        /// How much, zero or more.
        public var amount: Double
        /// From what.
        public var source: Source

        /// Money of a source to a party. `FlowNetwork.init` checks it.
        public init(_ to: Int, _ amount: Double, _ source: Source) {
            self.to = to
            self.amount = amount
            self.source = source
        }
    }

    /// What errors call the network.
    public let name: String
    /// The number of parties.
    public let count: Int
    /// The flows between parties.
    public let flows: [Flow]
    /// The flows from outside.
    public let inflows: [Inflow]
    /// What leaves each party to outside.
    public let outflows: [Double]

    /// What passes through each party: all that comes in, `T_i = z_i + sum over j of F_ji`.
    public let throughflow: [Double]
    /// What each party receives from outside.
    public let entering: [Double]

    /// Checks and keeps the flows.
    ///
    /// - Parameters:
    ///   - name: What errors call the network.
    ///   - count: The number of parties.
    ///   - flows: Between parties. Several between the same two add up.
    ///   - inflows: From outside.
    ///   - outflows: To outside, one number per party; none if empty.
    /// - Throws: `NetworkError` for an amount that is negative or not finite, or a party that does not exist.
    public init(
        name: String = "network", count: Int, flows: [Flow], inflows: [Inflow] = [], outflows: [Double] = []
    ) throws(NetworkError) {
        let check = Check(network: name)
        try check.nodes(count)
        var entering = [Double](repeating: 0, count: count)
        for row in inflows.indices {
            try check.node("inflows", row, inflows[row].to, of: count)
            try check.amount("inflows", row, inflows[row].amount)
            entering[inflows[row].to] += inflows[row].amount
        }
        var throughflow = entering
        for row in flows.indices {
            try check.node("flows", row, flows[row].from, of: count)
            try check.node("flows", row, flows[row].to, of: count)
            try check.amount("flows", row, flows[row].amount)
            throughflow[flows[row].to] += flows[row].amount
        }
        if !outflows.isEmpty { try check.amounts("outflows", outflows, count: count) }
        self.name = name
        self.count = count
        self.flows = flows
        self.inflows = inflows
        self.outflows = outflows.isEmpty ? .init(repeating: 0, count: count) : outflows
        self.throughflow = throughflow
        self.entering = entering
    }

    /// All money that moved between parties: the sum of the flows.
    public var internalGross: Double { flows.reduce(0) { $0 + $1.amount } }
}
