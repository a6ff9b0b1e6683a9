public import Lanes

/// One account: a line of one party's books, for one instrument where the line has many.
public struct Account: Hashable, Sendable {
    public let party: Int
    public let kind: AccountKind
    /// The contract or asset that the balance belongs to, or empty.
    public let instrument: String
    public let row: Row<Cents>
}

/// All accounts of a program: who has which books, and which balances mirror each other.
public struct Chart: Sendable {
    /// A claim stands in two books: what the holder has, the debtor owes. The two balances sum to zero.
    public struct Claim: Sendable {
        public let name: String
        public let holder: Account
        public let debtor: Account
    }

    public private(set) var accounts: [Account] = []
    public private(set) var claims: [Claim] = []
    private var index: [Key: Int] = [:]
    /// By party, the places of its accounts: large networks have tens of thousands.
    private var places: [Int: [Int]] = [:]
    private var paired: Set<Pair> = []

    private struct Key: Hashable {
        let party: Int
        let kind: AccountKind
        let instrument: String
    }

    private struct Pair: Hashable {
        let holder: Row<Cents>
        let debtor: Row<Cents>
    }

    public init() {}

    /// The account of that line and instrument, opened where it does not exist yet.
    public mutating func account(
        _ party: Int, _ kind: AccountKind, of instrument: String = "", plan: inout RowPlan
    ) -> Account {
        let key = Key(party: party, kind: kind, instrument: instrument)
        if let known = index[key] { return accounts[known] }
        let row = kind.isRemembered ? plan.state(Cents.self) : plan.scratch(Cents.self)
        let account = Account(party: party, kind: kind, instrument: instrument, row: row)
        index[key] = accounts.count
        places[party, default: []].append(accounts.count)
        accounts.append(account)
        return account
    }

    /// Declares that two balances are one claim seen from both sides.
    public mutating func pair(_ name: String, holder: Account, debtor: Account) {
        guard paired.insert(Pair(holder: holder.row, debtor: debtor.row)).inserted else { return }
        claims.append(Claim(name: name, holder: holder, debtor: debtor))
    }

    public func accounts(of party: Int) -> [Account] { (places[party] ?? []).map { accounts[$0] } }

    /// All rows of one line of one party's books.
    public func rows(_ party: Int, _ kind: AccountKind) -> [Row<Cents>] {
        (places[party] ?? []).filter { accounts[$0].kind == kind }.map { accounts[$0].row }
    }
}
