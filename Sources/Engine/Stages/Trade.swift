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
    /// What labs want and offer at spot: nothing before they have said so.
    private let open: [Row<Scalar>]

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
        open = [compiler.demandWanted, compiler.demandTraining, compiler.demandOffered]
        market = compiler.market
        generations = compiler.bestGenerations
        hasTiers = compiler.market?.clearing?.tiers != nil
        fleets = compiler.sites.map { ($0, compiler.equipment(at: $0)) }
        guard let market else {
            sales = []
            return
        }
        sales = compiler.sites.map { site in
            let owner = compiler.parties[site.owner]
            let subject = "sites.\(site.name)"
            return SpotSale(
                site: site, owner: owner,
                weakestFirst: compiler.bestFirst(compiler.equipment(at: site)).reversed(),
                leg: compiler.costLeg(
                    subject, "capacity let at spot", from: market.buyer, .operatingCost, to: site.owner, .revenue,
                    rank: .trade),
                successor: compiler.costLeg(
                    subject, "sold capacity let at spot", from: market.buyer, .operatingCost,
                    to: compiler.assetBuyer, .revenue, rank: .trade),
                revenue: compiler.plan.scratch(),
                belowCost: compiler.addCause(party: site.owner, "spot rent below running cost at \(site.title)"))
        }
    }

    func run(_ block: Block) {
        for row in open { block[row].fill(0, block.width) }
        demand.run(block)
        guard let market else { return }
        market.clear(block, fleets, generations)
        if hasTiers { for fleet in fleets { fleet.site.weigh(fleet.cohorts, block) } }
        let unit = block[market.rentUnit]
        for sale in sales {
            let (running, unsold) = (block[sale.site.rows.running], block[sale.site.rows.unsold])
            let (performance, cost) = (block[sale.site.rows.rentRating], block[sale.site.rows.runningCost])
            let (use, taken) = (block[sale.site.rows.use], block[sale.site.rows.letShare])
            let (revenue, belowCost) = (block[sale.revenue], block[sale.belowCost])
            for lane in 0..<block.width {
                let rent = unit[lane] * performance[lane] * 8_760
                // At the market's floor rent is the running cost, and what is asked for runs.
                let pays = rent >= cost[lane] * (1 - 1e-9)
                belowCost[lane] = unsold[lane] > 0 && !pays ? 1 : 0
                // Idle equipment draws no power.
                running[lane] -= unsold[lane] - (pays ? unsold[lane] * taken[lane] : 0)
                revenue[lane] = pays ? unsold[lane] * use[lane] * rent * 0.25 : 0
            }
            retire(sale, free: (0..<block.width).map { unsold[$0] }, block)
        }
    }

    /// Equipment that has not earned more than its running cost for two quarters is scrapped, as far as nobody rents it and
    /// no contract holds it or will.
    private func retire(_ sale: SpotSale, free: [Double], _ block: Block) {
        let (cost, promised) = (block[sale.site.rows.runningCost], block[sale.site.rows.promised])
        var free = free
        for cohort in sale.weakestFirst {
            guard let generation = cohort.generation, cohort.mayStand(block) else { continue }
            let (count, units) = (block[cohort.rows.unprofitable], block[cohort.rows.units])
            let (removed, book, rent) = (block[cohort.rows.removed], block[cohort.book.row], block[generation.rent])
            let (powered, use) = (block[cohort.rows.powered], block[generation.use])
            var any = false
            for lane in 0..<block.width {
                removed[lane] = 0
                let load = powered[lane] * generation.megawatts
                let earned = rent[lane] * 8_760 / (cost[lane] * generation.megawatts)
                count[lane] = load > 0 && earned <= 1 + 1e-9 ? count[lane] + 1 : 0
                guard count[lane] >= 2 else { continue }
                let idle = earned >= 1 - 1e-9 ? 1 - use[lane] : 1
                let gone = min(load, max(0, free[lane] - promised[lane])) * idle
                guard gone > 0 else { continue }
                free[lane] -= gone
                let share = gone >= load * (1 - 1e-9) ? 1 : gone / load
                removed[lane] = share == 1 ? book[lane] : wholeCents(Double(book[lane]) / 100 * share)
                units[lane] *= 1 - share
                any = true
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
