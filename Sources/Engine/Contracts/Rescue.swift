import Lanes
import Ledger
import Model

/// A rescue: a parent, affiliate or state that lends a party in grace what it lacks this quarter, arrears included, so that the
/// missed payment does not become a default. A rescuer with books of its own lends no more than it has over. It is repaid from
/// what the party has beyond its minimum cash once it pays its way again. Off unless switched on.
package final class Rescue: Contract {
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

    let rescuer: Party
    let loan: Loan
    private let cap: Row<Scalar>
    private let active: Row<Scalar>
    private let rate: Row<Scalar>
    private let steps: Row<Whole>
    /// What it would repay this quarter, if nothing else that falls due lacked the money.
    let swept: Row<Cents>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "rescuer", payee: "beneficiary", compiler)
        rescuer = ends.payer
        if ends.payee.isSector {
            compiler.error("an outside sector needs no rescue", at: item.place, quote: ends.payee.name)
        }
        loan = Loan(
            item.path, title: "\(ends.payee.title): rescue", borrower: ends.payee, lender: ends.payer,
            security: .none, collateral: [], feeCause: "fee", compiler)
        cap = compiler.input(item, "cap")
        active = compiler.input(item, "active")
        rate = compiler.input(item, "rate")
        steps = compiler.whole()
        swept = compiler.cents()
        compiler.fundingLegs.append(loan.legs.draw)
        compiler.rescues.append(self)
        compiler.mark(item.path, steps, [1: "\(rescuer.title) steps in", 0: "no more help is needed"])
        compiler.lines["\(item.path).outstanding"] = FormulaSource(
            .balances([loan.debt.row.previous], sign: -1), factor: 1)
    }

    package func owe(_ block: Block) {
        let (interest, rate, balance) = (block[loan.legs.interest.current], block[rate], block[loan.debt.row])
        for lane in 0..<block.width { interest[lane] = wholeCents(Double(-balance[lane]) / 100 * rate[lane] * 0.25) }
        block[loan.legs.fee.current].fill(0, block.width)
        let (principal, arrears) = (block[loan.legs.principal.current], block[loan.legs.principal.arrears])
        let (cash, keep) = (block[loan.borrower.rows.cash], block[loan.borrower.rows.minimumCash])
        let (state, swept) = (block[loan.borrower.rows.state], block[swept])
        for lane in 0..<block.width {
            let over = cash[lane] &- wholeCents(keep[lane])
            let open = max(0, -balance[lane] &- arrears[lane])
            swept[lane] = state[lane] < PartyState.grace.rawValue ? max(0, min(over, open)) : 0
            principal[lane] = swept[lane]
        }
    }

    /// In Fund, when all that falls due is known: lends what is lacking, and takes it from the need.
    func lend(_ block: Block, _ needs: [FundingNeed], owed: [Leg], receipts: [Leg], _ parties: [Party]) {
        let (draw, must) = (block[loan.legs.draw.current], block[needs[loan.borrower.index].must])
        let (active, cap, balance, steps) = (block[active], block[cap], block[loan.debt.row], block[steps])
        let (state, own) = (block[loan.borrower.rows.state], block[rescuer.rows.state])
        let (keep, cash) = (block[loan.borrower.rows.minimumCash], block[rescuer.rows.cash])
        for lane in 0..<block.width {
            let helps =
                active[lane] >= 0.5 && state[lane] == PartyState.grace.rawValue
                && own[lane] < PartyState.grace.rawValue
            var room = wholeCents(cap[lane]) &+ balance[lane]
            if !rescuer.isSector {
                // What it has and expects from payers in good standing, less what it owes itself.
                var free = owed.reduce(cash[lane]) { $0 &- block[$1.due][lane] }
                for leg in receipts {
                    let payer = parties[leg.payer]
                    let isGood = payer.isSector || block[payer.rows.state][lane] < PartyState.grace.rawValue
                    free &+= isGood ? block[leg.due][lane] : 0
                }
                room = min(room, free)
            }
            draw[lane] = helps ? max(0, min(must[lane] &- wholeCents(keep[lane]), room)) : 0
            must[lane] &-= draw[lane]
            steps[lane] = draw[lane] > 0 ? 1 : 0
        }
    }

    package func settle(_ block: Block) { loan.settle(block) }
}
