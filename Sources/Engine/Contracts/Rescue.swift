import Lanes
import Ledger
import Model

/// A rescue: a parent, affiliate or state that lends a party that has missed a payment what it missed and what it lacks now, so
/// that the missed payment does not become a default. Off unless switched on.
package struct Rescue: Contract {
    package static let order = 5
    package static let schema = Schema(
        kind: "rescue", meaning: "A loan that makes good a missed payment, where it is switched on.",
        attributes: [
            Attribute("rescuer", .reference(["parties"]), "Who lends."),
            Attribute("beneficiary", .reference(["parties"]), "Who is rescued."),
            Attribute("cap", .quantity("USD"), range: 0...2e13, "Most that is lent in all."),
            Attribute("active", .quantity("1"), default: "0", range: 0...1, "1 switches it on."),
            Attribute(
                "rate", .quantity("per year"), default: "8 % assumption 5..12 %, unsecured", range: 0...1, "Interest."),
        ],
        lines: [Schema.Line("outstanding", "USD", "Lent and not repaid.")])

    private let rescuer: Party
    private let loan: Loan
    private let cap: Row<Scalar>
    private let active: Row<Scalar>
    private let rate: Row<Scalar>
    private let owed: [Leg]
    private let receipts: [Leg]
    private let parties: [Party]
    private let steps: Row<Whole>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "rescuer", payee: "beneficiary", compiler)
        rescuer = ends.payer
        if ends.payee.isSector {
            compiler.error("an outside sector needs no rescue", at: item.place, quote: ends.payee.name)
        }
        owed = compiler.legs.filter { $0.payer == ends.payee.index }
        receipts = compiler.legs.filter { $0.payee == ends.payee.index }
        parties = compiler.parties
        loan = Loan(
            item.path, title: "\(ends.payee.title): rescue", borrower: ends.payee, lender: ends.payer,
            security: .none, collateral: [], feeCause: "fee", compiler)
        cap = compiler.input(item, "cap")
        active = compiler.input(item, "active")
        rate = compiler.input(item, "rate")
        steps = compiler.whole()
        compiler.mark(item.path, steps, [1: "\(rescuer.title) steps in", 0: "no more help is needed"])
        compiler.lines["\(item.path).outstanding"] = FormulaSource(
            .balances([loan.debt.row.previous], sign: -1), factor: 1)
    }

    package func owe(_ block: Block) {
        let (draw, principal) = (block[loan.legs.draw.current], block[loan.legs.principal.current])
        let (interest, fee) = (block[loan.legs.interest.current], block[loan.legs.fee.current])
        let (active, cap, rate, balance) = (block[active], block[cap], block[rate], block[loan.debt.row])
        let (state, own, steps) = (block[loan.borrower.rows.state], block[rescuer.rows.state], block[steps])
        for lane in 0..<block.width {
            fee[lane] = 0
            principal[lane] = 0
            interest[lane] = wholeCents(Double(-balance[lane]) / 100 * rate[lane] * 0.25)
            let helps =
                active[lane] >= 0.5 && state[lane] == PartyState.grace.rawValue
                && own[lane] < PartyState.grace.rawValue
            let lacks = helps ? self.lacks(block, lane: lane) : 0
            draw[lane] = helps ? max(0, min(lacks, wholeCents(cap[lane]) &+ balance[lane])) : 0
            steps[lane] = draw[lane] > 0 ? 1 : 0
        }
    }

    /// Arrears and what falls due now, less cash and what payers in good standing owe.
    private func lacks(_ block: Block, lane: Int) -> Int64 {
        let beneficiary = loan.borrower
        var need = wholeCents(block[beneficiary.rows.minimumCash][lane]) &- block[beneficiary.rows.cash][lane]
        for leg in owed { need &+= block[leg.current][lane] &+ block[leg.arrears][lane] }
        for leg in receipts {
            let payer = parties[leg.payer]
            let isGood = payer.isSector || block[payer.rows.state][lane] < PartyState.grace.rawValue
            need &-= isGood ? block[leg.current][lane] : 0
        }
        return max(0, need)
    }

    package func settle(_ block: Block) { loan.settle(block) }
}
