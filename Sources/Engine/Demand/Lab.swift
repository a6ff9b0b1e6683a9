import Lanes
import Ledger
import Model

/// A party that serves segments with compute that it owns, has under contract, or rents at spot, and trains models with
/// what is left.
package final class Lab: Sendable {
    package static let schema = Schema(
        kind: "lab", meaning: "Who serves segments of demand: its compute, its training and its models' quality.",
        attributes: [
            Attribute("party", .reference(["parties"]), "Whose revenue and costs they are."),
            Attribute(
                "sites", .list(.reference(["sites"])), default: "",
                "Own sites whose capacity it uses before any is let at spot."),
            Attribute(
                "contracts", .list(.reference(["contracts"])), default: "",
                "Compute contracts in which it is the customer."),
            Attribute(
                "spot-limit", .quantity("GPU"), default: "0 GPU", range: 0...1e12,
                "Most H100-equivalents that it rents at spot when its own do not suffice."),
            Attribute(
                "training-spot", .quantity("GPU"), default: "0 GPU", range: 0...1e12,
                "Most H100-equivalents that it rents at spot to train, where its budget pays for more than it has."),
            Attribute(
                "training-share", .quantity("share"), default: "40 % assumption 20..80 %, of revenue", range: 0...20,
                "Training budget as a share of trailing revenue."),
            Attribute(
                "equity-share", .quantity("share"), default: "10 % assumption 0..30 %, of new capital a quarter",
                range: 0...1, "Part of the equity raised last quarter that goes into training."),
            Attribute(
                "cash-share", .quantity("share"), default: "0 %", range: 0...1,
                "Part of its cash above the minimum that goes into training each quarter."),
            Attribute(
                "rivalry", .quantity("1"), default: "0.5 assumption 0..1, the arms race", range: 0...10,
                "How the budget answers a rival's lead in quality."),
            Attribute("quality", .quantity("1"), default: "0", range: -20...20, "Quality of its models at the start."),
            Attribute(
                "training-effect", .quantity("1"), default: "0.1 assumption 0.05..0.3, scaling laws", range: 0...5,
                "Gain of quality a quarter per logarithm of training compute relative to rivals."),
            Attribute(
                "noise", .quantity("1"), default: "0.05 assumption 0.02..0.1, ordinary releases", range: 0...5,
                "Standard deviation of quality a quarter."),
            Attribute(
                "step-odds", .quantity("share"), default: "3 % assumption 1..6 %, a leap every few years", range: 0...1,
                "Odds of a large step in a quarter."),
            Attribute(
                "step", .quantity("1"), default: "0.4 assumption 0.2..1, a generation ahead", range: -20...20,
                "Size of a large step."),
            Attribute(
                "setback", .quantity("1"), default: "0", range: -20...0,
                "Added to quality each quarter: what a shock to a flagship model changes."),
            Attribute(
                "sublet", .quantity("share"),
                default: "80 % assumption 0..100 %, of what neither service nor training uses",
                range: 0...1, "Share of its unused compute that it lets at spot."),
        ],
        lines: [
            Schema.Line("quality", "1", "Quality of its models last quarter."),
            Schema.Line("obtained", "GPU", "H100-equivalents that it had last quarter."),
            Schema.Line("wanted", "GPU", "H100-equivalents that its customers would have used."),
            Schema.Line("training", "GPU", "H100-equivalents that trained last quarter."),
            Schema.Line("served", "share", "Share of its customers' demand that it served."),
        ])

    let index: Int
    package let name: String
    package let party: Party
    let sites: [Site]
    let contracts: [ComputeContract]
    let inputs: Inputs
    package let rows: Rows
    private let stream: UInt32
    private let uniforms: (noise: Row<Scalar>, step: Row<Scalar>)
    /// Pays for what it rents at spot, and is paid for what it sublets.
    let spot: Leg?
    let sublet: Leg?
    private let short: Row<Whole>

    struct Inputs: Sendable {
        let spotLimit, trainingSpot, trainingShare, equityShare, cashShare, rivalry, start, effect, noise, odds, step,
            setback,
            sublet: Row<Scalar>
    }

    package struct Rows: Sendable {
        package let quality: Row<Scalar>
        /// H100-equivalents: own and contracted, rented at spot, wanted for service, training, and unused.
        package let fixed, rented, wanted, training, unused: Row<Scalar>
        package let obtained: Row<Scalar>
        package let served: Row<Scalar>
        /// Dollars of the quarter.
        let spotCost, subletRevenue: Row<Dollars>
        /// Compute that is left for rivals' customers, and what those take of it.
        let room, taken: Row<Scalar>
    }

    init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        index = compiler.labs.count
        name = item.name
        party = compiler.party(record.reference("party"))
        if party.isSector {
            compiler.error("a lab has books of its own: a party", at: item.place, quote: party.name)
        }
        let owner = party
        sites = record.references("sites").compactMap { reference in
            let site = compiler.siteIndex[reference.name].map { compiler.sites[$0] }
            if site?.owner != owner.index {
                compiler.error(
                    "`\(owner.name)` does not own this site", at: reference.place, quote: reference.name,
                    hint: "name sites whose owner is `\(owner.name)`")
            }
            return site
        }
        contracts = record.references("contracts").compactMap { reference in
            let contract = compiler.computeContracts[reference.name]
            if contract?.buyer.index != owner.index {
                compiler.error(
                    "`\(owner.name)` is not the customer of this contract", at: reference.place,
                    quote: reference.name, hint: "name compute contracts whose buyer is `\(owner.name)`")
            }
            return contract
        }
        func input(_ name: String) -> Row<Scalar> { compiler.input(item, name) }
        inputs = Inputs(
            spotLimit: input("spot-limit"), trainingSpot: input("training-spot"),
            trainingShare: input("training-share"), equityShare: input("equity-share"),
            cashShare: input("cash-share"), rivalry: input("rivalry"), start: input("quality"),
            effect: input("training-effect"),
            noise: input("noise"), odds: input("step-odds"), step: input("step"), setback: input("setback"),
            sublet: input("sublet"))
        func row() -> Row<Scalar> { compiler.scalar() }
        rows = Rows(
            quality: row(), fixed: row(), rented: row(), wanted: row(), training: row(), unused: row(),
            obtained: row(), served: row(), spotCost: compiler.plan.state(), subletRevenue: compiler.plan.state(),
            room: compiler.plan.scratch(), taken: compiler.plan.scratch())
        stream = compiler.stream("\(item.path)/quality", at: item.place)
        uniforms = (compiler.plan.scratch(), compiler.plan.scratch())
        let market = compiler.market
        spot = market.map {
            compiler.costLeg(
                item.path, "compute rented at spot", from: owner.index, .operatingCost, to: $0.buyer, .revenue,
                rank: .trade)
        }
        sublet = market.map {
            compiler.costLeg(
                item.path, "compute sublet at spot", from: $0.buyer, .operatingCost, to: owner.index, .revenue,
                rank: .trade)
        }
        short = compiler.addCause(party: owner.index, "compute short of demand")
        for (name, row) in [
            ("quality", rows.quality), ("obtained", rows.obtained), ("wanted", rows.wanted),
            ("training", rows.training), ("served", rows.served),
        ] { compiler.lines["\(item.path).\(name)"] = FormulaSource(.real(row.previous), factor: 1) }
        compiler.labs.append(self)
    }

    /// Own and contracted compute of the quarter; own capacity is then not offered at spot, unless the lab has failed.
    func gather(_ block: Block) {
        let fixed = block[rows.fixed]
        fixed.fill(0, block.width)
        let state = block[party.rows.state]
        for site in sites {
            let (free, rating) = (block[site.rows.unsold], block[site.rows.performance])
            for lane in 0..<block.width where state[lane] < PartyState.defaulted.rawValue {
                fixed[lane] += free[lane] * rating[lane]
                free[lane] = 0
            }
        }
        for contract in contracts {
            let (served, rating) = (block[contract.rows.served], block[contract.site.rows.performance])
            for lane in 0..<block.width { fixed[lane] += served[lane] * rating[lane] }
        }
    }

    /// Quality grows with training compute relative to the mean of all labs, plus noise and rare large steps. One uniform
    /// against the odds of a step, so that better odds only ever add steps.
    func improve(_ block: Block, meanTraining: [Double]) {
        let (noise, chance) = (block[uniforms.noise], block[uniforms.step])
        for (column, draw) in [(noise, 0), (chance, 1)] {
            block.random.fillUniforms(
                column, count: block.width, firstPath: block.firstPath, quarter: block.quarter, stream: stream,
                draw: draw)
        }
        let (quality, start) = (block[rows.quality], block[inputs.start])
        let (training, effect, sigma) = (block[rows.training], block[inputs.effect], block[inputs.noise])
        let (odds, step, setback) = (block[inputs.odds], block[inputs.step], block[inputs.setback])
        guard block.quarter > 0 else {
            for lane in 0..<block.width { quality[lane] = start[lane] + setback[lane] }
            return
        }
        // Nobody knows yet what room the quarter leaves: its row serves meanwhile.
        let relative = block[rows.room]
        for lane in 0..<block.width {
            let mean = meanTraining[lane]
            relative[lane] = mean > 0 ? (training[lane] > 0.01 * mean ? training[lane] / mean : 0.01) : 1
        }
        fillLogarithms(from: relative, into: relative, count: block.width)
        fillNormalQuantiles(from: noise, into: noise, count: block.width)
        for lane in 0..<block.width {
            quality[lane] += effect[lane] * relative[lane] + sigma[lane] * noise[lane]
            quality[lane] += (chance[lane] < odds[lane] ? step[lane] : 0) + setback[lane]
        }
    }

    func owe(_ block: Block) {
        guard let spot, let sublet else { return }
        let (due, gets) = (block[spot.current], block[sublet.current])
        let (cost, revenue, short) = (block[rows.spotCost], block[rows.subletRevenue], block[short])
        let (served, state) = (block[rows.served], block[party.rows.state])
        for lane in 0..<block.width {
            let isAlive = state[lane] < PartyState.defaulted.rawValue
            due[lane] = isAlive ? wholeCents(cost[lane]) : 0
            gets[lane] = isAlive ? wholeCents(revenue[lane]) : 0
            short[lane] = served[lane] < 0.9 ? 1 : 0
        }
    }
}
