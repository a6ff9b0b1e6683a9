import Calendar
import Lanes
import Ledger
import Model

/// A plain stream of money from one party to another, often by formula: staff, wages, an existing business, a tax.
package final class Payment: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "payment", meaning: "A stream of money from one party to another.",
        attributes: [
            Attribute("payer", .reference(["parties"]), "Who pays."),
            Attribute("payee", .reference(["parties"]), "Who is paid."),
            Attribute("amount", .quantity("USD"), range: 0...2e13, "Amount per quarter; a negative one is an error."),
            Attribute(
                "as", .choice(["cost", "tax"]), default: "cost",
                "How the payer books it: an operating cost or a tax. The payee books revenue."),
            Attribute(
                "rank", .choice(["operations", "trade"]), default: "operations",
                "Place in the payment order: operations before debt service, trade after it."),
            Attribute(
                "ends-at-default", .flag, default: "false",
                "Whether it stops when either side fails; else an estate goes on with it until all is sold, its business too."
            ),
            Attribute("from", .quarter, default: "", "First quarter; absent, the start of the run."),
            Attribute("until", .quarter, default: "", "Last quarter; absent, the end of the run."),
        ],
        lines: [Schema.Line("paid", "USD", "Paid last quarter.", isFlow: true)])

    private let amount: Row<Scalar>
    private let leg: Leg
    private let first: Int
    private let last: Int
    private let endsAtDefault: Bool
    private let payee: Party
    /// Of its sides that can fail: the share that their estates have sold.
    private let sold: [Row<Scalar>]
    private let paid: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "payer", payee: "payee", compiler)
        payee = ends.payee
        sold = [ends.payer, ends.payee].filter { !$0.isSector }.map(\.rows.soldShare)
        amount = compiler.input(item, "amount")
        endsAtDefault = record.flag("ends-at-default")
        leg = compiler.costLeg(
            item.path, "payment", from: ends.payer.index,
            record.choice("as") == "tax" ? .incomeTax : .operatingCost, to: ends.payee.index, .revenue,
            rank: record.choice("rank") == "trade" ? .trade : .operations,
            atDefault: endsAtDefault ? .stayed : .continues)
        if !endsAtDefault && record.choice("as") == "cost" {
            compiler.businesses[payee.index, default: Business()].income.append(leg)
            compiler.businesses[ends.payer.index, default: Business()].costs.append(leg)
        }
        first = record.optionalQuarter("from").map { compiler.horizonOffset($0, at: item.place) } ?? 0
        last =
            record.optionalQuarter("until").map { compiler.horizonOffset($0, at: item.place) }
            ?? (compiler.quarters - 1)
        paid = compiler.scalar()
        compiler.lines["\(item.path).paid"] = FormulaSource(.real(paid.previous), factor: 1)
    }

    package func owe(_ block: Block) {
        let (current, amount, state) = (block[leg.current], block[amount], block[payee.rows.state])
        current.fill(0, block.width)
        guard block.quarter >= first && block.quarter <= last else { return }
        for lane in 0..<block.width {
            let stops = endsAtDefault && state[lane] >= PartyState.defaulted.rawValue
            current[lane] = stops ? 0 : wholeCents(amount[lane])
        }
        for row in sold {
            let sold = block[row]
            for lane in 0..<block.width where sold[lane] >= 1 { current[lane] = 0 }
        }
    }

    package func settle(_ block: Block) {
        let (paid, cents) = (block[paid], block[leg.paid])
        for lane in 0..<block.width { paid[lane] = Double(cents[lane]) / 100 }
    }
}
