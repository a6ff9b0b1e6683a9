import Calendar
import Lanes
import Ledger
import Model

/// Shares that a seller promises its customer as the customer buys: each part vests at its milestone and is exercised at
/// once.
///
/// Their fair value at the grant is consideration payable to a customer and comes off the issuer's revenue when it vests
/// (ASC 606-10-32-25). The customer books what it receives as other income.
package final class Warrant: Contract {
    package static let order = 2
    package static let schema = Schema(
        kind: "warrant", meaning: "Shares that vest for a customer as it reaches milestones.",
        attributes: [
            Attribute("issuer", .reference(["parties"]), "The seller whose shares they are."),
            Attribute("holder", .reference(["parties"]), "The customer."),
            Attribute("tranches", .records(trancheAttributes), "What vests, when, and for what."),
        ],
        lines: [Schema.Line("vested", "share", "Share of the issuer vested so far.")])

    static let trancheAttributes = [
        Attribute("from", .quarter, "First quarter in which it can vest."),
        Attribute("share", .constant("share"), range: 0...0.9, "Share of the issuer that vests."),
        Attribute("fair-value", .constant("USD"), range: 0...2e13, "Fair value of this part at the grant."),
        Attribute("strike", .quantity("USD"), default: "0 USD", range: 0...2e13, "Paid to exercise this part."),
        Attribute("milestone", .quantity("1"), default: "1", "Reached where at least 1."),
        Attribute("until", .quarter, default: "", "Last quarter in which it can vest."),
    ]

    private struct Tranche: Sendable {
        let milestone: Milestone
        let share: Double
        let fairValue: Int64
        let strike: Row<Scalar>
    }

    private let issuer: Party
    private let holder: Party
    private let tranches: [Tranche]
    private let stake: Stake
    private let leg: Leg
    private let granted: Posting
    private let work: Row<Cents>
    /// 1 where both sides stand, so that what is reached may be exercised.
    private let asked: Row<Whole>
    private let vested: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "issuer", payee: "holder", compiler)
        (issuer, holder) = (ends.payer, ends.payee)
        if issuer.isSector {
            compiler.error("an outside sector issues no shares", at: item.place, quote: issuer.name)
        }
        tranches = item.record.records("tranches").enumerated().map { number, record in
            let path = "\(item.path).tranches.\(number)"
            return Tranche(
                milestone: Milestone(record, path: path, compiler),
                share: compiler.constant(record, "share"),
                fairValue: wholeCents(compiler.constant(record, "fair-value")),
                strike: compiler.input(record.input("strike"), path: "\(path).strike"))
        }
        stake = Stake(item.path, holder: holder, issuer: issuer, share: 0, carrying: 0, compiler)
        leg = compiler.advanceLeg(
            item.path, "exercise of the warrant", from: holder.index, asset: stake.carried, to: issuer.index,
            liability: stake.mirrored, rank: .trade, cashClass: .financing, isClaim: false)
        granted = compiler.posting(
            item.path, "warrant vests", debit: [stake.carried, compiler.account(issuer.index, .revenue)],
            credit: [compiler.account(holder.index, .otherIncome), stake.mirrored])
        work = compiler.cents()
        asked = compiler.whole()
        vested = compiler.scalar()
        compiler.lines["\(item.path).vested"] = FormulaSource(.real(vested.previous), factor: 1)
        for (number, tranche) in tranches.enumerated() {
            compiler.mark(item.path, tranche.milestone.done, [1: "part \(number + 1) of the warrant vests"])
        }
    }

    package func begin(_ block: Block) { stake.begin(block) }

    package func owe(_ block: Block) {
        let (current, asked) = (block[leg.current], block[asked])
        let (state, own) = (block[issuer.rows.state], block[holder.rows.state])
        current.fill(0, block.width)
        for lane in 0..<block.width {
            asked[lane] =
                state[lane] < PartyState.defaulted.rawValue && own[lane] < PartyState.grace.rawValue ? 1 : 0
        }
        for tranche in tranches where tranche.milestone.isOpen(block) {
            let strike = block[tranche.strike]
            for lane in 0..<block.width where asked[lane] != 0 && tranche.milestone.isReached(block, lane: lane) {
                current[lane] &+= wholeCents(strike[lane])
            }
        }
    }

    /// Shares are handed over for the strike: who does not pay all of it gets none this quarter.
    package func settle(_ block: Block) {
        let (current, paid, asked) = (block[leg.current], block[leg.paid], block[asked])
        let (work, vested) = (block[work], block[vested])
        let (share, dilution) = (block[stake.share], block[issuer.credit.share])
        let start = block[issuer.credit.share.previous]
        block[leg.arrears].fill(0, block.width)
        work.fill(0, block.width)
        var any = false
        for tranche in tranches where tranche.milestone.isOpen(block) {
            let done = block[tranche.milestone.done]
            for lane in 0..<block.width where asked[lane] != 0 && tranche.milestone.isReached(block, lane: lane) {
                guard paid[lane] >= current[lane] else { continue }
                done[lane] = 1
                any = true
                work[lane] &+= tranche.fairValue
                vested[lane] += tranche.share
                // As they will stand once Close has scaled all stakes by the change of `dilution` over the quarter.
                dilution[lane] *= 1 - tranche.share
                share[lane] += tranche.share * start[lane] / dilution[lane]
            }
        }
        if any { block.post(granted, self.work) }
    }

    package func close(_ block: Block) { stake.close(block) }
}
