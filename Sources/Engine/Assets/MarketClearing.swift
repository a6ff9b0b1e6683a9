import Lanes
import Model

/// Rent and utilisation from what is offered and wanted:
///
///     p = clamp(reference (wanted / offered)^(1/e), running cost of the marginal site, cap x reference)
///     rent = s rent(t-1) + (1 - s) p,   utilisation = min(1, wanted (rent / reference)^(-e) / offered)
///
/// Only capacity that no contract holds is offered. What a failed customer no longer takes is offered too, and so is what an
/// estate has sold: capacity stays, and rents fall. With tiers each tier clears by itself, as `ComputeTiers` says; the
/// market's own rent is then that of the tier that serves customers.
final class MarketClearing: Sendable {
    let price: Row<Scalar>
    let utilisation: Row<Scalar>
    let tiers: ComputeTiers?
    private let reference: Row<Scalar>
    private let wanted: Row<Scalar>?
    private let inputs: [Row<Scalar>]
    /// What labs want beyond that, to serve and to train, and what they offer.
    private let demand: (wanted: Row<Scalar>, training: Row<Scalar>, offered: Row<Scalar>)
    /// Offered over wanted last quarter, at most 1: what a buyer at spot gets of what it asks for.
    let availability: Row<Scalar>
    /// The same for who trains.
    let trainingAvailability: Row<Scalar>

    /// The terms on which one lane's market clears.
    struct Terms {
        let elasticity, cap, smoothing: Double
        let reference: Double
        /// Running cost of an IT megawatt for a year at the cheapest site with free capacity.
        let cost: Double
        /// H100-equivalents that labs want, to serve and to train, and that others than the scenario's sites offer.
        let labs, training, outside: Double

        /// - Parameter floor: running cost of an H100-equivalent hour of the marginal equipment.
        func price(wanted: Double, supplied: Double, reference: Double, floor: Double, before: Double) -> Double {
            let highest = cap * reference
            let least = floor < highest ? floor : 0
            var found = highest
            if wanted <= 0 {
                found = least
            } else if supplied > 0 {
                found = reference * exponential(naturalLogarithm(wanted / supplied) / elasticity)
            }
            found = found < least ? least : found > highest ? highest : found
            return smoothing * before + (1 - smoothing) * found
        }

        func use(wanted: Double, supplied: Double, reference: Double, price: Double) -> Double {
            guard supplied > 0, price > 0, reference > 0 else { return supplied > 0 ? 0 : 1 }
            let relative = naturalLogarithm(price / reference)
            let taken = wanted * exponential(-elasticity * relative) / supplied
            return taken < 1 ? taken : 1
        }
    }

    /// Nil where the scenario gives rents and utilisation itself.
    init?(_ item: Item, _ compiler: Compiler) {
        wanted = compiler.optionalInput(item, "wanted")
        tiers = ComputeTiers(item, compiler)
        if wanted == nil && tiers == nil { return nil }
        if wanted != nil && tiers != nil {
            compiler.error(
                "`wanted` and `tiers` both say what is wanted at spot", at: item.record.place(of: "tiers"),
                quote: item.path, hint: "leave one of them out")
        }
        reference = compiler.input(item, "price")
        inputs = ["offered-outside", "elasticity", "cap", "smoothing"].map { compiler.input(item, $0) }
        demand = (compiler.demandWanted, compiler.demandTraining, compiler.demandOffered)
        availability = compiler.scalar()
        trainingAvailability = compiler.scalar()
        price = compiler.scalar()
        utilisation = compiler.scalar()
    }

    /// Before it first clears, the rent is the reference: labs and valuations read it then.
    func begin(_ block: Block, _ generations: [Generation]) {
        tiers?.begin(block, generations)
        let (price, reference) = (block[price], block[reference])
        for lane in 0..<block.width { price[lane] = reference[lane] }
    }

    /// - Parameter generations: the best first.
    func run(_ block: Block, _ fleets: [(site: Site, cohorts: [Cohort])], _ generations: [Generation]) {
        let (price, use, reference) = (block[price], block[utilisation], block[reference])
        let (outside, elasticity) = (block[inputs[0]], block[inputs[1]])
        let (cap, smoothing) = (block[inputs[2]], block[inputs[3]])
        tiers?.gather(block, generations, fleets)
        let supply = Supply(fleets, outside: outside, sublet: block[demand.offered], block)
        let (served, trained) = (block[availability], block[trainingAvailability])
        let (labs, training) = (block[demand.wanted], block[demand.training])
        func terms(_ lane: Int) -> Terms {
            Terms(
                elasticity: elasticity[lane], cap: cap[lane], smoothing: smoothing[lane], reference: reference[lane],
                cost: supply.cost[lane], labs: labs[lane], training: training[lane], outside: supply.others[lane])
        }
        if let tiers {
            var work = ComputeTiers.Work(tiers, generations, block)
            let service = block[tiers.tiers[tiers.service].price]
            for lane in 0..<block.width {
                use[lane] = tiers.clear(&work, terms: terms(lane), lane: lane)
                served[lane] = work.availability[tiers.service]
                trained[lane] = work.availability[tiers.training]
                price[lane] = service[lane]
            }
            return
        }
        let others = wanted.map { block[$0] }
        for lane in 0..<block.width {
            let terms = terms(lane)
            let (wanted, offered) = ((others?[lane] ?? 0) + terms.labs + terms.training, supply.offered[lane])
            price[lane] = terms.price(
                wanted: wanted, supplied: offered, reference: reference[lane], floor: supply.floor[lane],
                before: block.quarter == 0 ? reference[lane] : price[lane])
            served[lane] = wanted > 0 ? min(1, offered / wanted) : 1
            trained[lane] = served[lane]
            use[lane] = terms.use(wanted: wanted, supplied: offered, reference: reference[lane], price: price[lane])
        }
    }

    /// What is offered at spot, lane by lane.
    private struct Supply {
        /// H100-equivalents that others than the scenario's sites offer, and with those of its sites.
        var others, offered: [Double]
        /// Running cost of an IT megawatt for a year at the cheapest site with free capacity, and of an H100-equivalent hour.
        var cost, floor: [Double]

        init(
            _ fleets: [(site: Site, cohorts: [Cohort])], outside: Column<Double>, sublet: Column<Double>, _ block: Block
        ) {
            let width = block.width
            others = (0..<width).map { outside[$0] + sublet[$0] }
            offered = others
            cost = .init(repeating: .infinity, count: width)
            floor = cost
            for (site, _) in fleets {
                let (free, rating) = (block[site.rows.unsold], block[site.rows.rentRating])
                let running = block[site.rows.runningCost]
                for lane in 0..<width where free[lane] > 0 && rating[lane] > 0 {
                    offered[lane] += free[lane] * rating[lane]
                    cost[lane] = min(cost[lane], running[lane])
                    floor[lane] = min(floor[lane], running[lane] / (rating[lane] * 8_760))
                }
            }
        }
    }
}
