import Lanes
import Ledger

/// A loan of the reduced model: interest at a rate that moves with a driver, booked when it falls due and when it is paid.
struct ReducedLoan {
    let payer, payee, driver: Int
    let principal: Int64
    let debt, asset: Account
    /// What falls due anew, with arrears, is paid, stays unpaid; what is due as a real number, for clearing.
    let current, due, paid, arrears: Row<Cents>
    let dueReal: Row<Scalar>
    private let accrual, payment: Posting

    init(_ index: Int, _ parties: [ReducedParty], plan: inout RowPlan, chart: inout Chart) {
        payer = 1 + index % (ReducedModel.parties - 1)
        payee = (index * 7 + 3) % ReducedModel.parties
        driver = index % ReducedModel.drivers
        principal = 10_000_000_000 + Int64(index) * 12_345_678
        debt = chart.account(payer, .debt, of: "loan \(index)", plan: &plan)
        asset = chart.account(payee, .loans, of: "loan \(index)", plan: &plan)
        current = plan.scratch()
        due = plan.scratch()
        paid = plan.scratch()
        arrears = plan.state()
        dueReal = plan.scratch()
        let (debtor, creditor) = (parties[payer], parties[payee])
        accrual = Posting(
            identifier: 2 * index, subject: "loan \(index)", cause: "interest falls due",
            debit: [debtor.interestExpense, creditor.receivables],
            credit: [debtor.payables, creditor.interestIncome])
        payment = Posting(
            identifier: 2 * index + 1, subject: "loan \(index)", cause: "interest is paid",
            debit: [debtor.payables, creditor.cash], credit: [debtor.cash, creditor.receivables])
    }

    func accrue(_ arena: Arena, _ parties: [ReducedParty], _ drivers: [ReducedDriver]) {
        let (balance, price) = (arena[debt.row], arena[drivers[driver].value])
        let (state, owed) = (arena[parties[payer].state], arena[parties[payer].owed])
        let (current, due, arrears, dueReal) = (arena[current], arena[due], arena[arrears], arena[dueReal])
        for lane in 0..<arena.width {
            let dollars = Double(0 &- balance[lane]) / 100 * ((0.02 + 0.03 * price[lane]) * 0.25)
            let cents = wholeCents(dollars)
            let performs: Int64 = state[lane] < 2 ? -1 : 0
            current[lane] = cents & performs
            due[lane] = (cents &+ arrears[lane]) & performs
            dueReal[lane] = Double(due[lane])
            owed[lane] += dueReal[lane]
        }
        accrual.post(self.current, in: arena, journal: nil)
    }

    func pay(_ arena: Arena, _ parties: [ReducedParty]) {
        let (paid, due, arrears, dueReal) = (arena[paid], arena[due], arena[arrears], arena[dueReal])
        let share = arena[parties[payer].share]
        for lane in 0..<arena.width {
            paid[lane] = wholeCents(dueReal[lane] * share[lane] * 0.01)
            arrears[lane] = due[lane] &- paid[lane]
        }
        payment.post(self.paid, in: arena, journal: nil)
    }
}
