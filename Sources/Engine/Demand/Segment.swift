import Lanes
import Ledger
import Model

/// A segment of demand: subscriptions, seats, tokens, advertising. Volume times price times what is collected of it; labs
/// share it by quality, and serve what their compute allows.
package final class Segment: Sendable {
    package static let schema = Schema(
        kind: "segment",
        meaning: "Customers of one kind: how much they want, what they pay, what it takes to serve them.",
        attributes: [
            Attribute("customers", .reference(["parties"]), "Outside sector that pays."),
            Attribute(
                "volume", .quantity("1"), range: 0...1e18, "Units wanted in a quarter at the first rent: a driver."),
            Attribute("price", .quantity("USD"), range: 0...1e12, "List price of a unit."),
            Attribute(
                "collected", .quantity("share"), default: "100 % assumption 30..100 %, headline into cash",
                range: 0...1,
                "Share of list price that is collected: pilots and discounts until renewal at list price."),
            Attribute(
                "free", .quantity("share"), default: "0 %", range: 0...1,
                "Share of the volume that pays nothing and is served all the same."),
            Attribute("intensity", .quantity("GPU-h"), range: 0...1e12, "H100-equivalent hours that a unit takes."),
            Attribute(
                "efficiency", .quantity("1"), default: "1", range: 1e-9...1e9,
                "How much better software and models serve than at the start: divides the intensity."),
            Attribute(
                "elasticity", .quantity("1"), default: "1 assumption 0.6..1.4, response to the price of compute",
                range: 0...10, "Elasticity of volume to the rent of compute."),
            Attribute(
                "pass-through", .quantity("share"), default: "0 %", range: 0...1,
                "Part of the price that follows the cost of compute: tokens do, seats hardly."),
            Attribute(
                "margin", .quantity("share"), default: "50 % assumption 20..150 %, over the cost of compute",
                range: 0...100, "Markup over the cost of compute."),
            Attribute(
                "lead-threshold", .quantity("1"), default: "0.3 assumption 0.1..1, a clear lead", range: 0...20,
                "Lead in quality beyond which the leader earns a markup."),
            Attribute(
                "lead-markup", .quantity("share"), default: "20 % assumption 0..50 %, for a clear lead", range: 0...10,
                "What the leader charges more."),
            Attribute(
                "sensitivity", .quantity("1"), default: "2 assumption 1..4, choice among models", range: 0...50,
                "How shares answer quality (logit)."),
            Attribute(
                "stickiness", .quantity("share"), default: "85 % assumption 70..95 %, of customers stay each quarter",
                range: 0...1, "Share of customers that do not choose anew in a quarter."),
            Attribute(
                "shares", .records(shareAttributes), "The labs that serve it, and their shares at the start."),
        ],
        lines: [
            Schema.Line("revenue", "USD", "Collected by all labs last quarter.", isFlow: true),
            Schema.Line("price", "USD", "Price of a unit last quarter."),
            Schema.Line("served", "share", "Share of the volume that was served."),
        ])

    static let shareAttributes = [
        Attribute("lab", .reference(["labs"]), "Who."),
        Attribute("share", .constant("share"), range: 0...1, "Its share at the start: all sum to 100 %."),
    ]

    struct Supplier: Sendable {
        let lab: Int
        let start: Double
        let share: Row<Scalar>
        /// Dollars collected this quarter.
        let revenue: Row<Dollars>
        let leg: Leg
        /// Units that its customers want, and that they get.
        let wanted, got: Row<Scalar>
        /// How those who choose anew weigh it.
        let weight: Row<Scalar>
    }

    package let name: String
    let suppliers: [Supplier]
    let inputs: Inputs
    let rows: Rows

    struct Inputs: Sendable {
        let volume, price, collected, free, intensity, efficiency, elasticity, passThrough, margin, threshold,
            markup, sensitivity, stickiness: Row<Scalar>
    }

    struct Rows: Sendable {
        let price, tokenPrice, firstTokenPrice, revenue, served: Row<Scalar>
        /// Units wanted, H100-equivalents that one takes for a quarter, and room to compute with.
        let volume, compute, work, other, sum: Row<Scalar>
    }

    init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        name = item.name
        let payer = compiler.party(record.reference("customers")).index
        compiler.requireSector(payer, at: item.place, role: "customers")
        func input(_ name: String) -> Row<Scalar> { compiler.input(item, name) }
        inputs = Inputs(
            volume: input("volume"), price: input("price"), collected: input("collected"), free: input("free"),
            intensity: input("intensity"), efficiency: input("efficiency"), elasticity: input("elasticity"),
            passThrough: input("pass-through"), margin: input("margin"), threshold: input("lead-threshold"),
            markup: input("lead-markup"), sensitivity: input("sensitivity"), stickiness: input("stickiness"))
        rows = Rows(
            price: compiler.scalar(), tokenPrice: compiler.scalar(), firstTokenPrice: compiler.scalar(),
            revenue: compiler.scalar(), served: compiler.scalar(), volume: compiler.plan.scratch(),
            compute: compiler.plan.scratch(), work: compiler.plan.scratch(), other: compiler.plan.scratch(),
            sum: compiler.plan.scratch())
        let records = record.records("shares")
        let sum = records.reduce(0) { $0 + compiler.constant($1, "share") }
        if (sum - 1).magnitude > 1e-9 {
            compiler.error(
                "shares sum to \(sum * 100) %, not 100 %", at: item.place, quote: item.path,
                hint: "change a share so that they sum to 100 %")
        }
        suppliers = records.compactMap { record in
            guard let lab = compiler.labs.first(where: { $0.name == record.reference("lab") }) else { return nil }
            return Supplier(
                lab: lab.index, start: compiler.constant(record, "share"), share: compiler.scalar(),
                revenue: compiler.plan.state(),
                leg: compiler.costLeg(
                    item.path, "service of \(lab.name)", from: payer, .operatingCost, to: lab.party.index, .revenue,
                    rank: .operations),
                wanted: compiler.plan.scratch(), got: compiler.plan.scratch(), weight: compiler.plan.scratch())
        }
        for (name, row) in [("revenue", rows.revenue), ("price", rows.price), ("served", rows.served)] {
            compiler.lines["\(item.path).\(name)"] = FormulaSource(.real(row.previous), factor: 1)
        }
    }

    /// Customers choose: most stay, the others by quality; a failed lab is left by all.
    func choose(_ block: Block, _ labs: [Lab]) {
        let (keep, sharpness) = (block[inputs.stickiness], block[inputs.sensitivity])
        let (best, total, kept) = (block[rows.work], block[rows.sum], block[rows.other])
        best.fill(-.infinity, block.width)
        total.fill(0, block.width)
        kept.fill(0, block.width)
        for supplier in suppliers {
            let quality = block[labs[supplier.lab].rows.quality]
            for lane in 0..<block.width { best[lane] = max(best[lane], quality[lane]) }
        }
        for supplier in suppliers {
            let lab = labs[supplier.lab]
            let (quality, state) = (block[lab.rows.quality], block[lab.party.rows.state])
            let (weight, share) = (block[supplier.weight], block[supplier.share])
            for lane in 0..<block.width { weight[lane] = sharpness[lane] * (quality[lane] - best[lane]) }
            fillExponentials(from: weight, into: weight, count: block.width)
            for lane in 0..<block.width {
                weight[lane] = state[lane] < PartyState.defaulted.rawValue ? weight[lane] : 0
                total[lane] += weight[lane]
                let before = block.quarter == 0 ? supplier.start : share[lane]
                let stays = block.quarter == 0 ? before : before * keep[lane]
                share[lane] = weight[lane] > 0 ? stays : 0
                kept[lane] += share[lane]
            }
        }
        for supplier in suppliers {
            let (weight, share) = (block[supplier.weight], block[supplier.share])
            for lane in 0..<block.width where total[lane] > 0 {
                share[lane] += (1 - kept[lane]) * weight[lane] / total[lane]
            }
        }
    }

    /// `tokenPrice = 0.5 previous + 0.5 (1 + margin) rent x intensity / efficiency`; the part of the list price that passes
    /// through follows it.
    func price(_ block: Block, rent: Column<Double>?) {
        let (price, token, first) = (block[rows.price], block[rows.tokenPrice], block[rows.firstTokenPrice])
        let (list, share, margin) = (block[inputs.price], block[inputs.passThrough], block[inputs.margin])
        let (intensity, efficiency) = (block[inputs.intensity], block[inputs.efficiency])
        for lane in 0..<block.width {
            let cost = (1 + margin[lane]) * (rent?[lane] ?? 0) * intensity[lane] / efficiency[lane]
            token[lane] = block.quarter == 0 ? cost : 0.5 * token[lane] + 0.5 * cost
            if block.quarter == 0 { first[lane] = cost }
            let relative = first[lane] > 0 ? token[lane] / first[lane] : 1
            price[lane] = list[lane] * (1 - share[lane] + share[lane] * relative)
        }
    }

    func owe(_ block: Block) {
        for supplier in suppliers {
            let (current, revenue) = (block[supplier.leg.current], block[supplier.revenue])
            for lane in 0..<block.width { current[lane] = wholeCents(revenue[lane]) }
        }
    }
}
