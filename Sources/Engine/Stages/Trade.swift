import Lanes
import Ledger
import Model

/// Stage 4: capacity that no contract holds is let at spot, as long as the rent covers the cost of running it.
struct Trade: Sendable {
    private let market: ComputeMarket?
    /// The best first.
    private let generations: [Generation]
    private let fleets: [(site: Site, cohorts: [Cohort])]
    private let hasTiers: Bool
    private let sales: [SpotSale]
    private let demand: Demand
    private let open: (wanted: Row<Scalar>, offered: Row<Scalar>)

    /// What a site's owner earns at spot.
    private struct SpotSale: Sendable {
        let site: Site
        let owner: Party
        let weakestFirst: [Cohort]
        let leg: Leg
        let successor: Leg
        /// Revenue of the quarter in dollars.
        let revenue: Row<Dollars>
        let belowCost: Row<Whole>
    }

    init(_ compiler: Compiler) {
        demand = Demand(compiler)
        open = (compiler.demandWanted, compiler.demandOffered)
        market = compiler.market
        generations = compiler.bestGenerations
        hasTiers = compiler.market?.clearing?.tiers != nil
        fleets = compiler.sites.map { site in
            (site, compiler.cohorts.filter { $0.site == site.index && $0.generation != nil })
        }
        guard let market else {
            sales = []
            return
        }
        sales = compiler.sites.map { site in
            let owner = compiler.parties[site.owner]
            let subject = "sites.\(site.name)"
            let own = compiler.cohorts.filter { $0.site == site.index && $0.generation != nil }
            return SpotSale(
                site: site, owner: owner,
                weakestFirst: compiler.bestFirst(own).reversed(),
                leg: compiler.costLeg(
                    subject, "capacity let at spot", from: market.buyer, .operatingCost, to: site.owner, .revenue,
                    rank: .trade),
                successor: compiler.costLeg(
                    subject, "sold capacity let at spot", from: market.buyer, .operatingCost,
                    to: compiler.assetBuyer, .revenue, rank: .trade),
                revenue: compiler.plan.state(),
                belowCost: compiler.addCause(party: site.owner, "spot rent below running cost at \(site.title)"))
        }
    }

    func run(_ block: Block) {
        block[open.wanted].fill(0, block.width)
        block[open.offered].fill(0, block.width)
        demand.run(block)
        guard let market else { return }
        market.clear(block, fleets, generations)
        if hasTiers { for fleet in fleets { fleet.site.weigh(fleet.cohorts, block) } }
        let price = block[market.price]
        for sale in sales {
            let (running, unsold) = (block[sale.site.rows.running], block[sale.site.rows.unsold])
            let (performance, cost) = (block[sale.site.rows.rentRating], block[sale.site.rows.runningCost])
            let use = block[sale.site.rows.use]
            let (revenue, belowCost) = (block[sale.revenue], block[sale.belowCost])
            for lane in 0..<block.width {
                let rent = price[lane] * performance[lane] * 8_760
                let pays = rent * use[lane] > cost[lane] * use[lane] && rent > cost[lane]
                belowCost[lane] = unsold[lane] > 0 && !pays ? 1 : 0
                // Idle equipment draws no power.
                let runs = pays ? unsold[lane] * use[lane] : 0
                running[lane] -= unsold[lane] - runs
                revenue[lane] = runs * rent * 0.25
            }
            retire(sale, free: (0..<block.width).map { unsold[$0] }, block)
        }
    }

    /// Equipment that has not paid its running cost for two quarters is scrapped, unless a contract holds it or will.
    private func retire(_ sale: SpotSale, free: [Double], _ block: Block) {
        let (cost, promised) = (block[sale.site.rows.runningCost], block[sale.site.rows.promised])
        var free = free
        for cohort in sale.weakestFirst {
            guard let generation = cohort.generation else { continue }
            let (count, units) = (block[cohort.rows.unprofitable], block[cohort.rows.units])
            let (removed, book, rent) = (block[cohort.rows.removed], block[cohort.book.row], block[generation.rent])
            let powered = block[cohort.rows.powered]
            var any = false
            for lane in 0..<block.width {
                let load = powered[lane] * generation.megawatts
                let pays = rent[lane] * 8_760 > cost[lane] * generation.megawatts
                count[lane] = !pays && units[lane] > 0 && load > 0 ? count[lane] + 1 : 0
                let goes = count[lane] >= 2 && free[lane] - promised[lane] >= load * (1 - 1e-9)
                if goes { free[lane] -= load }
                removed[lane] = goes ? book[lane] : 0
                units[lane] = goes ? 0 : units[lane]
                any = any || goes
            }
            if any { cohort.remove(block, sold: false) }
        }
    }

    /// Stage 5 asks the market too: what is let falls due with the contracts' obligations.
    func owe(_ block: Block) {
        demand.owe(block)
        for sale in sales {
            let (revenue, sold) = (block[sale.revenue], block[sale.owner.rows.soldShare])
            let (own, other) = (block[sale.leg.current], block[sale.successor.current])
            for lane in 0..<block.width {
                other[lane] = wholeCents(revenue[lane] * sold[lane])
                own[lane] = wholeCents(revenue[lane]) &- other[lane]
            }
        }
    }
}
