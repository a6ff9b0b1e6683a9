import Lanes
import Ledger

/// Interest that is earned day by day and falls due later: what has been earned and not paid stands in both books, so that
/// it is claimed where the debtor fails before it is due.
struct AccruedInterest: Sendable {
    let subject: String
    let creditor: Party
    let debtor: Party
    let receivable: Account
    let payable: Account
    private let earned: Posting
    private let givenBack: Posting

    init(_ subject: String, creditor: Party, debtor: Party, _ compiler: Compiler) {
        (self.subject, self.creditor, self.debtor) = (subject, creditor, debtor)
        let instrument = "\(subject): interest"
        let receivable = compiler.account(creditor.index, .receivables, of: instrument)
        let payable = compiler.account(debtor.index, .payables, of: instrument)
        let income = compiler.account(creditor.index, .interestIncome)
        let cost = compiler.account(debtor.index, .interestExpense)
        (self.receivable, self.payable) = (receivable, payable)
        earned = compiler.posting(
            subject, "interest earned", debit: [cost, receivable], credit: [payable, income])
        givenBack = compiler.posting(
            subject, "interest earned by the debtor", debit: [income, payable], credit: [receivable, cost])
    }

    /// The debtor's obligation to pay it.
    func leg(_ compiler: Compiler) -> Leg {
        compiler.settlementLeg(
            subject, "interest", from: debtor.index, liability: payable, to: creditor.index, asset: receivable,
            rank: .debtService, cashClass: .debtService, claim: .unsecured)
    }

    /// The creditor's obligation to pay what the debtor has earned.
    func legBack(_ compiler: Compiler) -> Leg {
        compiler.settlementLeg(
            subject, "interest to the debtor", from: creditor.index, liability: receivable, to: debtor.index,
            asset: payable, rank: .debtService, cashClass: .debtService, claim: .unsecured)
    }

    /// Books what one side has earned; the amounts are not negative.
    func book(_ amounts: Row<Cents>, byDebtor: Bool, _ block: Block) {
        block.post(byDebtor ? givenBack : earned, amounts)
    }
}
