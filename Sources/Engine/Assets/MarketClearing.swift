import Lanes
import Model

/// Rent and utilisation from what is offered and wanted:
///
///     p = clamp(reference (wanted / offered)^(1/e), running cost of the marginal site, cap x reference)
///     rent = s rent(t-1) + (1 - s) p,   utilisation = min(1, wanted (rent / reference)^(-e) / offered)
///
/// Only capacity that no contract holds is offered. What a failed customer no longer takes is offered too, and so is what an
/// estate has sold: capacity stays, and rents fall.
struct MarketClearing: Sendable {
    let price: Row<Scalar>
    let utilisation: Row<Scalar>
    private let reference: Row<Scalar>
    private let wanted: Row<Scalar>
    private let inputs: [Row<Scalar>]
    /// What labs want and offer beyond that.
    private let demand: (wanted: Row<Scalar>, offered: Row<Scalar>)
    /// Offered over wanted last quarter, at most 1: what a buyer at spot gets of what it asks for.
    let availability: Row<Scalar>

    /// Nil where the scenario gives rents and utilisation itself.
    init?(_ item: Item, _ compiler: Compiler) {
        guard let wanted = compiler.optionalInput(item, "wanted") else { return nil }
        self.wanted = wanted
        reference = compiler.input(item, "price")
        inputs = ["offered-outside", "elasticity", "cap", "smoothing"].map { compiler.input(item, $0) }
        demand = (compiler.demandWanted, compiler.demandOffered)
        availability = compiler.scalar()
        price = compiler.scalar()
        utilisation = compiler.scalar()
    }

    func run(_ block: Block, _ sites: [Site]) {
        let (price, use, reference) = (block[price], block[utilisation], block[reference])
        let (wanted, outside, elasticity) = (block[wanted], block[inputs[0]], block[inputs[1]])
        let (cap, smoothing) = (block[inputs[2]], block[inputs[3]])
        for lane in 0..<block.width {
            let wanted = wanted[lane] + block[demand.wanted][lane]
            var (offered, floor) = (outside[lane] + block[demand.offered][lane], Double.infinity)
            for site in sites {
                let (free, rating) = (block[site.rows.unsold][lane], block[site.rows.performance][lane])
                guard free > 0, rating > 0 else { continue }
                offered += free * rating
                floor = min(floor, block[site.rows.runningCost][lane] / (rating * 8_760))
            }
            let before = block.quarter == 0 ? reference[lane] : price[lane]
            let highest = cap[lane] * reference[lane]
            let least = floor < highest ? floor : 0
            var found = highest
            if wanted <= 0 {
                found = least
            } else if offered > 0 {
                found = reference[lane] * exponential(naturalLogarithm(wanted / offered) / elasticity[lane])
            }
            found = found < least ? least : found > highest ? highest : found
            price[lane] = smoothing[lane] * before + (1 - smoothing[lane]) * found
            block[availability][lane] = wanted > 0 ? min(1, offered / wanted) : 1
            guard offered > 0, price[lane] > 0, reference[lane] > 0 else {
                use[lane] = offered > 0 ? 0 : 1
                continue
            }
            let relative = naturalLogarithm(price[lane] / reference[lane])
            let taken = wanted * exponential(-elasticity[lane] * relative) / offered
            use[lane] = taken < 1 ? taken : 1
        }
    }
}
