import Lanes
import Ledger
import Model

/// A promise to pay what another party owes under a contract and does not pay, up to a cap.
///
/// What the guarantor pays it then claims from the party it paid for. An amount called is taken off that party's
/// arrears, and put back where the guarantor does not pay it.
package final class Guarantee: Contract {
    package static let order = 4
    package static let schema = Schema(
        kind: "guarantee", meaning: "A promise to pay another party's obligations under a contract.",
        attributes: [
            Attribute("guarantor", .reference(["parties"]), "Who pays if the obligor does not."),
            Attribute("obligor", .reference(["parties"]), "Whose obligations are guaranteed."),
            Attribute("contract", .reference(["contracts"]), "The contract."),
            Attribute("cap", .quantity("USD"), range: 0...2e13, "Most that is paid, in total."),
        ],
        lines: [Schema.Line("called", "USD", "Paid under the guarantee so far.")])

    private struct Call: Sendable {
        let claim: EstateClaim
        let original: Leg
        let leg: Leg
        let called: Row<Cents>
    }

    private let guarantor: Party
    private let obligor: Party
    private let cap: Row<Scalar>
    private let used: Row<Cents>
    private let calls: [Call]
    private let reimbursement: Leg

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "guarantor", payee: "obligor", compiler)
        let (guarantor, obligor) = (ends.payer, ends.payee)
        (self.guarantor, self.obligor) = (guarantor, obligor)
        cap = compiler.input(item, "cap")
        used = compiler.plan.scratch()
        let subject = item.path
        let recourse = compiler.account(obligor.index, .payables, of: subject)
        let right = compiler.account(guarantor.index, .receivables, of: subject)
        reimbursement = compiler.settlementLeg(
            subject, "reimbursement of the guarantor", from: obligor.index, liability: recourse, to: guarantor.index,
            asset: right, rank: .trade, cashClass: .financing, claim: .unsecured)
        let contract = "contracts.\(item.record.reference("contract"))"
        let covered = compiler.claims(on: obligor.index).filter { $0.leg.subject == contract }
        if covered.isEmpty {
            compiler.error(
                "`\(obligor.name)` owes nothing under `\(contract)`", at: item.place, quote: subject,
                hint: "name the party that pays under the contract as `obligor`")
        }
        calls = covered.map { claim in
            let original = claim.leg
            let payment = compiler.posting(
                subject, "guarantee paid: \(original.cause)",
                debit: [right, compiler.account(original.payee, .cash), claim.liability],
                credit: [compiler.account(guarantor.index, .cash), claim.asset, recourse])
            let leg = compiler.plainLeg(
                subject, "guarantee: \(original.cause)", from: guarantor.index, to: original.payee, rank: .debtService,
                cashClass: .financing, payment: payment)
            return Call(claim: claim, original: original, leg: leg, called: compiler.cents())
        }
        let total = compiler.scalar()
        paidSoFar = total
        compiler.lines["\(subject).called"] = FormulaSource(.real(total.previous), factor: 1)
    }
    private let paidSoFar: Row<Scalar>

    package func owe(_ block: Block) {
        let (used, cap) = (block[used], block[cap])
        let (state, own) = (block[obligor.rows.state], block[guarantor.rows.state])
        let (recourse, paidBack) = (block[reimbursement.current], block[reimbursement.arrears])
        recourse.fill(0, block.width)
        let owed = block[reimbursement.payment.sides[0].account.row]
        for lane in 0..<block.width {
            recourse[lane] =
                state[lane] < PartyState.defaulted.rawValue ? max(0, -owed[lane] &- paidBack[lane]) : 0
        }
        for call in calls {
            let (current, called) = (block[call.leg.current], block[call.called])
            let (arrears, liability) = (block[call.original.arrears], block[call.claim.liability.row])
            let distribution = block[call.original.distribution]
            for lane in 0..<block.width {
                let failed = state[lane] >= PartyState.defaulted.rawValue
                let open = failed ? -liability[lane] &- distribution[lane] : arrears[lane]
                let left = max(0, wholeCents(cap[lane]) &- used[lane])
                let amount = own[lane] < PartyState.defaulted.rawValue ? max(0, min(open, left)) : 0
                current[lane] = amount
                called[lane] = amount
                used[lane] &+= amount
                if !failed { arrears[lane] &-= amount }
            }
        }
    }

    package func settle(_ block: Block) {
        let (used, state, total) = (block[used], block[obligor.rows.state], block[paidSoFar])
        for call in calls {
            let (called, paid) = (block[call.called], block[call.leg.paid])
            let (arrears, own) = (block[call.original.arrears], block[call.leg.arrears])
            block.mayBeInArrears[call.original.index] = true
            for lane in 0..<block.width {
                let unpaid = called[lane] &- paid[lane]
                used[lane] &-= unpaid
                own[lane] = 0
                if state[lane] < PartyState.defaulted.rawValue { arrears[lane] &+= unpaid }
            }
        }
        for lane in 0..<block.width { total[lane] = Double(used[lane]) / 100 }
    }
}
