import Calendar
import Lanes
import Model
import PowerSystem

/// What holds for all parties of a scenario: tax, estates, policies.
package struct Rules: Sendable {
    package static let schema = Schema(
        kind: "rules", meaning: "What holds for all parties: tax law, how estates are run, policies.",
        attributes: [
            Attribute(
                "government", .reference(["parties"]), default: "",
                "Sector that is paid taxes; absent, the sector that issues money."),
            Attribute("tax-rate", .quantity("share"), default: "0 %", range: 0...1, "Rate of income tax."),
            Attribute(
                "bonus-depreciation", .quantity("share"),
                default: "100 % assumption 0..100 %, US law since July 2025", range: 0...1,
                "Share of equipment that tax law lets a firm write off in the quarter of delivery."),
            Attribute(
                "interest-limit", .quantity("share"), default: "30 % assumption 30..100 %, 26 USC 163(j)", range: 0...1,
                "Interest that is deductible, as a share of EBITDA; the rest is carried forward."),
            Attribute(
                "loss-limit", .quantity("share"), default: "80 % assumption 80..100 %, 26 USC 172", range: 0...1,
                "Share of taxable income that losses carried forward may offset."),
            Attribute(
                "asset-buyer", .reference(["parties"]), default: "",
                "Sector that buys from estates and lets at spot what it bought."),
            Attribute(
                "administrator", .reference(["parties"]), default: "", "Sector that is paid the costs of estates."),
            Attribute("owners", .reference(["parties"]), default: "", "Sector that gets what creditors leave."),
            Attribute(
                "estate-costs", .quantity("share"), default: "5 % assumption 3..8 %, cost of administration",
                range: 0...1, "Costs of an estate as a share of what it sells."),
            Attribute(
                "sale-quarters", .constant("quarters"), default: "4 quarters assumption 2..8 quarters, usual sale",
                range: 1...20, "Quarters over which an estate sells its equipment."),
            Attribute(
                "depth", .quantity("USD"), default: "5 B USD assumption 1..20 B USD, distressed buyers' purse",
                range: 1...1e15,
                "Sales by estates, of what buyers have not absorbed, that lower the price to 37 % (1/e) of value."),
            Attribute(
                "absorption", .constant("quarters"), default: "4 quarters assumption 2..8 quarters, new buyers come",
                range: 1...400, "Time in which what estates have sold comes to weigh 37 % (1/e) as much on prices."),
            Attribute(
                "building-recovery", .quantity("share"),
                default: "65 % assumption 40..85 %, halls are scarce but specific", range: 0...1,
                "Price of a building in an estate as a share of its book value."),
            Attribute(
                "other-recovery", .quantity("share"), default: "50 % assumption 20..80 %, mixed assets", range: 0...1,
                "Price of other assets in an estate as a share of their book value."),
            Attribute(
                "business-multiple", .quantity("1"),
                default: "5 assumption 3..8, price over EBITDA of firms sold while bankrupt",
                range: 0...100,
                "Price of the business that an estate goes on with, in years of what it earns: it is sold together with "
                    + "the other assets, for the greater of both prices."),
            Attribute(
                "building-life", .quantity("years"), default: "20 years assumption 15..30 years, usual policy",
                range: 1...100, "Book life of buildings."),
            Attribute(
                "bridges", .flag, default: "true",
                "Whether banks bridge an investment-grade party for a quarter while markets are not shut."),
            Attribute(
                "bridge-penalty", .quantity("share"), default: "2 % assumption 1..4 %, fee and interest of a quarter",
                range: 0...1, "What a bridge costs for its quarter."),
            Attribute(
                "sentiment", .quantity("1"), default: "1", range: 0...100,
                "Mood of shareholders: equity values move with it, `= drivers.sentiment`."),
            Attribute(
                "leases", .choice(["off", "on"]), default: "off",
                "Whether leases of halls stand on the tenant's balance sheet and count as debt."),
            Attribute(
                "power-allocation", .choice(["proportional", "queue", "max-min", "by-value"]), default: "proportional",
                "How a region's common supply is shared where its sites could take more: in proportion, first come first "
                    + "served, equal awards, or the highest rent per megawatt first."),
            Attribute(
                "site-allocation", .choice(["by-value", "queue", "proportional"]), default: "by-value",
                "Which equipment of a site runs where power is scarce: the most compute per megawatt first and the newest of "
                    + "it, the first in the file first, or all in proportion. What a contract holds is served first."),
            Attribute(
                "impairment", .flag, default: "true",
                "Whether equipment that cannot earn its book value is written down to what it is worth (ASC 360-10-35)."
            ),
        ])

    package let government: Int
    package let assetBuyer: Int
    package let administrator: Int
    package let owners: Int
    package let saleQuarters: Int64
    package let taxRate, bonus, interestLimit, lossLimit: Row<Scalar>
    let hasBridges: Bool
    let bridgePenalty: Row<Scalar>
    let sentiment: Row<Scalar>
    /// Leases stand on the balance sheet.
    package let capitalisesLeases: Bool
    let impairs: Bool
    let powerAllocation: AllocationRule
    let siteAllocation: AllocationRule
    package let costs, depth, buildingRecovery, otherRecovery, businessMultiple, buildingLife: Row<Scalar>
    /// Sales by estates that buyers have not absorbed yet, in dollars of undisturbed value.
    package let distressedSales: Row<Dollars>
    /// What estates offer this quarter, in dollars of undisturbed value.
    let offered: Row<Dollars>
    /// Price over value of everything that estates sell this quarter.
    let distressedPrice: Row<Scalar>
    /// Share of earlier sales that still weighs on prices a quarter later.
    private let lasting: Double

    init(_ item: Item, _ compiler: Compiler) {
        let money = compiler.parties.first { $0.holdsDeposits }?.index ?? 0
        func sector(_ name: String) -> Int {
            guard let party = item.record.optionalReference(name).map({ compiler.party($0) }) else { return money }
            compiler.requireSector(party.index, at: item.place, role: name)
            return party.index
        }
        government = sector("government")
        assetBuyer = sector("asset-buyer")
        administrator = sector("administrator")
        owners = sector("owners")
        saleQuarters = Int64(compiler.quartersConstant(item.record, "sale-quarters"))
        taxRate = compiler.input(item, "tax-rate")
        bonus = compiler.input(item, "bonus-depreciation")
        interestLimit = compiler.input(item, "interest-limit")
        lossLimit = compiler.input(item, "loss-limit")
        costs = compiler.input(item, "estate-costs")
        depth = compiler.input(item, "depth")
        buildingRecovery = compiler.input(item, "building-recovery")
        otherRecovery = compiler.input(item, "other-recovery")
        businessMultiple = compiler.input(item, "business-multiple")
        buildingLife = compiler.input(item, "building-life")
        distressedSales = compiler.plan.scratch()
        offered = compiler.plan.scratch()
        distressedPrice = compiler.plan.scratch()
        lasting = exponential(-1 / Double(compiler.quartersConstant(item.record, "absorption")))
        hasBridges = item.record.flag("bridges")
        bridgePenalty = compiler.input(item, "bridge-penalty")
        sentiment = compiler.input(item, "sentiment")
        capitalisesLeases = item.record.choice("leases") == "on"
        impairs = item.record.flag("impairment")
        let allocations: [String: AllocationRule] = ["queue": .queue, "max-min": .maxMin, "by-value": .value]
        let within: [String: AllocationRule] = ["queue": .queue, "proportional": .proportional]
        siteAllocation = within[item.record.choice("site-allocation")] ?? .value
        powerAllocation = allocations[item.record.choice("power-allocation")] ?? .proportional
    }
}

extension Rules {
    /// One price for all that is sold in a quarter, whoever sells: the mean of `exp(-sold/depth)` over the sale, from what was
    /// sold before to that and all that is offered.
    func priceDistressedSales(_ block: Block) {
        let (sold, offered, price) = (block[distressedSales], block[offered], block[distressedPrice])
        let depth = block[depth]
        for lane in 0..<block.width {
            let before = sold[lane] * lasting
            sold[lane] = before + offered[lane]
            price[lane] =
                offered[lane] == 0
                ? 1 : exponential(-before / depth[lane]) * exponentialGrowthRatio(-offered[lane] / depth[lane])
        }
    }
}

extension Compiler {
    var assetBuyer: Int { rules!.assetBuyer }
    var buildingLife: Row<Scalar> { rules!.buildingLife }
}

extension Rules {
    /// The item that stands where a scenario has no `rules`: every attribute at its default.
    static func defaultItem(at place: Place) -> Item {
        .standing(schema, section: "rules", name: "default", at: place)
    }
}
