import Lanes
import Ledger

/// The order in which a party pays.
package enum Rank: Int, Sendable {
    case operations, debtService, trade, payouts
}

/// What a payment is in a cash flow statement and in a cover ratio.
package enum CashClass: Sendable {
    case operating, prepayment, investing, debtService, financing
}

/// What becomes of an obligation when its payer is in default.
package enum AtDefault: Sendable {
    /// Held off: nothing new falls due, what is unpaid is a claim.
    case stayed
    /// The estate goes on paying what falls due from now on: power, staff, its own costs. What was unpaid before is a claim.
    case continues
    /// Arises from the default: booked as a claim, paid only by distribution.
    case claim
}

/// One compiled obligation: who owes whom, in which rank, and how it is booked.
///
/// A contract writes `current`, what falls due anew this quarter. Owe adds what was left unpaid, Settle writes `paid`.
package final class Leg: Sendable {
    package let index: Int
    package let payer: Int
    package let payee: Int
    package let rank: Rank
    package let subject: String
    package let cause: String
    package let cashClass: CashClass
    package let atDefault: AtDefault
    package let current: Row<Cents>
    package let due: Row<Cents>
    package let paid: Row<Cents>
    /// What was due and not paid, still owed.
    package let arrears: Row<Cents>
    /// Paid by an estate to this creditor this quarter.
    package let distribution: Row<Cents>
    /// Books cost and income when the amount falls due, if it is not a payment of principal.
    package let accrual: Posting?
    /// Books the money.
    package let payment: Posting

    init(
        index: Int, payer: Int, payee: Int, rank: Rank, subject: String, cause: String, cashClass: CashClass,
        atDefault: AtDefault, current: Row<Cents>, due: Row<Cents>, paid: Row<Cents>, arrears: Row<Cents>,
        distribution: Row<Cents>, accrual: Posting?, payment: Posting
    ) {
        self.index = index
        self.payer = payer
        self.payee = payee
        self.rank = rank
        self.subject = subject
        self.cause = cause
        self.cashClass = cashClass
        self.atDefault = atDefault
        self.current = current
        self.due = due
        self.paid = paid
        self.arrears = arrears
        self.distribution = distribution
        self.accrual = accrual
        self.payment = payment
    }
}

/// What a creditor may claim in the estate of a party.
package final class EstateClaim: Sendable {
    package enum Priority: Sendable {
        /// Paid from its own collateral first, the deficiency with the unsecured.
        case secured
        /// Tax: before the unsecured.
        case priority
        case unsecured
    }

    /// What the debtor owes it by.
    package let leg: Leg
    package let priority: Priority
    /// The liability in the debtor's books (a credit balance) and the asset in the creditor's.
    package let liability: Account
    package let asset: Account
    /// Books what is never paid: a loss of the creditor.
    package let writeOff: Posting
    /// The amount written off, this quarter.
    package let writtenOff: Row<Cents>

    init(
        leg: Leg, priority: Priority, liability: Account, asset: Account, writeOff: Posting,
        writtenOff: Row<Cents>
    ) {
        self.leg = leg
        self.priority = priority
        self.liability = liability
        self.asset = asset
        self.writeOff = writeOff
        self.writtenOff = writtenOff
    }
}
