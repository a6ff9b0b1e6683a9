/// Who owes whom, in what order of payment, and what each party has besides.
///
///     let ring = try ObligationNetwork(
///         name: "ring", externalAssets: [0.5, 0.625, 0.75],
///         tiers: [.init(
///             obligations: [.init(0, 1, 0.5), .init(1, 2, 0.5), .init(2, 0, 0.5)],
///             toOutside: [1.5, 0.5, 0.5])])
///     ring.clear().payments      // what each party pays in all
///
/// A party is solvent if its external assets and what it receives cover all it owes; equality is solvent. A solvent
/// party pays in full. Any other distributes `alpha` of its external assets and `beta` of what it received, tier by
/// tier, pro rata within a tier.
///
/// Source: Eisenberg and Noe 2001, Management Science 47:236 (alpha = beta = 1); Rogers and Veraart 2013, Management
/// Science 59:882 (bankruptcy costs); tiers after Elsinger 2009, OeNB working paper 156.
public struct ObligationNetwork: Sendable {
    /// One debt. Several between the same two parties add up.
    public struct Obligation: Sendable, Hashable {
        /// The party that owes, 0-based.
        public var debtor: Int
        /// The party that is owed, 0-based.
        public var creditor: Int
        /// What is due, zero or more, in any one unit of money.
        public var amount: Double

        /// A debt of one party to another. `ObligationNetwork.init` checks it.
        public init(_ debtor: Int, _ creditor: Int, _ amount: Double) {
            self.debtor = debtor
            self.creditor = creditor
            self.amount = amount
        }
    }

    /// The debts of one order of payment.
    public struct Tier: Sendable, Hashable {
        /// Debts among the parties.
        public var obligations: [Obligation]
        /// What each party owes to parties outside the network.
        public var toOutside: [Double]

        /// A tier of debts among parties and to outside, the latter one amount per party.
        public init(obligations: [Obligation], toOutside: [Double]) {
            self.obligations = obligations
            self.toOutside = toOutside
        }
    }

    /// What errors call the network.
    public let name: String
    /// The number of parties.
    public let count: Int
    /// The number of tiers.
    public let tierCount: Int
    /// The share of its external assets that a party in default distributes, 0 to 1.
    public let alpha: Double
    /// The share of what it received that a party in default distributes, 0 to 1.
    public let beta: Double
    /// What each party has apart from claims on the others.
    public internal(set) var externalAssets: [Double]
    /// All that each party owes.
    public let obligations: [Double]

    // Group g = debtor x tierCount + tier holds legs legStart[g]..<legStart[g + 1].
    let legStart: [Int32]
    let creditor: [Int32]
    let amount: [Double]
    let groupDue: [Double]
    /// Assets that fall short of a party's obligations by no more than this cover them: rounding, not lack of money.
    let slack: [Double]

    /// Lays out a network.
    ///
    /// - Parameters:
    ///   - name: What errors call it.
    ///   - alpha: The share of external assets that survives a default, 0 to 1.
    ///   - beta: The share of receipts that survives a default, 0 to 1.
    ///   - externalAssets: One amount per party, zero or more.
    ///   - tiers: The debts, most senior first.
    /// - Throws: `NetworkError` for an amount that is negative or not finite, a party that does not exist, a debt to
    ///   oneself, shares outside 0 to 1, or a `toOutside` of another length.
    public init(
        name: String = "network", alpha: Double = 1, beta: Double = 1, externalAssets: [Double], tiers: [Tier]
    ) throws(NetworkError) {
        let check = Check(network: name)
        let count = externalAssets.count
        try check.nodes(count)
        try check.share("alpha", alpha)
        try check.share("beta", beta)
        try check.amounts("external_assets", externalAssets, count: count)
        let groups = count * tiers.count
        var legStart = [Int32](repeating: 0, count: groups + 1)
        var groupDue = [Double](repeating: 0, count: groups)
        for (index, tier) in tiers.enumerated() {
            let part = tiers.count == 1 ? "liabilities" : "liabilities of tier \(index)"
            try check.amounts("to_outside of tier \(index)", tier.toOutside, count: count)
            for row in tier.obligations.indices {
                let debt = tier.obligations[row]
                try check.node(part, row, debt.debtor, of: count)
                try check.node(part, row, debt.creditor, of: count)
                try check.amount(part, row, debt.amount)
                if debt.debtor == debt.creditor { throw check.fail(part, row, Double(debt.debtor), .toItself) }
                legStart[debt.debtor * tiers.count + index + 1] += 1
            }
        }
        for group in 0..<groups { legStart[group + 1] += legStart[group] }
        var next = legStart
        var creditor = [Int32](repeating: 0, count: Int(legStart[groups]))
        var amount = [Double](repeating: 0, count: creditor.count)
        for (index, tier) in tiers.enumerated() {
            for debt in tier.obligations {
                let group = debt.debtor * tiers.count + index
                let leg = Int(next[group])
                next[group] += 1
                creditor[leg] = Int32(debt.creditor)
                amount[leg] = debt.amount
                groupDue[group] += debt.amount
            }
            for party in 0..<count { groupDue[party * tiers.count + index] += tier.toOutside[party] }
        }
        var obligations = [Double](repeating: 0, count: count)
        for group in 0..<groups { obligations[group / tiers.count] += groupDue[group] }

        self.name = name
        self.count = count
        self.tierCount = tiers.count
        self.alpha = alpha
        self.beta = beta
        self.externalAssets = externalAssets
        self.obligations = obligations
        self.legStart = legStart
        self.creditor = creditor
        self.amount = amount
        self.groupDue = groupDue
        let largest = obligations.max() ?? 0
        self.slack = obligations.map { $0 * 1e-12 + min($0, largest * 1e-15) }
    }

    /// The same debts with other external assets.
    ///
    /// - Throws: `NetworkError` as the initialiser does.
    public func with(externalAssets: [Double]) throws(NetworkError) -> ObligationNetwork {
        try Check(network: name).amounts("external_assets", externalAssets, count: count)
        var other = self
        other.externalAssets = externalAssets
        return other
    }
}
