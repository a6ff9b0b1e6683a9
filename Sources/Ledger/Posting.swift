public import Lanes

/// A compiled booking: which accounts an amount is debited to and credited from, and why.
///
/// In the books of every party that it touches, debits equal credits: a transfer posts to both books at once.
public final class Posting: Sendable {
    public struct Side: Sendable {
        public let account: Account
        /// +1 debits, -1 credits.
        public let sign: Int64
    }

    public let identifier: Int
    /// The contract, site or party that causes it.
    public let subject: String
    /// What happens, in words: `interest`, `delivery of equipment`.
    public let cause: String
    public let sides: [Side]
    private let booking: RowBooking

    /// - Precondition: debits equal credits in each party's books.
    public init(identifier: Int, subject: String, cause: String, debit: [Account], credit: [Account]) {
        self.identifier = identifier
        self.subject = subject
        self.cause = cause
        sides = debit.map { Side(account: $0, sign: 1) } + credit.map { Side(account: $0, sign: -1) }
        booking = RowBooking(add: debit.map(\.row), subtract: credit.map(\.row))
        var net: [Int: Int64] = [:]
        for side in sides { net[side.account.party, default: 0] += side.sign }
        precondition(net.values.allSatisfy { $0 == 0 }, "\(subject), \(cause): debits and credits differ")
    }

    /// Books the amounts of a row, lane by lane. Sums wrap; whether one may have left its range is asked at the end of the
    /// quarter: amounts and balances start below 2^51 cents, or 2^57, so that it takes dozens of bookings beyond them to
    /// pass 2^63.
    /// - Returns: what no balance has moved by more than, in cents: `LedgerAudit.room` says how far balances may move.
    @discardableResult
    public func post(_ amounts: Row<Cents>, in arena: Arena, journal: Journal?) -> Int64 {
        // Most of what may be booked is nothing in most quarters.
        let moved = booking.book(amounts, in: arena)
        if let journal, moved != 0 { journal.record(self, arena[amounts][journal.lane]) }
        return moved
    }
}

/// What was booked in one path, posting by posting, with its cause. Kept in a replay only.
public final class Journal {
    public struct Entry: Sendable {
        /// Quarters since the start of the run.
        public let quarter: Int
        public let posting: Int
        public let amount: Int64
    }

    /// The lane that is watched.
    public let lane: Int
    public var quarter = 0
    public private(set) var entries: [Entry] = []

    public init(lane: Int) { self.lane = lane }

    @inline(never) func record(_ posting: Posting, _ amount: Int64) {
        if amount != 0 {
            entries.append(Entry(quarter: quarter, posting: posting.identifier, amount: amount))
        }
    }
}
