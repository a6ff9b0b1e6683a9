import Lanes
import Model

/// A maker of accelerators that cannot deliver all that is ordered: what falls due beyond its capacity is shared pro rata,
/// and the rest waits.
package struct Vendor: Sendable {
    package static let schema = Schema(
        kind: "vendor", meaning: "A maker of accelerators with limited capacity.",
        attributes: [
            Attribute("party", .reference(["parties"]), "The maker: the seller of orders and plans."),
            Attribute(
                "capacity", .quantity("USD per quarter"), range: 0...1e13,
                "Value at order prices of what it can deliver in a quarter."),
        ],
        lines: [
            Schema.Line("asked", "USD", "Value of what was due for delivery last quarter.", isFlow: true),
            Schema.Line("share", "share", "Share of it that was delivered."),
        ])

    package let name: String
    package let party: Int
    private let capacity: Row<Scalar>
    package let rows: Rows

    package struct Rows: Sendable {
        /// Dollars due for delivery this quarter.
        package let asked: Row<Dollars>
        /// Share of it that is delivered.
        package let share: Row<Scalar>
    }

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        party = compiler.party(item.record.reference("party")).index
        capacity = compiler.input(item, "capacity")
        rows = Rows(asked: compiler.plan.state(), share: compiler.scalar())
        if compiler.vendors.contains(where: { [party] in $0.party == party }) {
            compiler.error(
                "two vendors are one party", at: item.place, quote: compiler.parties[party].name,
                hint: "give the party one vendor with the capacity of both")
        }
        compiler.lines["\(item.path).asked"] = FormulaSource(
            .real(rows.asked.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(item.path).share"] = FormulaSource(.real(rows.share.previous), factor: 1)
    }

    func open(_ block: Block) { block[rows.asked].fill(0, block.width) }

    func share(_ block: Block) {
        let (asked, capacity, share) = (block[rows.asked], block[capacity], block[rows.share])
        for lane in 0..<block.width { share[lane] = asked[lane] > capacity[lane] ? capacity[lane] / asked[lane] : 1 }
    }
}
