import Lanes
import Ledger

extension Instrument {
    package func owe(_ block: Block) {
        let flows = schedule.quarters[block.quarter]
        findLive(block)
        accrue(flows, block)
        if let loan { owePrincipal(loan, flows, block) }
        if let interest { oweInterest(interest, flows, block) }
        let (live, part) = (block[rows.live], block[rows.part])
        for (leg, amounts) in sideLegs {
            let (current, amount) = (block[leg.current], amounts[block.quarter])
            for lane in 0..<block.width { current[lane] = live[lane] != 0 ? share(part[lane], of: amount) : 0 }
        }
    }

    /// A loan ends with the failure of the debtor, who still owes it: a failed creditor's estate goes on collecting. Of
    /// other contracts nothing more falls due to either side when one of them has failed.
    private func findLive(_ block: Block) {
        let (state, own, live) = (block[debtor.rows.state], block[creditor.rows.state], block[rows.live])
        for lane in 0..<block.width {
            let isOver =
                state[lane] >= PartyState.defaulted.rawValue
                || (loan == nil && own[lane] >= PartyState.defaulted.rawValue)
            live[lane] = isOver ? 0 : 1
        }
    }

    /// Books the interest that the quarter earns, and adds to the principal what is not to be paid.
    private func accrue(_ flows: InstrumentSchedule.Flows, _ block: Block) {
        let (live, part, work) = (block[rows.live], block[rows.part], block[rows.work])
        if let accrued, flows.earned != 0 {
            let amount = abs(flows.earned)
            for lane in 0..<block.width { work[lane] = live[lane] != 0 ? share(part[lane], of: amount) : 0 }
            accrued.book(rows.work, byDebtor: flows.earned < 0, block)
        }
        if let capitalization, flows.capitalized != 0 {
            for lane in 0..<block.width {
                work[lane] = live[lane] != 0 ? share(part[lane], of: flows.capitalized) : 0
            }
            block.post(capitalization, rows.work)
        }
    }

    private func owePrincipal(_ loan: Loan, _ flows: InstrumentSchedule.Flows, _ block: Block) {
        let (draw, principal) = (block[loan.legs.draw.current], block[loan.legs.principal.current])
        let (balance, arrears, part) = (block[loan.debt.row], block[loan.legs.principal.arrears], block[rows.part])
        let state = block[debtor.rows.state]
        let isLast = flows.principal == 0
        for lane in 0..<block.width {
            let outstanding = -balance[lane]
            let lends = state[lane] < PartyState.grace.rawValue
            // What was paid back of a part that had not been handed out comes back to the debtor.
            draw[lane] = (lends ? flows.lent : 0) &+ max(0, -outstanding)
            // What was due before and not paid is in arrears and not due twice.
            let notDue = max(0, outstanding &- arrears[lane] &+ draw[lane])
            let due = isLast ? notDue : min(share(part[lane], of: flows.repaid), notDue)
            principal[lane] = flows.repaid > 0 ? due : 0
        }
    }

    private func oweInterest(_ leg: Leg, _ flows: InstrumentSchedule.Flows, _ block: Block) {
        guard let accrued else { return }
        let (current, arrears, owed) = (block[leg.current], block[leg.arrears], block[accrued.receivable.row])
        let (live, part) = (block[rows.live], block[rows.part])
        // All that has been earned falls due, so the odd cents of a part do too.
        let isLast = flows.accrued == 0 && flows.interestBack == 0
        for lane in 0..<block.width {
            let due =
                part[lane] != 1 && isLast
                ? max(0, owed[lane] &- arrears[lane]) : share(part[lane], of: flows.interest)
            current[lane] = live[lane] != 0 && flows.interest > 0 ? due : 0
        }
    }

    /// The part of an amount that a loan of which only a part was handed out makes due.
    @inline(__always) private func share(_ part: Double, of amount: Int64) -> Int64 {
        part == 1 ? amount : wholeCents(Double(amount) / 100 * part)
    }

    package func settle(_ block: Block) {
        let (paid, work) = (block[rows.paid], block[rows.work])
        work.fill(0, block.width)
        for leg in legs {
            let cents = block[leg.paid]
            let sign: Int64 = leg.payer == debtor.index ? 1 : -1
            for lane in 0..<block.width { work[lane] &+= sign * cents[lane] }
        }
        for lane in 0..<block.width { paid[lane] = Double(work[lane]) / 100 }
        guard let loan else { return }
        // First what is owed, then what of it is claimed where the debtor fails now.
        findPart(loan, schedule.quarters[block.quarter], block)
        loan.settle(block)
    }

    /// Which part of the scheduled principal has been handed out. Where it changes in a quarter, so does the interest that
    /// the quarter has earned.
    private func findPart(_ loan: Loan, _ flows: InstrumentSchedule.Flows, _ block: Block) {
        guard flows.principal > 0, let accrued else { return }
        let (balance, arrears, part) = (block[loan.debt.row], block[loan.legs.principal.arrears], block[rows.part])
        for lane in 0..<block.width {
            part[lane] = max(0, Double(-balance[lane] &- arrears[lane]) / Double(flows.principal))
        }
        guard flows.lent > 0 else { return }
        let (owed, unpaid) = (block[accrued.receivable.row], block[loan.legs.interest.arrears])
        let (live, work) = (block[rows.live], block[rows.work])
        for isTooMuch in [true, false] {
            for lane in 0..<block.width {
                let excess = owed[lane] &- unpaid[lane] &- share(part[lane], of: flows.accrued)
                work[lane] = live[lane] != 0 ? max(0, isTooMuch ? excess : -excess) : 0
            }
            accrued.book(rows.work, byDebtor: isTooMuch, block)
        }
    }
}
