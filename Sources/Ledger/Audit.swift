public import Lanes

/// A broken invariant of the books: where, and by how much.
public struct Imbalance: Sendable, Hashable {
    public enum Check: String, Sendable, CaseIterable {
        case balanceSheet = "each party's assets equal liabilities plus equity"
        case cash = "cash over all parties and sectors sums to zero"
        case claims = "each claim is somebody's liability"
        case range = "no balance beyond 2^51 cents, of an outside sector 2^57"
    }
    public let check: Check
    public let lane: Int
    /// Index of the party, or -1 where the check is over all of them.
    public let party: Int
    /// The account or claim.
    public let account: String
    public let cents: Int64
}

/// The exact checks of a set of books, on every lane.
public struct LedgerAudit: Sendable {
    /// The largest amount a posting, or the balance of a party with books, may have, in cents: 22.5 trillion dollars.
    @inlinable public static var largestAmount: Int64 { 1 << 51 }

    private let byParty: [[Account]]
    private let cash: [Account]
    private let claims: [Chart.Claim]
    private let limited: [(account: Account, limit: Int64)]

    /// - Parameter sectors: parties that stand for all others: what they pay adds up over a run, and nothing is computed
    ///   from it, so that their balances may go as far as whole cents can be added safely.
    public init(chart: Chart, parties: Int, sectors: Set<Int> = []) {
        byParty = (0..<parties).map { chart.accounts(of: $0) }
        cash = chart.accounts.filter { $0.kind == .cash }
        claims = chart.claims
        limited = chart.accounts.map { ($0, sectors.contains($0.party) ? 1 << 57 : Self.largestAmount) }
    }

    /// How far any balance may move, in cents, before one can leave the range of exact money; negative where one has left it.
    public func room(_ arena: Arena, lanes: Int) -> Int64 {
        var least = Int64.max
        for (account, limit) in limited {
            let balance = arena[account.row]
            var (lowest, highest): (Int64, Int64) = (0, 0)
            for lane in 0..<lanes {
                lowest = min(lowest, balance[lane])
                highest = max(highest, balance[lane])
            }
            // Wrapped balances are far beyond every limit: the difference cannot come round.
            least = min(least, limit &- highest, limit &+ max(lowest, -Int64.max))
        }
        return least
    }

    /// The first balance that has left the range of exact money. Every run asks, where `room` says that there is one.
    public func beyondRange(_ arena: Arena, lanes: Int) -> Imbalance? {
        for (account, limit) in limited {
            let balance = arena[account.row]
            for lane in 0..<lanes where balance[lane].magnitude > UInt64(limit) {
                return Imbalance(
                    check: .range, lane: lane, party: account.party, account: account.kind.title,
                    cents: balance[lane])
            }
        }
        return nil
    }

    /// The worst residual of each check, in cents, and every imbalance found.
    public func check(_ arena: Arena, lanes: Int) -> [Imbalance] {
        var found: [Imbalance] = []
        for (party, accounts) in byParty.enumerated() {
            for lane in 0..<lanes {
                var sum: Int64 = 0
                for account in accounts { sum &+= arena[account.row][lane] }
                if sum != 0 {
                    found.append(
                        Imbalance(check: .balanceSheet, lane: lane, party: party, account: "all", cents: sum))
                }
            }
        }
        for lane in 0..<lanes {
            var sum: Int64 = 0
            for account in cash { sum &+= arena[account.row][lane] }
            if sum != 0 { found.append(Imbalance(check: .cash, lane: lane, party: -1, account: "cash", cents: sum)) }
        }
        for claim in claims {
            let holder = arena[claim.holder.row]
            let debtor = arena[claim.debtor.row]
            for lane in 0..<lanes where holder[lane] &+ debtor[lane] != 0 {
                found.append(
                    Imbalance(
                        check: .claims, lane: lane, party: claim.debtor.party, account: claim.name,
                        cents: holder[lane] &+ debtor[lane]))
            }
        }
        return found
    }
}
