import Calendar
import Lanes
import Ledger
import Model

/// A lease of a hall: rent with an escalator, off the tenant's balance sheet. When the tenant's estate rejects it, the
/// landlord claims rent and lets the hall again.
package struct Lease: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "lease", meaning: "A lease of a hall.",
        attributes: [
            Attribute("tenant", .reference(["parties"]), "Who pays the rent."),
            Attribute("landlord", .reference(["parties"]), "Who owns the hall."),
            Attribute("rent", .quantity("USD per year"), range: 0...1e13, "Rent in the first year."),
            Attribute("escalator", .quantity("per year"), default: "0 %", range: -0.5...0.5, "Yearly rise."),
            Attribute("start", .quarter, "First quarter with rent."),
            Attribute("term", .constant("quarters"), range: 1...400, "Length."),
            Attribute(
                "relet-after", .constant("quarters"),
                default: "3 quarters assumption 2..4 quarters, time to find a tenant",
                range: 0...400, "Quarters from the tenant's default to the next tenant."),
            Attribute(
                "relet-share", .quantity("share"),
                default: "82.5 % assumption 80..85 %, discount of a hall that must be let", range: 0...2,
                "Rent of the next tenant as a share of the old one."),
            Attribute("relet-to", .reference(["parties"]), default: "", "Outside sector that takes the hall over."),
        ],
        lines: [Schema.Line("remaining", "USD", "Rent still to come, undiscounted: what is off the balance sheet.")])

    private let tenant: Party
    private let rent: Row<Scalar>
    private let escalator: Row<Scalar>
    private let reletShare: Row<Scalar>
    private let start: Int
    private let term: Int
    private let reletAfter: Int64
    private let leg: Leg
    private let rejection: Leg
    private let relet: Leg?
    private let now: Row<Scalar>
    private let remaining: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "tenant", payee: "landlord", compiler)
        tenant = ends.payer
        let landlord = ends.payee.index
        rent = compiler.input(item, "rent")
        escalator = compiler.input(item, "escalator")
        reletShare = compiler.input(item, "relet-share")
        start = compiler.offset(record.quarter("start"))
        term = compiler.quartersConstant(record, "term")
        reletAfter = Int64(compiler.quartersConstant(record, "relet-after"))
        leg = compiler.costLeg(
            item.path, "rent", from: tenant.index, .leaseCost, to: landlord, .revenue, rank: .trade)
        rejection = compiler.costLeg(
            item.path, "claim for the rejected lease", from: tenant.index, .damages, to: landlord, .otherIncome,
            rank: .trade, atDefault: .claim)
        relet = record.optionalReference("relet-to").map { name in
            let next = compiler.party(name).index
            compiler.requireSector(next, at: item.place, role: "relet-to")
            return compiler.costLeg(
                item.path, "rent of the next tenant", from: next, .leaseCost, to: landlord, .revenue, rank: .trade)
        }
        now = compiler.scalar()
        remaining = compiler.scalar()
        compiler.lines["\(item.path).remaining"] = FormulaSource(.real(remaining.previous), factor: 1)
        if start + term <= 0 {
            compiler.error("the lease has ended before the run starts", at: item.place, quote: item.path)
        }
    }

    package func owe(_ block: Block) {
        let width = block.width
        let (current, claim) = (block[leg.current], block[rejection.current])
        let (now, before, rise) = (block[now], block[now.previous], block[escalator])
        let (remaining, base) = (block[remaining], block[rent])
        let (state, since) = (block[tenant.rows.state], block[tenant.rows.estateQuarters])
        let left = start + term - block.quarter
        let isOn = block.quarter >= start && left > 0
        for lane in 0..<width {
            let age = block.quarter - start
            let isAnniversary = age > 0 && age % 4 == 0
            now[lane] =
                age <= 0 || block.quarter == 0 ? base[lane] : before[lane] * (isAnniversary ? 1 + rise[lane] : 1)
            remaining[lane] = left > 0 ? now[lane] * 0.25 * Double(min(left, term)) : 0
            let failed = state[lane] >= PartyState.defaulted.rawValue
            current[lane] = isOn && !failed ? wholeCents(now[lane] * 0.25) : 0
            // 11 USC 502(b)(6): the greater of one year and 15 % of the remaining term, at most three years.
            let quarters = min(max(4, 0.15 * Double(left)), 12)
            let isRejected = state[lane] == PartyState.estate.rawValue && since[lane] == 1 && isOn
            claim[lane] = isRejected ? wholeCents(now[lane] * 0.25 * min(quarters, Double(left))) : 0
        }
        guard let relet else { return }
        let (next, share) = (block[relet.current], block[reletShare])
        for lane in 0..<width {
            let isLet =
                state[lane] >= PartyState.estate.rawValue && since[lane] > reletAfter && isOn
            next[lane] = isLet ? wholeCents(now[lane] * 0.25 * share[lane]) : 0
        }
    }
}
