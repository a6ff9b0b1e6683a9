import Lanes
import Model

/// A maker of equipment with a queue: what is ordered waits until slots have reached it, first ordered first.
///
///     slots(t+1) = slots(t) + expansion x max(0, ceiling - slots(t))   while the queue is longer than `threshold` quarters
///
/// Orders arrive at the start of a quarter, shipments leave evenly during it; slots that find no order are lost. A place
/// in the queue stays taken when its project is withdrawn: the maker sells it to others.
package struct EquipmentSupplier: Sendable {
    package static let schema = Schema(
        kind: "supplier", meaning: "A maker of turbines, engines, transformers or the like, with a queue of orders.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute(
                "makes", .choice(["turbines", "engines", "transformers", "fuel-cells", "batteries", "other"]),
                default: "other", "What it makes: for reports."),
            Attribute(
                "backlog", .quantity("MW"), default: "0 MW", range: 0...1e7,
                "Ordered by others before the run and not delivered: served first."),
            Attribute("slots", .quantity("MW per quarter"), range: 0...1e6, "What it can deliver in a quarter."),
            Attribute(
                "ceiling", .quantity("MW per quarter"), default: "", range: 0...1e6,
                "What slots grow towards; absent, they stay."),
            Attribute(
                "expansion", .quantity("share"), default: "5 % assumption 2..10 %, makers expand slowly", range: 0...1,
                "Share of the gap to the ceiling that closes in a quarter."),
            Attribute(
                "threshold", .quantity("quarters"), default: "0 quarters", range: 0...400,
                "It expands only while its queue is longer than this."),
        ],
        lines: [
            Schema.Line("backlog", "MW", "Ordered and not delivered at the end of last quarter."),
            Schema.Line("slots", "MW per quarter", "What it could deliver last quarter."),
            Schema.Line("wait", "quarters", "Backlog over slots at the end of last quarter."),
        ])

    package let name: String
    package let title: String
    package let rows: Rows
    private let inputs: [Row<Scalar>]
    private let ceiling: Row<Scalar>?

    package struct Rows: Sendable {
        /// Ordered by others before the run and not delivered.
        package let others: Row<FacilityMegawatts>
        /// All that is ordered and not delivered.
        package let backlog: Row<FacilityMegawatts>
        /// Megawatts that it can deliver in the quarter, and those that it does.
        package let slots: Row<FacilityMegawatts>
        package let shipped: Row<FacilityMegawatts>
        /// Slots added since the start.
        let added: Row<FacilityMegawatts>
        let wait: Row<Scalar>
    }

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        title = item.record.title(or: item.name)
        inputs = ["backlog", "slots", "expansion", "threshold"].map { compiler.input(item, $0) }
        ceiling = compiler.optionalInput(item, "ceiling")
        rows = Rows(
            others: compiler.plan.state(), backlog: compiler.plan.state(), slots: compiler.plan.state(),
            shipped: compiler.plan.scratch(), added: compiler.plan.state(), wait: compiler.scalar())
        let perQuarter: Unit = "MW per quarter"
        compiler.lines["\(item.path).backlog"] = FormulaSource(
            .real(rows.backlog.previous.read(as: Scalar.self)), factor: Unit.megawatts.factor)
        compiler.lines["\(item.path).slots"] = FormulaSource(
            .real(rows.slots.previous.read(as: Scalar.self)), factor: perQuarter.factor)
        compiler.lines["\(item.path).wait"] = FormulaSource(.real(rows.wait.previous), factor: Unit.quarters.factor)
    }

    /// One quarter of shipments. `orders` are its own, in the order in which they are served.
    func serve(_ block: Block, _ orders: [EquipmentOrder]) {
        let width = block.width
        let (others, slots, shipped) = (block[rows.others], block[rows.slots], block[rows.shipped])
        let (base, added) = (block[inputs[1]], block[rows.added])
        if block.quarter == 0 {
            let opening = block[inputs[0]]
            for lane in 0..<width { others[lane] = opening[lane] }
            for order in orders { block[order.delivered].fill(.infinity, width) }
        }
        for order in orders where max(0, order.offset) == block.quarter {
            block[order.outstanding].fill(order.megawatts, width)
        }
        for lane in 0..<width {
            slots[lane] = max(0, base[lane] + added[lane])
            let taken = min(others[lane], slots[lane])
            others[lane] -= taken
            shipped[lane] = taken
        }
        let now = Double(block.quarter)
        for order in orders where max(0, order.offset) <= block.quarter {
            let (open, delivered) = (block[order.outstanding], block[order.delivered])
            for lane in 0..<width where delivered[lane] == .infinity {
                let taken = min(open[lane], slots[lane] - shipped[lane])
                // A queue in front that no slot has reached yet holds everyone behind it.
                guard taken > 0 || open[lane] == 0 else { continue }
                open[lane] -= taken
                shipped[lane] += taken
                if open[lane] <= 0 { delivered[lane] = slots[lane] > 0 ? now + shipped[lane] / slots[lane] : now }
            }
        }
        expand(block, orders)
    }

    private func expand(_ block: Block, _ orders: [EquipmentOrder]) {
        let (others, backlog, slots) = (block[rows.others], block[rows.backlog], block[rows.slots])
        let (wait, added) = (block[rows.wait], block[rows.added])
        for lane in 0..<block.width { backlog[lane] = others[lane] }
        for order in orders {
            let open = block[order.outstanding]
            for lane in 0..<block.width { backlog[lane] += open[lane] }
        }
        for lane in 0..<block.width {
            wait[lane] = backlog[lane] > 0 ? backlog[lane] / slots[lane] : 0
        }
        guard let ceiling else { return }
        let (most, share, threshold) = (block[ceiling], block[inputs[2]], block[inputs[3]])
        for lane in 0..<block.width where wait[lane] > threshold[lane] {
            added[lane] += share[lane] * max(0, most[lane] - slots[lane])
        }
    }
}

/// A project's place in a maker's queue.
struct EquipmentOrder: Sendable {
    let supplier: Int
    /// Quarters from the start of the run to the order; negative before it.
    let offset: Int
    let megawatts: Double
    /// Ordered and not delivered.
    let outstanding: Row<FacilityMegawatts>
    /// Quarters from the start of the run to the delivery of the last megawatt; infinite before.
    let delivered: Row<Scalar>
}
