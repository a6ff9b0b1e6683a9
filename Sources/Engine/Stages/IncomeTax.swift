import Lanes
import Ledger
import Model

/// Income tax of one party: accrued at Close, due next quarter.
///
/// `taxable = EBITDA - tax depreciation - min(interest, 30 % of EBITDA; the rest carried) - losses carried (at most
/// 80 % of what remains)`, as in 26 USC 163(j) and 172. Credit losses count against income; the book value of what is sold or
/// scrapped does not, because tax depreciation has its own basis. An estate is not taxed.
final class IncomeTax: Sendable {
    private let party: Party
    private let rules: Rules
    private let leg: Leg
    private let accrual: Posting
    private let income: [Row<Cents>]
    private let interest: [Row<Cents>]
    /// Earned and paid as interest this quarter.
    private let sums: [Row<Cents>]
    private let accrued: Row<Cents>
    private let carriedInterest: Row<Dollars>
    private let carriedLosses: Row<Dollars>

    init(_ party: Party, _ compiler: Compiler) {
        self.party = party
        let rules = compiler.rules!
        self.rules = rules
        let subject = "parties.\(party.name)"
        let payable = compiler.account(party.index, .taxPayable, of: "\(subject): income tax")
        let receivable = compiler.account(rules.government, .receivables, of: "\(subject): income tax")
        leg = compiler.settlementLeg(
            subject, "income tax", from: party.index, liability: payable, to: rules.government, asset: receivable,
            rank: .operations, cashClass: .operating, claim: .priority)
        accrual = compiler.posting(
            subject, "income tax accrued", debit: [compiler.account(party.index, .incomeTax), receivable],
            credit: [payable, compiler.account(rules.government, .revenue)])
        sums = (0..<2).map { _ in compiler.cents() }
        accrued = compiler.plan.state()
        carriedInterest = compiler.plan.scratch()
        carriedLosses = compiler.plan.scratch()
        let kinds: [AccountKind] = [
            .revenue, .otherIncome, .operatingCost, .powerCost, .leaseCost, .damages, .interestIncome, .creditLoss,
        ]
        income = kinds.flatMap { compiler.chart.rows(party.index, $0) }
        interest = compiler.chart.rows(party.index, .interestExpense)
    }

    func owe(_ block: Block) {
        let (current, accrued) = (block[leg.current], block[accrued.previous])
        for lane in 0..<block.width { current[lane] = accrued[lane] }
    }

    private func add(_ rows: [Row<Cents>], to sum: Column<Int64>, _ block: Block) {
        sum.fill(0, block.width)
        for row in rows {
            let value = block[row]
            for lane in 0..<block.width { sum[lane] &+= value[lane] }
        }
    }

    /// Works the quarter's tax out, after depreciation.
    func close(_ block: Block) {
        let (rate, limit, lossLimit) = (block[rules.taxRate], block[rules.interestLimit], block[rules.lossLimit])
        let (tax, losses, carried) = (block[accrued], block[carriedLosses], block[carriedInterest])
        let state = block[party.rows.state]
        let (earned, paid, written) = (block[sums[0]], block[sums[1]], block[party.rows.taxDepreciation])
        add(income, to: earned, block)
        add(interest, to: paid, block)
        for lane in 0..<block.width {
            let ebitda = Double(-earned[lane]) / 100
            let wanted = Double(paid[lane]) / 100 + carried[lane]
            let allowed = min(wanted, max(0, ebitda) * limit[lane])
            carried[lane] = wanted - allowed
            let before = ebitda - Double(written[lane]) / 100 - allowed
            let offset = before > 0 ? min(losses[lane], before * lossLimit[lane]) : 0
            losses[lane] += (before < 0 ? -before : 0) - offset
            let base = before > 0 && state[lane] < PartyState.defaulted.rawValue ? before - offset : 0
            tax[lane] = wholeCents(base * rate[lane])
        }
        block.checkAmounts(accrued, subject: "parties.\(party.name)", what: "income tax")
        block.post(accrual, accrued)
    }
}
