import Calendar
import Lanes
import Ledger
import Model

/// Money for shares, in tranches: each falls due in the first quarter from its date on in which its milestone is reached.
///
/// A tranche of x at a value V of the whole before it buys `x / (V + x)` of the issuer.
package final class EquityInvestment: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "equity-investment", meaning: "Shares bought in tranches against milestones.",
        attributes: [
            Attribute("investor", .reference(["parties"]), "Who buys."),
            Attribute("issuer", .reference(["parties"]), "Who issues shares."),
            Attribute("tranches", .records(trancheAttributes), default: "", "What is paid, when, and for what."),
            Attribute(
                "valuation", .quantity("USD"), default: "", range: 0...2e14,
                "Value of the issuer before the money; absent, its equity value last quarter."),
            Attribute(
                "held", .constant("share"), default: "0 %", range: 0...1, "Share held before the first quarter."),
            Attribute(
                "carrying", .constant("USD"), default: "0 USD", range: 0...2e13,
                "Carrying amount of that share before the first quarter."),
            Attribute(
                "allowed", .quantity("share"), default: "100 %", range: 0...1,
                "Share of what would fall due that may be paid: 0 for a ban."),
        ],
        lines: [
            Schema.Line("share", "share", "Share of the issuer held at the end of last quarter."),
            Schema.Line("paid", "USD", "Paid so far."),
        ])

    static let trancheAttributes = [
        Attribute("from", .quarter, "First quarter in which it can fall due."),
        Attribute("amount", .quantity("USD"), range: 0...2e13, "How much."),
        Attribute(
            "milestone", .quantity("1"), default: "1",
            "Reached where at least 1: a formula such as `= if contracts.capacity.served >= 100 MW then 1 else 0`."),
        Attribute("until", .quarter, default: "", "Last quarter in which it can fall due; absent, the run's last."),
    ]

    private struct Tranche: Sendable {
        let milestone: Milestone
        let amount: Row<Scalar>
    }

    private let investor: Party
    private let issuer: Party
    private let tranches: [Tranche]
    private let valuation: Row<Scalar>?
    private let allowed: Row<Scalar>
    let stake: Stake
    private let leg: Leg
    private let paid: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "investor", payee: "issuer", compiler)
        (investor, issuer) = (ends.payer, ends.payee)
        if issuer.isSector {
            compiler.error("an outside sector issues no shares", at: item.place, quote: issuer.name)
        }
        valuation = compiler.optionalInput(item, "valuation")
        allowed = compiler.input(item, "allowed")
        if valuation == nil && issuer.credit.openingValue == 0 && !record.records("tranches").isEmpty {
            compiler.error(
                "nothing says what a share of `\(issuer.name)` is worth", at: item.place, quote: item.path,
                hint: "give `valuation`, or `equity-value` of `parties.\(issuer.name)`")
        }
        tranches = record.records("tranches").enumerated().map { number, record in
            let path = "\(item.path).tranches.\(number)"
            return Tranche(
                milestone: Milestone(record, path: path, compiler),
                amount: compiler.input(record.input("amount"), path: "\(path).amount"))
        }
        let carrying = wholeCents(compiler.constant(record, "carrying"))
        stake = Stake(
            item.path, holder: ends.payer, issuer: ends.payee, share: compiler.constant(record, "held"),
            carrying: carrying, compiler)
        leg = compiler.advanceLeg(
            item.path, "purchase of shares", from: investor.index, asset: stake.carried, to: issuer.index,
            liability: stake.mirrored, rank: .trade, cashClass: .financing, isClaim: false)
        paid = compiler.scalar()
        compiler.lines["\(item.path).share"] = FormulaSource(.real(stake.share.previous), factor: 1)
        compiler.lines["\(item.path).paid"] = FormulaSource(.real(paid.previous), factor: 1)
        for (number, tranche) in tranches.enumerated() {
            compiler.mark(item.path, tranche.milestone.done, [1: "tranche \(number + 1) of the investment falls due"])
        }
    }

    package func begin(_ block: Block) { stake.begin(block) }

    package func owe(_ block: Block) {
        let (current, state, own) = (block[leg.current], block[issuer.rows.state], block[investor.rows.state])
        let allowed = block[allowed]
        current.fill(0, block.width)
        for tranche in tranches where tranche.milestone.isOpen(block) {
            let (amount, done) = (block[tranche.amount], block[tranche.milestone.done])
            for lane in 0..<block.width where tranche.milestone.isReached(block, lane: lane) {
                guard state[lane] < PartyState.grace.rawValue, own[lane] < PartyState.defaulted.rawValue else {
                    continue
                }
                done[lane] = 1
                current[lane] &+= wholeCents(amount[lane] * allowed[lane])
            }
        }
    }

    /// Shares are issued for what was paid; what an investor could not pay is not owed later.
    package func settle(_ block: Block) {
        let (cents, arrears, paid) = (block[leg.paid], block[leg.arrears], block[paid])
        let (share, dilution) = (block[stake.share], block[issuer.credit.share])
        let start = block[issuer.credit.share.previous]
        let value = block[issuer.credit.equityValue]
        let before = valuation.map { block[$0] }
        for lane in 0..<block.width {
            arrears[lane] = 0
            guard cents[lane] > 0 else { continue }
            let money = Double(cents[lane]) / 100
            paid[lane] += money
            let worth = before?[lane] ?? value[lane]
            // Where the old shares are worth nothing, the new ones are all but the whole.
            let kept = max(1e-9, worth / (worth + money))
            // Every share gets smaller, this holder's too; the new ones are its own. Close scales all stakes by the change
            // of `dilution` over the quarter, so the new shares are put in as they will stand after it: smaller only by
            // what is issued after them.
            dilution[lane] *= kept
            share[lane] += (1 - kept) * start[lane] / dilution[lane]
            // A price that was agreed before, below the last round's, is no verdict on what the issuer is worth now.
            if !issuer.credit.isListed { value[lane] = max(worth, value[lane]) + money }
        }
    }

    package func close(_ block: Block) { stake.close(block) }
}
