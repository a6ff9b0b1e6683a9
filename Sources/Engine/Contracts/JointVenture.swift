import Calendar
import Lanes
import Ledger
import Model

/// A vehicle that two partners pay for: each its share of the instalments on its orders, each its share of what it pays
/// out; the sponsor leases it back and guarantees a residual value.
///
/// Each partner carries its share of the vehicle's book value (equity method). `consolidated` says that the sponsor's
/// statements show the vehicle line by line instead.
package final class JointVenture: Contract {
    package static let order = 3
    package static let schema = Schema(
        kind: "joint-venture", meaning: "A vehicle that a sponsor and an investor pay for, usually 20/80.",
        attributes: [
            Attribute("vehicle", .reference(["parties"]), "The party that owns the halls or equipment."),
            Attribute("sponsor", .reference(["parties"]), "Who uses it, and guarantees."),
            Attribute("investor", .reference(["parties"]), "Who pays for most of it."),
            Attribute(
                "sponsor-share", .constant("share"), default: "20 % assumption 15..25 %, as at Hyperion",
                range: 0...1, "The sponsor's share of capital and payouts."),
            Attribute(
                "orders", .list(.reference(["contracts"])), default: "", "Purchase orders of the vehicle."),
            Attribute(
                "funded", .quantity("share"), default: "100 %", range: 0...1,
                "Share of the instalments that the partners pay; the rest is the vehicle's own debt."),
            Attribute(
                "payout", .quantity("share"), default: "100 %", range: 0...1,
                "Share of the vehicle's cash above its minimum that it pays out a quarter."),
            Attribute("payout-from", .quarter, default: "", "First payout; absent, none."),
            Attribute(
                "guarantee-at", .quarter, default: "", "When the residual value is measured; absent, no guarantee."),
            Attribute(
                "guaranteed-value", .quantity("USD"), default: "0 USD", range: 0...2e13, "What it must be worth then."),
            Attribute(
                "guarantee-cap", .quantity("USD"), default: "20000 B USD", range: 0...2e13,
                "Most that the sponsor pays."),
            Attribute(
                "residual-value", .quantity("share"), default: "100 % assumption 40..120 %, of book value",
                range: 0...5, "What buildings and equipment are worth then, as a share of their book value."),
            Attribute("consolidated", .flag, default: "false", "Whether the sponsor consolidates it."),
        ],
        lines: [Schema.Line("contributed", "USD", "Paid in by both partners so far.")])

    package let vehicle: Party
    package let sponsor: Party
    package let isConsolidated: Bool
    private let orders: [PurchaseOrder]
    private let sponsorShare: Double
    private let inputs: Inputs
    private let calls: [Leg]
    private let payouts: [Leg]
    private let stakes: [Stake]
    private let guarantee: Leg
    private let payoutFrom: Int?
    private let guaranteeAt: Int?
    private let book: [Row<Cents>]
    private let contributed: Row<Scalar>

    private struct Inputs: Sendable {
        let funded, payout, guaranteed, cap, residual: Row<Scalar>
    }

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let own = Ends(item, payer: "sponsor", payee: "vehicle", compiler)
        let other = Ends(item, payer: "investor", payee: "vehicle", compiler)
        (sponsor, vehicle) = (own.payer, own.payee)
        let vehicle = own.payee
        if vehicle.isSector {
            compiler.error("a vehicle has books of its own: a party", at: item.place, quote: vehicle.name)
        }
        isConsolidated = record.flag("consolidated")
        orders = compiler.orderList(record, "orders")
        for order in orders where order.buyer.index != vehicle.index {
            compiler.error(
                "`\(order.name)` is not an order of the vehicle", at: item.place, quote: order.name,
                hint: "its buyer must be `\(vehicle.name)`")
        }
        let part = compiler.constant(record, "sponsor-share")
        sponsorShare = part
        inputs = Inputs(
            funded: compiler.input(item, "funded"), payout: compiler.input(item, "payout"),
            guaranteed: compiler.input(item, "guaranteed-value"), cap: compiler.input(item, "guarantee-cap"),
            residual: compiler.input(item, "residual-value"))
        let partners = [(own.payer, part, "sponsor"), (other.payer, 1 - part, "investor")]
        let stakes = partners.map { partner, share, role in
            Stake("\(item.path): \(role)", holder: partner, issuer: vehicle, share: share, carrying: 0, compiler)
        }
        self.stakes = stakes
        calls = zip(partners, stakes).map { partner, stake in
            compiler.advanceLeg(
                item.path, "capital of the \(partner.2)", from: partner.0.index, asset: stake.carried,
                to: vehicle.index, liability: stake.mirrored, rank: .trade, cashClass: .investing, isClaim: false)
        }
        payouts = zip(partners, stakes).map { partner, stake in
            compiler.advanceLeg(
                item.path, "payout to the \(partner.2)", from: vehicle.index, asset: stake.mirrored,
                to: partner.0.index, liability: stake.carried, rank: .payouts, cashClass: .financing, isClaim: false)
        }
        guarantee = compiler.costLeg(
            item.path, "residual value guarantee", from: sponsor.index, .damages, to: vehicle.index, .otherIncome,
            rank: .trade)
        payoutFrom = record.optionalQuarter("payout-from").map { compiler.horizonOffset($0, at: item.place) }
        guaranteeAt = record.optionalQuarter("guarantee-at").map { compiler.horizonOffset($0, at: item.place) }
        book = compiler.cohorts.filter { $0.owner == vehicle.index }.map(\.book.row)
        contributed = compiler.scalar()
        compiler.jointVentures.append(self)
        compiler.lines["\(item.path).contributed"] = FormulaSource(.real(contributed.previous), factor: 1)
    }

    package func begin(_ block: Block) { for stake in stakes { stake.begin(block) } }

    package func owe(_ block: Block) {
        call(block)
        payOut(block)
        measure(block)
    }

    /// Partners pay their shares of the instalments that fall due; odd cents are the investor's.
    private func call(_ block: Block) {
        let (own, other) = (block[calls[0].current], block[calls[1].current])
        let (funded, state) = (block[inputs.funded], block[vehicle.rows.state])
        for lane in 0..<block.width {
            let capex = orders.reduce(Int64(0)) { $0 &+ block[$1.eligible][lane] }
            let called = state[lane] < PartyState.grace.rawValue ? wholeCents(Double(capex) / 100 * funded[lane]) : 0
            own[lane] = wholeCents(Double(called) / 100 * sponsorShare)
            other[lane] = called &- own[lane]
        }
    }

    private func payOut(_ block: Block) {
        let (own, other) = (block[payouts[0].current], block[payouts[1].current])
        own.fill(0, block.width)
        other.fill(0, block.width)
        guard let payoutFrom, block.quarter >= payoutFrom else { return }
        let (cash, keep, share) = (block[vehicle.rows.cash], block[vehicle.rows.minimumCash], block[inputs.payout])
        let (state, lockUp) = (block[vehicle.rows.state], block[vehicle.rows.lockUp])
        for lane in 0..<block.width where state[lane] < PartyState.grace.rawValue && lockUp[lane] == 0 {
            let free = Double(cash[lane]) / 100 - keep[lane]
            let paid = free > 0 ? wholeCents(free * share[lane]) : 0
            own[lane] = wholeCents(Double(paid) / 100 * sponsorShare)
            other[lane] = paid &- own[lane]
        }
    }

    /// The sponsor makes good what the assets are worth less than guaranteed, up to the cap.
    private func measure(_ block: Block) {
        let due = block[guarantee.current]
        due.fill(0, block.width)
        guard block.quarter == guaranteeAt else { return }
        let (promised, cap, residual) = (block[inputs.guaranteed], block[inputs.cap], block[inputs.residual])
        for lane in 0..<block.width {
            let value = book.reduce(0) { $0 + Double(block[$1][lane]) / 100 } * residual[lane]
            due[lane] = promised[lane] > value ? wholeCents(min(promised[lane] - value, cap[lane])) : 0
        }
    }

    package func settle(_ block: Block) {
        let contributed = block[contributed]
        for leg in calls {
            let (paid, arrears) = (block[leg.paid], block[leg.arrears])
            for lane in 0..<block.width {
                contributed[lane] += Double(paid[lane]) / 100
                // A partner that could not pay is not called for the same instalment twice.
                arrears[lane] = 0
            }
        }
        for leg in payouts { block[leg.arrears].fill(0, block.width) }
    }

    package func close(_ block: Block) { for stake in stakes { stake.close(block) } }
}
