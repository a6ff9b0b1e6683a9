import Lanes
import Ledger
import Model

/// Payouts to owners: a share of the cash above a floor, last in the payment order, stopped by a lock-up, a missed
/// payment or a plan that lacks money.
package final class Payout: Contract {
    package static let order = 3
    package static let schema = Schema(
        kind: "payout", meaning: "Payouts to the owners.",
        attributes: [
            Attribute("payer", .reference(["parties"]), "Who pays out."),
            Attribute("holder", .reference(["parties"]), "Who owns it."),
            Attribute(
                "share", .quantity("share"), range: 0...1, "Share of the cash above `keep` that is paid out a quarter."),
            Attribute("keep", .quantity("USD"), range: 0...2e13, "Cash that is kept back."),
            Attribute("from", .quarter, "First quarter with a payout."),
        ])

    private let payer: Party
    private let share: Row<Scalar>
    private let keep: Row<Scalar>
    private let first: Int
    private let leg: Leg

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "payer", payee: "holder", compiler)
        payer = ends.payer
        share = compiler.input(item, "share")
        keep = compiler.input(item, "keep")
        first = compiler.horizonOffset(item.record.quarter("from"), at: item.place)
        leg = compiler.advanceLeg(
            item.path, "payout", from: payer.index, asset: compiler.account(payer.index, .retainedEarnings),
            to: ends.payee.index, liability: compiler.account(ends.payee.index, .otherIncome), rank: .payouts,
            cashClass: .financing, isClaim: false)
    }

    package func owe(_ block: Block) {
        let current = block[leg.current]
        current.fill(0, block.width)
        guard block.quarter >= first else { return }
        let (cash, state, lockUp) = (block[payer.rows.cash], block[payer.rows.state], block[payer.rows.lockUp])
        let (share, keep) = (block[share], block[keep])
        for lane in 0..<block.width where state[lane] < PartyState.grace.rawValue && lockUp[lane] == 0 {
            let free = Double(cash[lane]) / 100 - keep[lane]
            current[lane] = free > 0 ? wholeCents(free * share[lane]) : 0
        }
    }
}
