import CreditMath
import Lanes
import Model

/// Where computing capacity is priced: the rent of one H100-equivalent and how much of the capacity finds a buyer.
package final class ComputeMarket: Sendable {
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
                "decline", .quantity("per year"), default: "", range: -0.5...0.99,
                "Yearly fall of the rent that buyers of equipment expect; absent, what the two contract prices imply."),
            Attribute(
                "one-year", .quantity("USD/GPU-h"), default: "", range: 1e-6...1e6,
                "Price of an H100-equivalent hour in contracts of one year."),
            Attribute(
                "three-year", .quantity("USD/GPU-h"), default: "", range: 1e-6...1e6,
                "The same in contracts of three years: with `one-year` it implies forward rents."),
            Attribute("buyer", .reference(["parties"]), "Outside sector that rents capacity: other cloud customers."),
            Attribute(
                "wanted", .quantity("GPU"), default: "", range: 0...1e12,
                "H100-equivalents that are wanted at spot when the rent is `price`; where given, the market clears: "
                    + "`price` is the reference, and rent and utilisation follow from what is offered."),
            Attribute(
                "tiers", .records(ComputeTiers.attributes), default: "",
                "What is wanted by tier, instead of `wanted`: each clears by itself, the best equipment serving the first."
            ),
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
            Schema.Line("decline", "per year", "Yearly fall of the rent that buyers expected last quarter."),
            Schema.Line("utilisation", "share", "Share of the offered capacity that was let, last quarter."),
        ]
            + ComputeTiers.names.flatMap {
                [
                    Schema.Line(
                        "\($0)-price", "USD/GPU-h", "Rent in the tier \($0), last quarter; where there are tiers."),
                    Schema.Line("\($0)-utilisation", "share", "Share of what the tier was offered that was let."),
                ]
            })

    package let name: String
    /// Rent of the quarter; where the market clears, last quarter's until Trade.
    package let price: Row<Scalar>
    package let utilisation: Row<Scalar>
    /// What rents of equipment are stated in: the market's rent, or with tiers a dollar.
    let rentUnit: Row<Scalar>
    let clearing: MarketClearing?
    package let decline: Row<Scalar>
    package let buyer: Int

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        clearing = MarketClearing(item, compiler)
        price = clearing?.price ?? compiler.input(item, "price")
        rentUnit = clearing?.tiers?.dollar ?? price
        utilisation = clearing?.utilisation ?? compiler.input(item, "utilisation")
        quotes = ["one-year", "three-year"].compactMap { compiler.optionalInput(item, $0) }
        let given = compiler.optionalInput(item, "decline")
        expected = compiler.scalar()
        decline = given ?? expected
        if (given == nil) != (quotes.count == 2) {
            compiler.error(
                "what do buyers of equipment expect of rents?", at: item.place, quote: item.path,
                hint: "give `decline`, or both `one-year` and `three-year`")
        }
        buyer = compiler.party(item.record.reference("buyer")).index
        compiler.requireSector(buyer, at: item.place, role: "buyer")
        let last = compiler.scalar()
        lastPrice = last
        let use = compiler.scalar()
        lastUtilisation = use
        compiler.lines["\(item.path).utilisation"] = FormulaSource(.real(use.previous), factor: 1)
        compiler.lines["\(item.path).decline"] = FormulaSource(.real(expected.previous), factor: 1)
        compiler.lines["\(item.path).price"] = FormulaSource(.real(last.previous), factor: 1)
    }

    private let quotes: [Row<Scalar>]
    /// Kept for formulas, and computed from contract prices where the scenario gives those.
    private let expected: Row<Scalar>

    /// What buyers of equipment expect this quarter.
    func expect(_ block: Block, _ generations: [Generation]) {
        if block.quarter == 0 { clearing?.begin(block, generations) }
        let expected = block[expected]
        guard quotes.count == 2 else {
            let given = block[decline]
            for lane in 0..<block.width { expected[lane] = given[lane] }
            return
        }
        let (short, long) = (block[quotes[0]], block[quotes[1]])
        for lane in 0..<block.width {
            expected[lane] = ForwardRents(oneYear: short[lane], threeYear: long[lane], rate: Self.discount).decline
        }
    }

    /// Yearly rate at which contracts of different length are compared.
    private static let discount = 0.1

    /// Kept for formulas, which read last quarter's price.
    let lastPrice: Row<Scalar>
    let lastUtilisation: Row<Scalar>

    /// The share of what is asked for at spot that is to be had, by last quarter's market; nil for all of it, where the
    /// scenario gives the rent itself.
    func availability(_ block: Block) -> Column<Double>? {
        block.quarter == 0 ? nil : clearing.map { block[$0.availability.previous] }
    }

    /// The same where training asks, in its own tier if there is one.
    func trainingAvailability(_ block: Block) -> Column<Double>? {
        block.quarter == 0 ? nil : clearing.map { block[$0.trainingAvailability.previous] }
    }

    /// Rent of an H100-equivalent hour that trains, as the market last had it.
    var trainingPrice: Row<Scalar> { clearing?.tiers?.trainingPrice ?? price }

    /// Finds rent and utilisation where the market clears, and keeps both for formulas.
    func clear(
        _ block: Block, _ fleets: [(site: Site, cohorts: [Cohort])], _ generations: [Generation]
    ) {
        clearing?.run(block, fleets, generations)
        for generation in generations { generation.show(block, unit: rentUnit) }
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
