import Calendar
import Lanes
import Ledger
import Model

/// A lease of a hall: rent with an escalator. Off the tenant's balance sheet, or on it as an operating lease (ASC 842) where the
/// rules say so. The tenant's estate keeps it while what runs there earns the rent, and its buyers pay with the equipment;
/// a rejected lease leaves the landlord a claim, and the hall is let again.
package final class Lease: Contract {
    /// After the compute contracts, whose customers say whether a hall earns its rent.
    package static let order = 2
    package static let schema = Schema(
        kind: "lease", meaning: "A lease of a hall.",
        attributes: [
            Attribute("tenant", .reference(["parties"]), "Who pays the rent."),
            Attribute("landlord", .reference(["parties"]), "Who owns the hall."),
            Attribute("rent", .quantity("USD per year"), range: 0...1e13, "Rent in the first year."),
            Attribute("escalator", .quantity("per year"), default: "0 %", range: -0.5...0.5, "Yearly rise."),
            Attribute("start", .quarter, "First quarter with rent."),
            Attribute(
                "site", .reference(["sites"]), default: "",
                "Site of the hall: the tenant's estate keeps the lease while what runs there earns the rent."),
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
    /// An estate that keeps the lease pays this, and the buyers of its equipment that.
    private let kept: (estate: Leg, buyers: Leg)?
    private let isKept: Row<Whole>
    private let site: Site?
    private let customers: [ComputeContract]
    private let signed: SignedClaim
    private let balanceSheet: LeaseOnBalanceSheet?
    private let landlord: Party
    /// Who bought the hall from the landlord's estate is paid this by the tenant, and that by the tenant's estate.
    private let bought: (tenant: Leg, estate: Leg?)?
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
        let subject = item.path
        let place = record.optionalReference("site").flatMap { compiler.siteIndex[$0] }.map { compiler.sites[$0] }
        site = place
        isKept = compiler.whole()
        customers =
            place == nil
            ? []
            : compiler.computeContracts.values
                .filter { $0.site.index == place?.index }.sorted { $0.subject < $1.subject }
        kept = place.map { _ in
            (
                compiler.costLeg(
                    subject, "rent paid by the estate", from: ends.payer.index, .leaseCost, to: landlord, .revenue,
                    rank: .operations, atDefault: .continues),
                compiler.costLeg(
                    subject, "rent paid by the buyers of the equipment", from: compiler.assetBuyer, .leaseCost,
                    to: landlord, .revenue, rank: .trade)
            )
        }
        bought =
            ends.payee.isSector
            ? nil
            : (
                compiler.costLeg(
                    subject, "rent paid to who bought the hall", from: ends.payer.index, .leaseCost,
                    to: compiler.assetBuyer, .revenue, rank: .trade),
                place.map { _ in
                    compiler.costLeg(
                        subject, "rent paid by the estate to who bought the hall", from: ends.payer.index, .leaseCost,
                        to: compiler.assetBuyer, .revenue, rank: .operations, atDefault: .continues)
                }
            )
        compiler.mark(subject, isKept, [1: "the tenant's estate keeps the lease: what runs there earns the rent"])
        self.landlord = ends.payee
        signed = SignedClaim(payer: ends.payer, payee: landlord, compiler)
        balanceSheet =
            compiler.rules!.capitalisesLeases && !ends.payer.isSector
            ? LeaseOnBalanceSheet(subject, tenant: ends.payer, compiler) : nil
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
        let isKept = block[isKept]
        for lane in 0..<width {
            let age = block.quarter - start
            let isAnniversary = age > 0 && age % 4 == 0
            now[lane] =
                age <= 0 || block.quarter == 0 ? base[lane] : before[lane] * (isAnniversary ? 1 + rise[lane] : 1)
            if block.quarter == 0 && age >= 4 {
                for _ in 0..<(age / 4) { now[lane] *= 1 + rise[lane] }
            }
            // This quarter's rent falls due now; what is still to come is the rest.
            remaining[lane] = left > 0 ? now[lane] * 0.25 * Double(min(left - 1, term)) : 0
            let failed = state[lane] >= PartyState.defaulted.rawValue
            current[lane] = isOn && !failed ? wholeCents(now[lane] * 0.25) : 0
            // 11 USC 502(b)(6): the greater of one year and 15 % of the remaining term, at most three years.
            // A lease that has not started yet is rejected too.
            let open = Double(min(left, term))
            let quarters = min(max(4, 0.15 * open), 12)
            let isFirst = state[lane] == PartyState.estate.rawValue && since[lane] == 1 && left > 0
            if isFirst { isKept[lane] = earns(block, lane: lane) > now[lane] * 0.25 ? 1 : 0 }
            let isRejected = isFirst && isKept[lane] == 0
            claim[lane] = isRejected ? wholeCents(now[lane] * 0.25 * min(quarters, open)) : 0
        }
        promise(block, left: left)
        balanceSheet?.remeasure(block, signed: signed, hasBegun: block.quarter >= start)
        if let kept {
            let (estate, buyers) = (block[kept.estate.current], block[kept.buyers.current])
            let sold = block[tenant.rows.soldShare]
            for lane in 0..<width {
                let isPaid = isKept[lane] != 0 && isOn && state[lane] >= PartyState.estate.rawValue
                let due = isPaid ? wholeCents(now[lane] * 0.25) : 0
                buyers[lane] = wholeCents(Double(due) / 100 * min(1, sold[lane]))
                estate[lane] = due &- buyers[lane]
            }
        }
        if let relet {
            let (next, share) = (block[relet.current], block[reletShare])
            for lane in 0..<width {
                let isLet =
                    state[lane] >= PartyState.estate.rawValue && since[lane] > reletAfter && isOn && isKept[lane] == 0
                next[lane] = isLet ? wholeCents(now[lane] * 0.25 * share[lane]) : 0
            }
        }
        passOn(block)
    }

    /// The share of the hall that the landlord's estate has sold earns rent for who bought it.
    private func passOn(_ block: Block) {
        guard let bought else { return }
        let sold = block[landlord.rows.soldShare]
        func move(_ from: Leg?, to: Leg?) {
            guard let from else { return }
            let (rent, passed) = (block[from.current], to.map { block[$0.current] })
            for lane in 0..<block.width {
                let part = sold[lane] > 0 ? wholeCents(Double(rent[lane]) / 100 * min(1, sold[lane])) : 0
                rent[lane] &-= part
                passed?[lane] = part
            }
        }
        move(leg, to: bought.tenant)
        move(kept?.estate, to: bought.estate)
        // What one sector pays another matters to nobody.
        move(kept?.buyers, to: nil)
        move(relet, to: nil)
    }

    /// What contracts at the site brought last quarter beyond the cost of running what serves them, in dollars.
    private func earns(_ block: Block, lane: Int) -> Double {
        guard let site else { return 0 }
        let cost = block[site.rows.runningCost][lane] * 0.25
        return customers.reduce(0) {
            $0 + block[$1.rows.invoiced.previous][lane] - block[$1.rows.served.previous][lane] * cost
        }
    }

    private func promise(_ block: Block, left: Int) {
        signed.begin(rate: landlord.isSector ? nil : landlord.rows.costOfCapital, standard: 0.08, block)
        let (now, state) = (block[now], block[tenant.rows.state])
        let start = Double(max(0, self.start - block.quarter - 1))
        let span = Double(block.quarter < self.start ? term : left - 1)
        signed.add(block) { quarterly, wait, length in
            for lane in 0..<block.width {
                let isPromised = tenant.isSector || state[lane] < PartyState.defaulted.rawValue
                quarterly[lane] = isPromised ? now[lane] * 0.25 : 0
            }
            wait.fill(start, block.width)
            length.fill(span, block.width)
        }
    }
}
