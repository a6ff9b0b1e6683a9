import Lanes
import Model

/// Where computing capacity is priced: the rent of one H100-equivalent and how much of the capacity finds a buyer.
package struct ComputeMarket: Sendable {
    package static let schema = Schema(
        kind: "compute", meaning: "The market for GPU capacity that no contract holds.",
        attributes: [
            Attribute(
                "price", .quantity("USD/GPU-h"), range: 0...1e6,
                "Rent of an H100-equivalent hour, wholesale: the number that renewals and valuations use."),
            Attribute(
                "utilisation", .quantity("share"), default: "80 % assumption 50..95 %, share let of what is offered",
                range: 0...1, "Share of the offered capacity that is let."),
            Attribute(
                "decline", .quantity("per year"), range: -0.5...0.99,
                "Yearly fall of the rent that buyers of equipment expect."),
            Attribute("buyer", .reference(["parties"]), "Outside sector that rents capacity: other cloud customers."),
        ],
        lines: [Schema.Line("price", "USD/GPU-h", "Rent of an H100-equivalent hour, last quarter.")])

    package let name: String
    package let price: Row<Scalar>
    package let utilisation: Row<Scalar>
    package let decline: Row<Scalar>
    package let buyer: Int

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        price = compiler.input(item, "price")
        utilisation = compiler.input(item, "utilisation")
        decline = compiler.input(item, "decline")
        buyer = compiler.party(item.record.reference("buyer")).index
        compiler.requireSector(buyer, at: item.place, role: "buyer")
        let last = compiler.scalar()
        lastPrice = last
        compiler.lines["\(item.path).price"] = FormulaSource(.real(last.previous), factor: 1)
    }

    /// Kept for formulas, which read last quarter's price.
    private let lastPrice: Row<Scalar>

    func remember(_ block: Block) {
        let (last, price) = (block[lastPrice], block[price])
        for lane in 0..<block.width { last[lane] = price[lane] }
    }
}

extension Compiler {
    func requireSector(_ index: Int, at place: Place, role: String) {
        if !parties[index].isSector {
            error(
                "`\(role)` must be an outside sector", at: place, quote: parties[index].name,
                hint: "name a party of kind `sector`")
        }
    }
}
