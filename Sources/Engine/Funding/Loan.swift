import Lanes
import Ledger
import Model

/// What one borrower owes one lender under one name: the balance in both books, its legs, what secures it, and what
/// becomes of it in an estate. A facility is a loan with terms, a debt pool is the loans that one source has given.
package final class Loan: Sendable {
    package enum Security: String, Sendable {
        case none, equipment
        case allAssets = "all-assets"
    }

    package struct Legs: Sendable {
        package let draw, interest, principal: Leg
        /// Fees on what is undrawn, or for arranging it.
        package let fee: Leg
    }

    package let index: Int
    /// `contracts.gpu-loan`, `funding.iren-notes`.
    package let subject: String
    package let title: String
    package let borrower: Party
    package let lender: Party
    package let security: Security
    package let collateral: [Cohort]
    package let debt: Account
    package let legs: Legs
    /// What the borrower owes besides the principal: interest and fees.
    private let unpaid: [Account]
    /// Claim on entry of the borrower to default, recovered since, and lost.
    package let claim: Row<Cents>
    package let recovered: Row<Cents>
    package let lost: Row<Cents>

    init(
        _ subject: String, title: String, borrower: Party, lender: Party, security: Security, collateral: [Cohort],
        feeCause: String, accrued: AccruedInterest? = nil, _ compiler: Compiler
    ) {
        index = compiler.loans.count
        self.subject = subject
        self.title = title
        (self.borrower, self.lender) = (borrower, lender)
        (self.security, self.collateral) = (security, collateral)
        debt = compiler.account(borrower.index, .debt, of: subject)
        let loan = compiler.account(lender.index, .loans, of: subject)
        legs = Legs(
            draw: compiler.advanceLeg(
                subject, "draw", from: lender.index, asset: loan, to: borrower.index, liability: debt,
                rank: .debtService, cashClass: .financing),
            interest: accrued.map { $0.leg(compiler) }
                ?? compiler.costLeg(
                    subject, "interest", from: borrower.index, .interestExpense, to: lender.index, .interestIncome,
                    rank: .debtService, cashClass: .debtService),
            principal: compiler.settlementLeg(
                subject, "principal", from: borrower.index, liability: debt, to: lender.index, asset: loan,
                rank: .debtService, cashClass: .debtService, claim: security == .none ? .unsecured : .secured),
            fee: compiler.costLeg(
                subject, feeCause, from: borrower.index, .interestExpense, to: lender.index, .interestIncome,
                rank: .debtService, cashClass: .debtService))
        unpaid = [legs.interest, legs.fee].map(\.payment.sides[0].account)
        claim = compiler.cents()
        recovered = compiler.cents()
        lost = compiler.plan.state()
        compiler.loans.append(self)
    }

    /// Puts what is outstanding before the first quarter into both books.
    func open(_ cents: Int64, _ compiler: Compiler) {
        guard cents > 0 else { return }
        compiler.openings += [
            Opening(account: debt, cents: -cents),
            Opening(account: compiler.account(lender.index, .loans, of: subject), cents: cents),
        ]
    }

    /// Notes the claim on entry to default and what comes back afterwards.
    func settle(_ block: Block) {
        let (draw, recovered, claim) = (block[legs.draw.arrears], block[recovered], block[claim])
        let (paid, state) = (block[legs.principal.paid], block[borrower.rows.state])
        let (interest, fee) = (block[legs.interest.paid], block[legs.fee.paid])
        let (enters, balance) = (block[borrower.rows.enters], block[debt.row])
        let unpaid = unpaid.map { block[$0.row] }
        for lane in 0..<block.width {
            // A lender that could not pay a draw does not owe it next quarter: the borrower asks again.
            draw[lane] = 0
            if enters[lane] != 0 {
                claim[lane] = unpaid.reduce(-balance[lane]) { $0 &- $1[lane] }
            } else if state[lane] >= PartyState.defaulted.rawValue {
                recovered[lane] &+= paid[lane] &+ interest[lane] &+ fee[lane]
            }
        }
    }
}
