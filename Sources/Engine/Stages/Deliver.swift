import Lanes
import Model

/// Stage 3: orders become units; units run where there is a hall and power, the newest first; contracts take what runs.
struct Deliver: Sendable {
    let contracts: [any Contract]
    let vendors: [Vendor]
    let sites: [SiteFleet]

    /// A site with its equipment, newest generation first.
    struct SiteFleet: Sendable {
        let site: Site
        let cohorts: [Cohort]
    }

    init(_ compiler: Compiler) {
        contracts = compiler.contracts
        vendors = compiler.vendors
        sites = compiler.sites.map { site in
            SiteFleet(
                site: site,
                cohorts: compiler.cohorts.filter { $0.site == site.index && $0.generation != nil }.reversed())
        }
    }

    func run(_ block: Block) {
        for vendor in vendors { vendor.open(block) }
        for contract in contracts { contract.request(block) }
        for vendor in vendors { vendor.share(block) }
        for contract in contracts { contract.receive(block) }
        for fleet in sites { fleet.share(block) }
        for contract in contracts { contract.deliver(block) }
    }
}

extension Deliver.SiteFleet {
    /// Shares the site's energised megawatts out; takes out what fails.
    func share(_ block: Block) {
        let width = block.width
        let (left, running) = (block[site.rows.unsold], block[site.rows.running])
        let (energised, performance) = (block[site.rows.energised], block[site.rows.performance])
        for lane in 0..<width {
            left[lane] = energised[lane]
            running[lane] = 0
            performance[lane] = 0
        }
        for cohort in cohorts {
            guard let generation = cohort.generation else { continue }
            let (units, powered) = (block[cohort.rows.units], block[cohort.rows.powered])
            let (failures, age) = (block[generation.failures], block[cohort.rows.age])
            let rating = block[generation.performance]
            for lane in 0..<width {
                if age[lane] > 1 { units[lane] *= 1 - 0.25 * failures[lane] }
                let wanted = units[lane] * generation.megawatts
                let got = wanted < left[lane] ? wanted : left[lane]
                left[lane] -= got
                running[lane] += got
                powered[lane] = got / generation.megawatts
                performance[lane] += powered[lane] * rating[lane]
            }
        }
        for lane in 0..<width {
            performance[lane] = running[lane] > 0 ? performance[lane] / running[lane] : 0
            left[lane] = running[lane]
        }
    }
}
