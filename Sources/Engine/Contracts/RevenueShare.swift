import Calendar
import Lanes
import Ledger
import Model

/// A share of revenue that one party passes on to another, up to a cap.
package final class RevenueShare: Contract {
    package static let order = 3
    package static let schema = Schema(
        kind: "revenue-share", meaning: "A share of a party's revenue that it passes on.",
        attributes: [
            Attribute("payer", .reference(["parties"]), "Whose revenue is shared."),
            Attribute("payee", .reference(["parties"]), "Who gets the share."),
            Attribute("share", .quantity("share"), range: 0...1, "Share that is passed on."),
            Attribute(
                "base", .quantity("USD"), default: "",
                "Revenue of a quarter that is shared: a formula; absent, all revenue of the payer last quarter."),
            Attribute(
                "cap", .constant("USD"), default: "20000 B USD", range: 0...2e13, "Most that is passed on in all."),
            Attribute("from", .quarter, default: "", "First quarter; absent, the start of the run."),
            Attribute("until", .quarter, default: "", "Last quarter; absent, the end of the run."),
        ],
        lines: [Schema.Line("paid", "USD", "Fallen due so far.")])

    private let payer: Party
    private let share: Row<Scalar>
    private let base: Row<Scalar>?
    private let cap: Int64
    private let first: Int
    private let last: Int
    private let leg: Leg
    private let total: Row<Cents>
    private let shown: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        let ends = Ends(item, payer: "payer", payee: "payee", compiler)
        payer = ends.payer
        if payer.isSector && record.optionalInput("base") == nil {
            compiler.error(
                "the revenue of an outside sector is not measured", at: item.place, quote: payer.name,
                hint: "give `base`, a formula")
        }
        share = compiler.input(item, "share")
        base = compiler.optionalInput(item, "base")
        cap = wholeCents(min(compiler.constant(record, "cap"), 2e13))
        first = record.optionalQuarter("from").map { compiler.horizonOffset($0, at: item.place) } ?? 0
        last =
            record.optionalQuarter("until").map { compiler.horizonOffset($0, at: item.place) }
            ?? (compiler.quarters - 1)
        leg = compiler.costLeg(
            item.path, "revenue share", from: payer.index, .operatingCost, to: ends.payee.index, .revenue,
            rank: .trade)
        total = compiler.plan.scratch()
        shown = compiler.scalar()
        compiler.lines["\(item.path).paid"] = FormulaSource(.real(shown.previous), factor: 1)
    }

    package func owe(_ block: Block) {
        let (current, share, total) = (block[leg.current], block[share], block[total])
        let revenue = block[payer.credit.lastRevenue.previous]
        let base = self.base.map { block[$0] }
        current.fill(0, block.width)
        guard (first...max(first, last)).contains(block.quarter) else { return }
        for lane in 0..<block.width {
            let earned = base?[lane] ?? revenue[lane]
            let due = earned > 0 ? wholeCents(min(earned, 2e13) * share[lane]) : 0
            current[lane] = max(0, min(due, cap &- total[lane]))
            total[lane] &+= current[lane]
            block[shown][lane] = Double(total[lane]) / 100
        }
    }
}
