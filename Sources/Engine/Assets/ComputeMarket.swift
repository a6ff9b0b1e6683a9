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
            Attribute(
                "wanted", .quantity("GPU"), default: "", range: 0...1e12,
                "H100-equivalents that are wanted at spot when the rent is `price`; where given, the market clears: "
                    + "`price` is the reference, and rent and utilisation follow from what is offered."),
            Attribute(
                "offered-outside", .quantity("GPU"), default: "0 GPU", range: 0...1e12,
                "H100-equivalents that owners outside the scenario offer at spot."),
            Attribute(
                "elasticity", .quantity("1"), default: "1.2 assumption 0.5..1.5, response of demand to rent",
                range: 0.05...20, "Elasticity of what is wanted."),
            Attribute(
                "cap", .quantity("1"), default: "2.2 assumption 1.5..4, nobody pays more", range: 1...100,
                "Highest rent as a multiple of the reference."),
            Attribute(
                "smoothing", .quantity("share"), default: "50 % assumption 0..80 %, contracts of a few months",
                range: 0...0.99, "Weight of last quarter's rent."),
        ],
        lines: [
            Schema.Line("price", "USD/GPU-h", "Rent of an H100-equivalent hour, last quarter."),
            Schema.Line("utilisation", "share", "Share of the offered capacity that was let, last quarter."),
        ])

    package let name: String
    /// Rent of the quarter; where the market clears, last quarter's until Trade.
    package let price: Row<Scalar>
    package let utilisation: Row<Scalar>
    private let clearing: MarketClearing?
    package let decline: Row<Scalar>
    package let buyer: Int

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        clearing = MarketClearing(item, compiler)
        price = clearing?.price ?? compiler.input(item, "price")
        utilisation = clearing?.utilisation ?? compiler.input(item, "utilisation")
        decline = compiler.input(item, "decline")
        buyer = compiler.party(item.record.reference("buyer")).index
        compiler.requireSector(buyer, at: item.place, role: "buyer")
        let last = compiler.scalar()
        lastPrice = last
        let use = compiler.scalar()
        lastUtilisation = use
        compiler.lines["\(item.path).utilisation"] = FormulaSource(.real(use.previous), factor: 1)
        compiler.lines["\(item.path).price"] = FormulaSource(.real(last.previous), factor: 1)
    }

    /// Kept for formulas, which read last quarter's price.
    let lastPrice: Row<Scalar>
    let lastUtilisation: Row<Scalar>

    /// The share of what is asked for at spot that is to be had, by last quarter's market: all of it where the scenario gives
    /// the rent itself.
    func availability(_ block: Block, _ lane: Int) -> Double {
        guard let clearing, block.quarter > 0 else { return 1 }
        return block[clearing.availability.previous][lane]
    }

    /// Finds rent and utilisation where the market clears, and keeps both for formulas.
    func clear(_ block: Block, _ sites: [Site]) {
        clearing?.run(block, sites)
        let (last, price) = (block[lastPrice], block[price])
        let (lastUse, use) = (block[lastUtilisation], block[utilisation])
        for lane in 0..<block.width {
            last[lane] = price[lane]
            lastUse[lane] = use[lane]
        }
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
