import Lanes
import Ledger
import Model

/// Investors of one kind: what they take in a quarter by state of the markets, and the money they have left.
///
/// `powder(t+1) = powder + inflow[regime] + repayments - draws - credit losses`.
package final class CapitalMarket: Sendable {
    package static let schema = Schema(
        kind: "market", meaning: "Investors of one kind: bond buyers, banks, private credit funds, shareholders.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("investor", .reference(["parties"]), "Outside sector whose money it is."),
            Attribute("open", .quantity("USD"), range: 0...1e15, "Most that it takes in a quarter while open."),
            Attribute("tight", .quantity("USD"), range: 0...1e15, "Most that it takes in a quarter while tight."),
            Attribute("shut", .quantity("USD"), range: 0...1e15, "Most that it takes in a quarter while shut."),
            Attribute(
                "powder", .constant("USD"), default: "", range: 0...1e15,
                "Money it has to lend before the first quarter; absent, only the quarter's limit binds."),
            Attribute(
                "inflow-open", .quantity("USD"), default: "0 USD", range: 0...1e15, "New money a quarter while open."),
            Attribute("inflow-tight", .quantity("USD"), default: "0 USD", range: 0...1e15, "While tight."),
            Attribute("inflow-shut", .quantity("USD"), default: "0 USD", range: 0...1e15, "While shut."),
        ],
        lines: [
            Schema.Line("given", "USD", "Taken last quarter.", isFlow: true),
            Schema.Line("powder", "USD", "Money left at the end of last quarter."),
        ])

    let index: Int
    package let name: String
    let title: String
    let investor: Party
    private let capacity: [Row<Scalar>]
    private let inflow: [Row<Scalar>]
    private let openingPowder: Int64?
    let powder: Row<Cents>
    let given: Row<Cents>
    private let lines: (given: Row<Scalar>, powder: Row<Scalar>)

    init(_ item: Item, _ compiler: Compiler) {
        index = compiler.capitalMarkets.count
        name = item.name
        title = item.record.title(or: item.name)
        investor = compiler.party(item.record.reference("investor"))
        compiler.requireSector(investor.index, at: item.place, role: "investor")
        capacity = ["open", "tight", "shut"].map { compiler.input(item, $0) }
        inflow = ["inflow-open", "inflow-tight", "inflow-shut"].map { compiler.input(item, $0) }
        openingPowder = item.record.optionalConstant("powder").map { wholeCents($0) }
        powder = compiler.plan.state()
        given = compiler.cents()
        lines = (compiler.scalar(), compiler.scalar())
        compiler.lines["\(item.path).given"] = FormulaSource(.real(lines.given.previous), factor: 1)
        compiler.lines["\(item.path).powder"] = FormulaSource(.real(lines.powder.previous), factor: 1)
    }

    func begin(_ block: Block) {
        block[powder].fill(openingPowder ?? 0, block.width)
        block[lines.powder].fill(Double(openingPowder ?? 0) / 100, block.width)
    }

    /// What it can take this quarter, in cents.
    func room(_ block: Block, _ regime: Row<Whole>, lane: Int) -> Int64 {
        let most = block[capacity[Int(block[regime][lane])]][lane]
        let limit = most >= 2e13 ? LedgerAudit.largestAmount : wholeCents(most)
        return openingPowder == nil ? limit : max(0, min(limit, block[powder][lane]))
    }

    /// Inflow, repayments and losses of the quarter.
    func close(_ block: Block, _ regime: Row<Whole>, loans: [Loan]) {
        let (powder, given, state) = (block[powder], block[given], block[regime])
        for lane in 0..<block.width {
            block[lines.given][lane] = Double(given[lane]) / 100
            guard openingPowder != nil else { continue }
            var change = wholeCents(block[inflow[Int(state[lane])]][lane]) &- given[lane]
            for loan in loans {
                change &+= block[loan.legs.principal.paid][lane]
                change &-= block[loan.lost][lane] &- block[loan.lost.previous][lane]
            }
            powder[lane] = min(LedgerAudit.largestAmount, max(0, powder[lane] &+ change))
            block[lines.powder][lane] = Double(powder[lane]) / 100
        }
    }
}
