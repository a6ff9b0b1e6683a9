import Lanes
import Ledger
import Model

/// Stage 4: capacity that no contract holds is let at spot, as long as the rent covers the cost of running it.
struct Trade: Sendable {
    private let market: ComputeMarket?
    private let sales: [SpotSale]
    private let demand: Demand
    private let open: (wanted: Row<Scalar>, offered: Row<Scalar>)

    /// What a site's owner earns at spot.
    private struct SpotSale: Sendable {
        let site: Site
        let owner: Party
        let cohorts: [Cohort]
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
        guard let market else {
            sales = []
            return
        }
        sales = compiler.sites.map { site in
            let owner = compiler.parties[site.owner]
            let subject = "sites.\(site.name)"
            return SpotSale(
                site: site, owner: owner,
                cohorts: compiler.cohorts.filter { $0.site == site.index && $0.generation != nil },
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
        market.clear(block, sales.map(\.site))
        let (price, use) = (block[market.price], block[market.utilisation])
        for sale in sales {
            let (running, unsold) = (block[sale.site.rows.running], block[sale.site.rows.unsold])
            let (performance, cost) = (block[sale.site.rows.performance], block[sale.site.rows.runningCost])
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
            retire(sale, block)
        }
    }

    /// Equipment that has not paid its running cost for two quarters is scrapped, if nothing else holds it.
    private func retire(_ sale: SpotSale, _ block: Block) {
        let belowCost = block[sale.belowCost]
        let (unsold, running) = (block[sale.site.rows.unsold], block[sale.site.rows.running])
        for cohort in sale.cohorts {
            let (count, units) = (block[cohort.rows.unprofitable], block[cohort.rows.units])
            let (removed, book) = (block[cohort.rows.removed], block[cohort.book.row])
            var any = false
            for lane in 0..<block.width {
                count[lane] = belowCost[lane] != 0 && units[lane] > 0 ? count[lane] + 1 : 0
                // A site that serves a contract keeps its equipment: it is the contract's.
                let goes = count[lane] >= 2 && running[lane] <= 0 && unsold[lane] > 0
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
