import Lanes
import PowerSystem

/// A region with its sites: shares its common supply out and adds its figures up.
struct RegionBalance: Sendable {
    private let region: Region
    /// In the order of the queue.
    private let loads: [SiteLoad]
    private let sharing: PowerSharing?
    private let market: ComputeMarket?
    private let pool: Row<FacilityMegawatts>

    init(_ region: Region, _ compiler: Compiler) {
        self.region = region
        loads = compiler.sites.filter { $0.region == region.index }
            .sorted { ($0.queueDate, $0.index) < ($1.queueDate, $1.index) }
            .map { SiteLoad($0, compiler) }
        sharing =
            region.hasCommonSupply
            ? PowerSharing(compiler.rules!.powerAllocation, count: loads.count, compiler) : nil
        market = compiler.market
        pool = compiler.plan.scratch()
    }

    func run(_ block: Block) {
        region.energise(block)
        for load in loads { load.observe(block) }
        if let sharing { share(block, sharing) }
        sum(block)
    }

    private func share(_ block: Block, _ sharing: PowerSharing) {
        let (pool, awarded) = (block[pool], block[region.rows.awarded])
        let (grid, fast) = (block[region.rows.commonGrid], block[region.rows.commonFast])
        for lane in 0..<block.width { pool[lane] = grid[lane] + fast[lane] }
        for (number, load) in loads.enumerated() {
            let claim = block[sharing.claims[number]]
            let (own, wanted) = (block[load.site.rows.grid], block[load.site.rows.wanted])
            let hasOwn = load.site.hasOwnConnection
            for lane in 0..<block.width { claim[lane] = hasOwn ? own[lane] : wanted[lane] }
            if sharing.rule == .value { load.rent(block, market, into: block[sharing.values[number]]) }
        }
        sharing.run(block, supply: pool, awarded: awarded)
        for (number, load) in loads.enumerated() { load.site.take(block, award: block[sharing.awards[number]]) }
    }

    /// The region's figures. Power that nobody has taken yet is energised all the same: plans move what is wanted only.
    private func sum(_ block: Block) {
        let rows = region.rows
        let (announced, wanted) = (block[rows.announced], block[rows.wanted])
        let (grid, fast, energised) = (block[rows.grid], block[rows.timeToPower], block[rows.energised])
        let (attrition, gross, net) = (block[rows.attrition], block[rows.gross], block[rows.net])
        for row in [announced, wanted, grid, fast] { row.fill(0, block.width) }
        for load in loads {
            let site = load.site
            let (plan, pue, need) = (block[site.announced], block[site.pue], block[site.rows.wanted])
            let (own, quick) = (block[site.rows.grid], block[site.rows.timeToPower])
            let (served, lacks) = (block[site.rows.energised], block[site.rows.shortfall])
            for lane in 0..<block.width {
                announced[lane] += plan[lane] * pue[lane]
                wanted[lane] += need[lane]
                grid[lane] += own[lane]
                fast[lane] += quick[lane]
                lacks[lane] = max(0, need[lane] - served[lane] * pue[lane])
            }
        }
        if region.hasCommonSupply { addCommon(block, grid, fast) }
        for lane in 0..<block.width {
            energised[lane] = grid[lane] + fast[lane]
            attrition[lane] = announced[lane] - wanted[lane]
            gross[lane] = max(0, wanted[lane] - grid[lane])
            net[lane] = max(0, wanted[lane] - grid[lane] - fast[lane])
        }
    }

    /// Where every site has a connection of its own, no more of the common supply counts than those can carry.
    private func addCommon(_ block: Block, _ grid: Column<Double>, _ fast: Column<Double>) {
        let (slow, quick) = (block[region.rows.commonGrid], block[region.rows.commonFast])
        let isBound = loads.allSatisfy(\.site.hasOwnConnection)
        for lane in 0..<block.width {
            let pool = slow[lane] + quick[lane]
            let carried = isBound && grid[lane] < pool ? grid[lane] / pool : 1
            grid[lane] = slow[lane] * carried
            fast[lane] += quick[lane] * carried
        }
    }
}
