import Lanes
import Ledger
import Model

/// Electricity for a site: what runs times PUE, at least the take-or-pay share of what is energised.
///
/// Equipment that an estate has sold is paid for by its new owners.
package final class PowerPurchase: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "power-purchase", meaning: "Electricity for a site.",
        attributes: [
            Attribute("buyer", .reference(["parties"]), "Who pays: the owner of the equipment at the site."),
            Attribute("seller", .reference(["parties"]), "The utility or generator."),
            Attribute("site", .reference(["sites"]), "Where it is used."),
            Attribute("price", .quantity("USD/MWh"), range: -1_000...1e6, "Delivered price."),
            Attribute(
                "load", .quantity("share"), default: "90 % assumption 70..100 %, average draw of running equipment",
                range: 0...1, "Average draw as a share of the nameplate of what runs."),
            Attribute(
                "take-or-pay", .quantity("share"), default: "0 %", range: 0...1,
                "Share of the energised megawatts that is paid in any case."),
        ],
        lines: [Schema.Line("energy", "MWh", "Energy used last quarter.", isFlow: true)])

    private let site: Site
    private let buyer: Party
    private let price: Row<Scalar>
    private let load: Row<Scalar>
    private let takeOrPay: Row<Scalar>
    private let bill: Leg
    private let successor: Leg
    private let energy: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "buyer", payee: "seller", compiler)
        buyer = ends.payer
        site = compiler.sites[compiler.siteIndex[item.record.reference("site")] ?? 0]
        price = compiler.input(item, "price")
        load = compiler.input(item, "load")
        takeOrPay = compiler.input(item, "take-or-pay")
        energy = compiler.scalar()
        bill = compiler.costLeg(
            item.path, "electricity", from: buyer.index, .powerCost, to: ends.payee.index, .revenue,
            rank: .operations, atDefault: .continues)
        successor = compiler.costLeg(
            item.path, "electricity of sold equipment", from: compiler.assetBuyer, .powerCost, to: ends.payee.index,
            .revenue, rank: .operations)
        compiler.lines["\(item.path).energy"] = FormulaSource(.real(energy.previous), factor: 1)
    }

    package func deliver(_ block: Block) {
        let (cost, price, load) = (block[site.rows.runningCost], block[price], block[load])
        let pue = block[site.pue]
        for lane in 0..<block.width { cost[lane] += price[lane] * load[lane] * pue[lane] * 8_760 }
    }

    package func owe(_ block: Block) {
        let width = block.width
        let (bill, other) = (block[bill.current], block[successor.current])
        let (running, energised, pue) = (block[site.rows.running], block[site.rows.energised], block[site.pue])
        let (price, load, least) = (block[price], block[load], block[takeOrPay])
        let (energy, sold) = (block[energy], block[buyer.rows.soldShare])
        for lane in 0..<width {
            let used = running[lane] * load[lane]
            let floor = energised[lane] * least[lane]
            energy[lane] = (used > floor ? used : floor) * pue[lane] * 2_190
            let total = wholeCents(energy[lane] * price[lane])
            other[lane] = wholeCents(energy[lane] * price[lane] * sold[lane])
            bill[lane] = total &- other[lane]
        }
    }
}
