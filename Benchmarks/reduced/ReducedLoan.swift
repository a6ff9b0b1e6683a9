import Lanes
import Ledger

/// A loan of the reduced model: interest at a rate that moves with a driver, booked in both books when it falls due, and
/// again when it is paid.
struct ReducedLoan {
    let principal: Int64
    let debt, asset: Row<Cents>
    let interest: InterestRows
    let payment: PaymentRows
    /// What falls due anew, and what is paid.
    let current, paid: Row<Cents>
    let accrues, pays: Posting

    init(
        _ index: Int, _ parties: [ReducedParty], _ drivers: [ReducedDriver], plan: inout RowPlan, chart: inout Chart
    ) {
        let payer = 1 + index % (ReducedModel.parties - 1)
        let payee = (index * 7 + 3) % ReducedModel.parties
        principal = 10_000_000_000 + Int64(index) * 12_345_678
        debt = chart.account(payer, .debt, of: "loan \(index)", plan: &plan).row
        asset = chart.account(payee, .loans, of: "loan \(index)", plan: &plan).row
        let (due, arrears, dueReal): (Row<Cents>, Row<Cents>, Row<Scalar>) = (
            plan.scratch(), plan.state(), plan.scratch()
        )
        current = plan.scratch()
        paid = plan.scratch()
        payment = PaymentRows(
            due: due, dueReal: dueReal, share: parties[payer].share, means: parties[payee].means, paid: paid,
            arrears: arrears)
        interest = InterestRows(
            balance: debt, rate: drivers[index % ReducedModel.drivers].rate, performs: parties[payer].performs,
            arrears: arrears, current: current, due: due, dueReal: dueReal, owed: parties[payer].owed)
        func account(_ party: Int, _ kind: AccountKind) -> Account { chart.account(party, kind, plan: &plan) }
        accrues = Posting(
            identifier: 2 * index, subject: "loan \(index)", cause: "interest falls due",
            debit: [account(payer, .interestExpense), account(payee, .receivables)],
            credit: [account(payer, .payables), account(payee, .interestIncome)])
        pays = Posting(
            identifier: 2 * index + 1, subject: "loan \(index)", cause: "interest is paid",
            debit: [account(payer, .payables), account(payee, .cash)],
            credit: [account(payer, .cash), account(payee, .receivables)])
    }
}
