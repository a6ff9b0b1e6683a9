import Lanes
import Model
import PowerSystem

/// Stage 3: orders become units; units run where there is a hall and power; contracts take what runs.
struct Deliver: Sendable {
    let contracts: [any Contract]
    let vendors: [Vendor]
    private let market: ComputeMarket?
    private let tiers: ComputeTiers?
    private let generations: [Generation]
    let sites: [SiteFleet]

    /// A site with its equipment, in the order in which it gets power.
    struct SiteFleet: Sendable {
        let site: Site
        let cohorts: [Cohort]
        /// Whether all get the same share of what there is.
        let isProportional: Bool
    }

    init(_ compiler: Compiler) {
        contracts = compiler.contracts
        vendors = compiler.vendors
        market = compiler.market
        tiers = compiler.market?.clearing?.tiers
        generations = compiler.bestGenerations
        let rule = compiler.rules!.siteAllocation
        sites = compiler.sites.map { site in
            let own = compiler.equipment(at: site)
            return SiteFleet(
                site: site, cohorts: rule == .value ? compiler.bestFirst(own) : own,
                isProportional: rule == .proportional)
        }
    }

    func run(_ block: Block) {
        market?.expect(block, generations)
        for vendor in vendors { vendor.open(block) }
        for contract in contracts { contract.request(block) }
        for vendor in vendors { vendor.share(block) }
        for contract in contracts { contract.receive(block) }
        for fleet in sites {
            fleet.share(block)
            if tiers != nil { fleet.site.weigh(fleet.cohorts, block) }
        }
        for contract in contracts { contract.deliver(block) }
    }
}

extension Deliver.SiteFleet {
    /// Shares the site's energised megawatts out; takes out what fails.
    func share(_ block: Block) {
        let width = block.width
        let (left, running) = (block[site.rows.unsold], block[site.rows.running])
        let (energised, performance) = (block[site.rows.energised], block[site.rows.performance])
        block[site.rows.promised].fill(0, width)
        for lane in 0..<width {
            left[lane] = energised[lane]
            running[lane] = 0
            performance[lane] = 0
        }
        for cohort in cohorts {
            guard let generation = cohort.generation, cohort.mayStand(block) else { continue }
            let (units, age) = (block[cohort.rows.units], block[cohort.rows.age])
            guard units.hasAny(width) || block[cohort.rows.powered].hasAny(width) else {
                block.mayStand[cohort.index] = false
                continue
            }
            let failures = block[generation.failures]
            for lane in 0..<width {
                let left = 1 - 0.25 * failures[lane]
                units[lane] *= age[lane] > 1 ? left : 1
                running[lane] += units[lane] * generation.megawatts
            }
        }
        // Until here all that wants power.
        if isProportional {
            for lane in 0..<width { left[lane] = min(1, running[lane] > 0 ? energised[lane] / running[lane] : 1) }
        }
        running.fill(0, width)
        for cohort in cohorts {
            guard let generation = cohort.generation, cohort.mayStand(block) else { continue }
            let (units, powered) = (block[cohort.rows.units], block[cohort.rows.powered])
            let rating = block[generation.performance]
            for lane in 0..<width {
                let wanted = units[lane] * generation.megawatts
                let got = isProportional ? wanted * left[lane] : wanted < left[lane] ? wanted : left[lane]
                if !isProportional { left[lane] -= got }
                running[lane] += got
                powered[lane] = got / generation.megawatts
                performance[lane] += powered[lane] * rating[lane]
            }
        }
        for lane in 0..<width {
            running[lane] = min(running[lane], energised[lane])
            performance[lane] = running[lane] > 0 ? performance[lane] / running[lane] : 0
            left[lane] = running[lane]
        }
    }
}
