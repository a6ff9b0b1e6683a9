import Lanes
import Ledger
import Model

/// Running a site: staff, maintenance, network, insurance, per megawatt that runs and fixed.
package final class Operations: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "operations", meaning: "Staff, maintenance, network and insurance of a site.",
        attributes: [
            Attribute("owner", .reference(["parties"]), "Who pays: the owner of the equipment at the site."),
            Attribute("supplier", .reference(["parties"]), "Who is paid."),
            Attribute("site", .reference(["sites"]), "Where."),
            Attribute(
                "per-megawatt", .quantity("USD per MW-year"), range: 0...1e9, "Cost of IT load that runs."),
            Attribute(
                "fixed", .quantity("USD per year"), default: "0 USD per year", range: 0...1e12,
                "Cost whatever runs, from the first delivery on."),
        ])

    private let site: Site
    private let owner: Party
    private let rate: Row<Scalar>
    private let fixed: Row<Scalar>
    private let cost: Leg
    private let successor: Leg
    private let cohorts: [Cohort]
    /// 1 from the first delivery on.
    private let started: Row<Whole>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "owner", payee: "supplier", compiler)
        owner = ends.payer
        site = compiler.sites[compiler.siteIndex[item.record.reference("site")] ?? 0]
        rate = compiler.input(item, "per-megawatt")
        fixed = compiler.input(item, "fixed")
        cohorts = compiler.cohorts.filter { [site] in $0.site == site.index }
        started = compiler.whole()
        cost = compiler.costLeg(
            item.path, "operations", from: owner.index, .operatingCost, to: ends.payee.index, .revenue,
            rank: .operations, atDefault: .continues)
        successor = compiler.costLeg(
            item.path, "operations of sold equipment", from: compiler.assetBuyer, .operatingCost,
            to: ends.payee.index, .revenue, rank: .operations)
    }

    package func deliver(_ block: Block) {
        let (cost, rate) = (block[site.rows.runningCost], block[rate])
        for lane in 0..<block.width { cost[lane] += rate[lane] }
    }

    package func owe(_ block: Block) {
        let (own, other) = (block[cost.current], block[successor.current])
        let (running, sold) = (block[site.rows.running], block[owner.rows.soldShare])
        let (rate, fixed) = (block[rate], block[fixed])
        let started = block[self.started]
        for cohort in cohorts where cohort.hasArrived(block) && !started.isOne(block.width) {
            let age = block[cohort.rows.age]
            for lane in 0..<block.width where age[lane] > 0 { started[lane] = 1 }
        }
        for lane in 0..<block.width {
            let yearly = running[lane] * rate[lane] + (started[lane] != 0 ? fixed[lane] : 0)
            other[lane] = wholeCents(yearly * 0.25 * sold[lane])
            own[lane] = wholeCents(yearly * 0.25) &- other[lane]
        }
    }
}
