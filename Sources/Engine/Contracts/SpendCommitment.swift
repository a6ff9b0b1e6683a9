import Calendar
import Lanes
import Ledger
import Model

/// At least so much with one supplier over some years; what is missing at the end falls due.
package final class SpendCommitment: Contract {
    package static let order = 3
    package static let schema = Schema(
        kind: "spend-commitment", meaning: "A promise to spend at least so much with a supplier by a date.",
        attributes: [
            Attribute("customer", .reference(["parties"]), "Who promises."),
            Attribute("supplier", .reference(["parties"]), "With whom it is spent."),
            Attribute("amount", .constant("USD"), range: 0...2e13, "How much at least, in all."),
            Attribute("from", .quarter, "First quarter that counts."),
            Attribute("until", .quarter, "Last quarter that counts; what is missing falls due the quarter after."),
            Attribute(
                "counts", .quantity("USD"), "What was spent last quarter: a formula, `= contracts.capacity.invoice`."),
        ],
        lines: [
            Schema.Line("spent", "USD", "Counted so far."),
            Schema.Line("remaining", "USD", "Still to be spent."),
        ])

    private let customer: Party
    private let amount: Double
    private let first: Int
    private let last: Int
    private let counts: Row<Scalar>
    private let leg: Leg
    private let claim: Leg
    private let spent: Row<Dollars>
    private let remaining: Row<Dollars>
    private let supplier: Party

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "customer", payee: "supplier", compiler)
        (customer, supplier) = (ends.payer, ends.payee)
        amount = compiler.constant(record, "amount")
        first = compiler.offset(record.quarter("from"))
        last = compiler.offset(record.quarter("until"))
        if last < max(0, first) {
            compiler.error(
                "the commitment ends before it starts, or before the run", at: item.place,
                quote: "\(record.quarter("from")) to \(record.quarter("until"))", hint: "change `from` or `until`")
        }
        counts = compiler.input(item, "counts")
        leg = compiler.costLeg(
            item.path, "shortfall of the commitment", from: customer.index, .damages, to: supplier.index, .otherIncome,
            rank: .trade)
        claim = compiler.costLeg(
            item.path, "claim for the broken commitment", from: customer.index, .damages, to: supplier.index,
            .otherIncome, rank: .trade, atDefault: .claim)
        spent = compiler.plan.state()
        remaining = compiler.plan.state()
        compiler.lines["\(item.path).spent"] = FormulaSource(.real(spent.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(item.path).remaining"] = FormulaSource(
            .real(remaining.previous.read(as: Scalar.self)), factor: 1)
    }

    package func begin(_ block: Block) { block[remaining].fill(amount, block.width) }

    package func owe(_ block: Block) {
        let (current, claim, counts) = (block[leg.current], block[claim.current], block[counts])
        let (spent, remaining, state) = (block[spent], block[remaining], block[customer.rows.state])
        let (since, other) = (block[customer.rows.estateQuarters], block[supplier.rows.state])
        // `counts` tells of last quarter.
        let isCounted = block.quarter > max(0, first) && block.quarter - 1 <= last
        for lane in 0..<block.width {
            if isCounted && counts[lane] > 0 { spent[lane] += counts[lane] }
            remaining[lane] = spent[lane] < amount ? amount - spent[lane] : 0
            let isHeld = other[lane] < PartyState.defaulted.rawValue
            current[lane] = block.quarter == last + 1 && isHeld ? wholeCents(remaining[lane]) : 0
            let breaks = state[lane] == PartyState.estate.rawValue && since[lane] == 1 && block.quarter <= last + 1
            claim[lane] = breaks && isHeld ? wholeCents(remaining[lane]) : 0
        }
    }
}
