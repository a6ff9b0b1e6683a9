import Lanes
import Ledger

/// A loan of the reduced model: interest at a rate that moves with a driver, booked in both books when it falls due, and
/// again when it is paid.
struct ReducedLoan {
    let rows: Rows
    let principal: Int64
    let debt, asset: Row<Cents>
    let accrues, pays: Posting

    init(
        _ index: Int, _ parties: [ReducedParty], _ drivers: [ReducedDriver], amount: Row<Cents>, plan: inout RowPlan,
        chart: inout Chart
    ) {
        let payer = 1 + index % (ReducedModel.parties - 1)
        let payee = (index * 7 + 3) % ReducedModel.parties
        principal = 10_000_000_000 + Int64(index) * 12_345_678
        debt = chart.account(payer, .debt, of: "loan \(index)", plan: &plan).row
        asset = chart.account(payee, .loans, of: "loan \(index)", plan: &plan).row
        rows = Rows(
            amount: amount, due: plan.scratch(), arrears: plan.state(),
            dueReal: plan.scratch(), balance: debt, rate: drivers[index % ReducedModel.drivers].rate,
            performs: parties[payer].performs, owed: parties[payer].owed, share: parties[payer].share,
            means: parties[payee].means)
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

    /// What the kernels read and fill: plain values, so that loops over loans count no references.
    struct Rows {
        /// What falls due anew, or what is paid, until it is booked: one row for all loans.
        let amount: Row<Cents>
        /// What is due, arrears included.
        let due: Row<Cents>
        let arrears: Row<Cents>
        let dueReal: Row<Scalar>
        let balance: Row<Cents>
        let rate: Row<Scalar>
        /// Of the payer: whether it performs, what it owes, what it pays of it. Of the payee: its means.
        let performs: Row<Whole>
        let owed, share, means: Row<Scalar>

        /// What falls due: interest on the balance, and what was not paid before. Nothing where the payer has failed.
        @inline(__always) func fallDue(_ arena: Arena) {
            let (balance, rate, performs) = (arena[balance], arena[rate], arena[performs])
            let (arrears, current, due) = (arena[arrears], arena[amount], arena[due])
            let (dueReal, owed) = (arena[dueReal], arena[owed])
            for group in 0..<arena.width / 8 {
                let cents = wholeCents(-realCents(balance[eight: group]) / 100 * rate[eight: group])
                let all = (cents &+ arrears[eight: group]) & performs[eight: group]
                current[eight: group] = cents & performs[eight: group]
                due[eight: group] = all
                dueReal[eight: group] = realCents(all)
                owed[eight: group] += realCents(all)
            }
        }

        /// Adds what the payee is paid at the payer's share to its means.
        @inline(__always) func receive(_ arena: Arena) {
            let (means, due, share) = (arena[means], arena[dueReal], arena[share])
            for group in 0..<arena.width / 8 { means[eight: group] += due[eight: group] * share[eight: group] }
        }

        @inline(__always) func pay(_ arena: Arena) {
            let (due, real, share) = (arena[due], arena[dueReal], arena[share])
            let (paid, arrears) = (arena[amount], arena[arrears])
            for group in 0..<arena.width / 8 {
                let amount = wholeCents(real[eight: group] * share[eight: group] * 0.01)
                paid[eight: group] = amount
                arrears[eight: group] = due[eight: group] &- amount
            }
        }
    }
}
