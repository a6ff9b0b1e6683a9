internal import CLanes

// What is done to the rows of many obligations every quarter, as kernels over compiled lists: one call for a whole list.

/// An interest payment that falls due: the rows that it reads and fills.
public struct InterestRows: Sendable {
    let balance, arrears, current, due: Row<Cents>
    let rate, dueReal, owed: Row<Scalar>
    let performs: Row<Whole>

    /// - Parameters:
    ///   - balance: of the debt in the debtor's books: negative.
    ///   - rate: the share of the balance that falls due, not in percent.
    ///   - performs: -1, all bits, where the debtor performs; 0 where nothing falls due.
    ///   - arrears: what was due before and not paid.
    ///   - current: filled with what falls due anew, rounded half-even to whole cents.
    ///   - due: filled with that and the arrears; below 2^51 cents.
    ///   - dueReal: filled with the same as a real number of cents.
    ///   - owed: all that the debtor owes; the due is added to it.
    public init(
        balance: Row<Cents>, rate: Row<Scalar>, performs: Row<Whole>, arrears: Row<Cents>, current: Row<Cents>,
        due: Row<Cents>, dueReal: Row<Scalar>, owed: Row<Scalar>
    ) {
        (self.balance, self.arrears, self.current, self.due) = (balance, arrears, current, due)
        (self.rate, self.dueReal, self.owed, self.performs) = (rate, dueReal, owed, performs)
    }
}

/// A payment of part of a due: the rows that it reads and fills.
public struct PaymentRows: Sendable {
    let due, paid, arrears: Row<Cents>
    let dueReal, share, means: Row<Scalar>

    /// - Parameters:
    ///   - due: whole cents, and `dueReal` the same as real numbers.
    ///   - share: the part that the payer has the means for.
    ///   - means: of the payee: what it is paid is added to it in clearing.
    ///   - paid: filled with whole cents, rounded half-even.
    ///   - arrears: filled with what stays unpaid.
    public init(
        due: Row<Cents>, dueReal: Row<Scalar>, share: Row<Scalar>, means: Row<Scalar>, paid: Row<Cents>,
        arrears: Row<Cents>
    ) {
        (self.due, self.paid, self.arrears) = (due, paid, arrears)
        (self.dueReal, self.share, self.means) = (dueReal, share, means)
    }
}

/// Obligations compiled for one arena: what falls due, what means suffice for, what is paid.
public struct ObligationList {
    private let arena: Arena
    private let interest: [(Int32, Int32, Int32, Int32, Int32, Int32, Int32, Int32)]
    private let receipts: [(Int32, Int32, Int32)]
    private let payments: [(Int32, Int32, Int32, Int32, Int32)]
    private let shares: [(Int32, Int32, Int32)]
    private let holdings: [(Int32, Int32)]

    /// - Parameters:
    ///   - debtors: of each the share that it pays, what it owes, its means.
    ///   - holdings: of each party its means and its cash.
    public init(
        interest: [InterestRows], payments: [PaymentRows],
        debtors: [(share: Row<Scalar>, owed: Row<Scalar>, means: Row<Scalar>)],
        holdings: [(means: Row<Scalar>, cash: Row<Cents>)], in arena: Arena
    ) {
        func number<Unit>(_ row: Row<Unit>) -> Int32 { Int32(arena.offset(row.index, row.region) / arena.rowBytes) }
        self.arena = arena
        self.interest = interest.map {
            (
                number($0.balance), number($0.rate), number($0.performs), number($0.arrears), number($0.current),
                number($0.due), number($0.dueReal), number($0.owed)
            )
        }
        receipts = payments.map { (number($0.means), number($0.dueReal), number($0.share)) }
        self.payments = payments.map {
            (number($0.due), number($0.dueReal), number($0.share), number($0.paid), number($0.arrears))
        }
        self.holdings = holdings.map { (number($0.means), number($0.cash)) }
        shares = debtors.map { (number($0.share), number($0.owed), number($0.means)) }
    }

    /// Fills what falls due, and adds it to what debtors owe.
    public func fallDue() { arena.kernels.fall_due(arena.base, interest, interest.count, arena.width) }

    /// Fills the means of all parties: their cash, and what they are paid at the present shares.
    public func receive() {
        arena.kernels.real_amounts(arena.base, holdings, holdings.count, arena.width)
        arena.kernels.add_products(arena.base, receipts, receipts.count, arena.width)
    }

    /// Fills the shares that debtors can pay: between 0 and 1, and 1 where nothing is owed.
    public func share() { arena.kernels.shares(arena.base, shares, shares.count, arena.width) }

    /// Fills what is paid and what stays in arrears.
    public func pay() { arena.kernels.pay(arena.base, payments, payments.count, arena.width) }
}
