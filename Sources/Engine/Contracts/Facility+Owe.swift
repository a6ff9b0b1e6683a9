import Lanes
import Ledger

extension Facility {
    package func owe(_ block: Block) {
        let width = block.width
        let (interest, fee) = (block[legs.interest.current], block[legs.fee.current])
        let (principal, draw) = (block[legs.principal.current], block[legs.draw.current])
        let (balance, owedBefore) = (block[debt.row], block[legs.principal.arrears])
        let (base, margin, step) = (block[inputs.base], block[inputs.margin], block[inputs.stepUp])
        let (rate, stepped) = (block[inputs.fee], block[rows.stepUp])
        let (accelerated, matured) = (block[rows.accelerated], block[rows.maturityCause])
        let scheduled = block[rows.scheduled]
        let share = schedule[block.quarter]
        let isOpen = block.quarter <= availableUntil
        for lane in 0..<width {
            let outstanding = -balance[lane]
            let dollars = Double(outstanding) / 100
            let yearly = base[lane] + margin[lane] + (stepped[lane] != 0 ? step[lane] : 0)
            interest[lane] = wholeCents(dollars * (yearly > 0 ? yearly : 0) * 0.25)
            let undrawn = Double(max(0, commitment &- outstanding)) / 100
            fee[lane] = isOpen ? wholeCents(undrawn * rate[lane] * 0.25) : 0
            // What was due before and not paid is in arrears and not due twice.
            let notDue = max(0, outstanding &- owedBefore[lane])
            let part = share >= 1 ? notDue : wholeCents(Double(notDue) / 100 * share)
            principal[lane] = accelerated[lane] != 0 ? notDue : max(0, part)
            // What is due at the end of a loan without instalments is refinanced, not earned: no part of cover.
            scheduled[lane] = (isBullet ? 0 : max(0, part)) &+ interest[lane]
            matured[lane] = share >= 1 && part > 0 ? 1 : 0
            draw[lane] = 0
        }
        sweep(block)
        if purpose == .capex && isOpen { drawForCapex(block) }
    }

    /// Takes its share of the cash above the borrower's minimum; a line that can give it back next quarter takes all of it.
    private func sweep(_ block: Block) {
        let (principal, balance) = (block[legs.principal.current], block[debt.row])
        let (arrears, on) = (block[legs.principal.arrears], block[rows.sweepOn])
        let (cash, keep) = (block[borrower.rows.cash], block[borrower.rows.minimumCash])
        let (share, swept, stopped) = (block[inputs.sweep], block[rows.swept], block[rows.drawStop])
        let staysOpen = block.quarter < availableUntil
        for lane in 0..<block.width {
            let isLine = staysOpen && purpose == .liquidity && stopped[lane] == 0
            let part = isLine ? 1 : on[lane] != 0 ? share[lane] : 0
            let free = Double(cash[lane]) / 100 - keep[lane]
            let left = -balance[lane] &- arrears[lane] &- principal[lane]
            let taken = part > 0 && free > 0 && left > 0 ? min(left, wholeCents(free * part)) : 0
            principal[lane] &+= taken
            swept[lane] = taken
        }
    }

    /// Pays its share of the instalments of the orders it funds, while nothing stands against it.
    private func drawForCapex(_ block: Block) {
        let (draw, balance) = (block[legs.draw.current], block[debt.row])
        let (advance, stopped) = (block[inputs.advance], block[rows.drawStop])
        let (accelerated, drawn) = (block[rows.accelerated], block[loan.claim])
        let state = block[borrower.rows.state]
        for order in orders {
            let capex = block[order.eligible]
            for lane in 0..<block.width { draw[lane] &+= capex[lane] }
        }
        for lane in 0..<block.width {
            let isFree =
                stopped[lane] == 0 && accelerated[lane] == 0 && state[lane] < PartyState.grace.rawValue
                && drawn[lane] == 0
            let wanted = wholeCents(Double(draw[lane]) / 100 * advance[lane])
            draw[lane] = isFree ? max(0, min(wanted, commitment &+ balance[lane])) : 0
        }
    }

    /// What a loan for liquidity can still give this quarter.
    func headroom(_ block: Block, lane: Int) -> Int64 {
        guard block.quarter <= availableUntil, block[rows.drawStop][lane] == 0, block[rows.accelerated][lane] == 0,
            block[borrower.rows.state][lane] < PartyState.grace.rawValue
        else { return 0 }
        return max(0, commitment &+ block[debt.row][lane])
    }

    package func settle(_ block: Block) { loan.settle(block) }
}
