import Lanes
import Model

/// The cascade: per tier, in the order training, interactive, batch, the best equipment at spot that is not yet taken serves
/// it; older equipment falls through.
///
///     supplied = what the cascade gives the tier: what it wants at its reference as far as there is any; the last tier gets
///                all that is left
///     p = clamp(reference (wanted / supplied)^(1/e), running cost, cap x reference), smoothed
///     u = min(1, wanted (p / reference)^(-e) / supplied)
///     rent of a generation = sum over tiers of its share there x its H100-equivalents there x p
///
/// So slack falls on the oldest equipment, which earns the lowest tier's price or none, while scarcity lifts the first.
final class ComputeTiers: Sendable {
    static let names = ["training", "interactive", "batch"]

    static let attributes = [
        Attribute("name", .choice(names), "Which tier."),
        Attribute(
            "wanted", .quantity("GPU"), range: 0...1e12, "H100-equivalents wanted at spot when the rent is the tier's."),
        Attribute(
            "price-factor", .quantity("1"), default: "1", range: 0.01...100,
            "Reference rent of the tier as a multiple of `price`."),
    ]

    struct Tier: Sendable {
        /// Position in `names`.
        let kind: Int
        let wanted: Row<Scalar>
        let factor: Row<Scalar>
        let price: Row<Scalar>
        let use: Row<Scalar>
    }

    /// In the order of the cascade.
    let tiers: [Tier]
    /// 1 everywhere.
    let dollar: Row<Scalar>
    private let reference: Row<Scalar>
    /// The tier that labs' own customers need at spot.
    let service: Int
    /// The tier in which labs rent to train: their customers' where there is none for training.
    let training: Int
    var trainingPrice: Row<Scalar> { tiers[training].price }

    init?(_ item: Item, _ compiler: Compiler) {
        let records = item.record.records("tiers")
        guard !records.isEmpty else { return nil }
        let path = item.path
        tiers = records.enumerated().map { number, record in
            Tier(
                kind: Self.names.firstIndex(of: record.choice("name"))!,
                wanted: compiler.input(record.input("wanted"), path: "\(path).tiers.\(number).wanted"),
                factor: compiler.input(record.input("price-factor"), path: "\(path).tiers.\(number).price-factor"),
                price: compiler.scalar(), use: compiler.scalar())
        }
        .sorted { $0.kind < $1.kind }
        dollar = compiler.plan.scratch()
        reference = compiler.input(item, "price")
        service = tiers.firstIndex { $0.kind == 1 } ?? tiers.count - 1
        training = tiers.firstIndex { $0.kind == 0 } ?? service
        if Set(tiers.map(\.kind)).count < tiers.count {
            compiler.error(
                "a tier appears twice", at: item.record.place(of: "tiers"), quote: path,
                hint: "give each of \(Self.names.joined(separator: ", ")) once")
        }
        for tier in tiers {
            let name = Self.names[tier.kind]
            compiler.lines["\(path).\(name)-price"] = FormulaSource(.real(tier.price.previous), factor: 1)
            compiler.lines["\(path).\(name)-utilisation"] = FormulaSource(.real(tier.use.previous), factor: 1)
        }
    }
}

/// What a generation earns at spot: its own figures where the market has tiers, else the market's.
struct SpotRows: Sendable {
    /// Units free at spot.
    let free: Row<Units>
    /// H100-equivalents of a unit by tier.
    let ratings: [Row<Scalar>]
    /// Share of its free units in each tier.
    let share: [Row<Scalar>]
}

extension ComputeTiers {
    /// Sets the rents of the first quarter, before any market has cleared.
    func begin(_ block: Block, _ generations: [Generation]) {
        block[dollar].fill(1, block.width)
        let reference = block[reference]
        for tier in tiers {
            let (price, factor) = (block[tier.price], block[tier.factor])
            for lane in 0..<block.width { price[lane] = reference[lane] * factor[lane] }
        }
        for generation in generations {
            let (rent, rating) = (block[generation.rentRating], block[generation.performance])
            for lane in 0..<block.width { rent[lane] = rating[lane] * reference[lane] }
            block[generation.use].fill(1, block.width)
        }
    }

    /// Units of each generation that no contract holds and no lab uses.
    func gather(_ block: Block, _ generations: [Generation], _ fleets: [(site: Site, cohorts: [Cohort])]) {
        for generation in generations { block[generation.spot!.free].fill(0, block.width) }
        for fleet in fleets {
            let (unsold, running) = (block[fleet.site.rows.unsold], block[fleet.site.rows.running])
            for cohort in fleet.cohorts where cohort.mayStand(block) {
                let (free, powered) = (block[cohort.generation!.spot!.free], block[cohort.rows.powered])
                for lane in 0..<block.width where running[lane] > 0 {
                    free[lane] += powered[lane] * (unsold[lane] / running[lane])
                }
            }
        }
    }

    /// The rows of all generations and tiers, looked up once for a whole block, and one lane's figures.
    struct Work {
        fileprivate let free, rent, use: [Column<Double>]
        /// By generation and tier.
        fileprivate let ratings, shares: [Column<Double>]
        fileprivate let prices, uses, wanted, factors: [Column<Double>]
        fileprivate let megawatts: [Double]
        fileprivate var left, earned, used: [Double]
        /// By generation and tier: units that serve it.
        fileprivate var served: [Double]
        /// By tier: what is supplied over wanted, at most 1.
        fileprivate(set) var availability: [Double]

        /// - Parameter generations: the best first.
        init(_ tiers: ComputeTiers, _ generations: [Generation], _ block: Block) {
            let spot = generations.map { $0.spot! }
            free = spot.map { block[$0.free] }
            rent = generations.map { block[$0.rentRating] }
            use = generations.map { block[$0.use] }
            ratings = spot.flatMap { $0.ratings.map { block[$0] } }
            shares = spot.flatMap { $0.share.map { block[$0] } }
            prices = tiers.tiers.map { block[$0.price] }
            uses = tiers.tiers.map { block[$0.use] }
            wanted = tiers.tiers.map { block[$0.wanted] }
            factors = tiers.tiers.map { block[$0.factor] }
            megawatts = generations.map(\.megawatts)
            left = .init(repeating: 0, count: generations.count)
            (earned, used) = (left, left)
            served = .init(repeating: 0, count: ratings.count)
            availability = .init(repeating: 1, count: tiers.tiers.count)
        }
    }

    /// Clears one lane.
    /// - Returns: mean utilisation of what is offered.
    func clear(_ work: inout Work, terms: MarketClearing.Terms, lane: Int) -> Double {
        let (count, generations) = (tiers.count, work.left.count)
        for index in 0..<generations {
            work.left[index] = work.free[index][lane]
            (work.earned[index], work.used[index]) = (0, 0)
        }
        for index in work.served.indices { work.served[index] = 0 }
        // Owners outside the scenario, and labs that sublet, stand last, rated one by one.
        var outside = terms.outside
        var (offered, taken) = (0.0, 0.0)
        for number in 0..<count {
            let reference = terms.reference * work.factors[number][lane]
            let wanted =
                work.wanted[number][lane] + (number == service ? terms.labs : 0)
                + (number == training ? terms.training : 0)
            let isLast = number == count - 1
            var supplied = 0.0
            for index in 0..<generations where work.left[index] > 0 {
                let place = index * count + number
                let rating = work.ratings[place][lane]
                guard rating > 0 else { continue }
                let units = isLast ? work.left[index] : min(work.left[index], (wanted - supplied) / rating)
                guard units > 0 else { break }
                work.left[index] -= units
                supplied += units * rating
                work.served[place] = units
            }
            let more = isLast ? outside : max(0, min(outside, wanted - supplied))
            outside -= more
            supplied += more
            let price = terms.price(
                wanted: wanted, supplied: supplied, reference: reference, floor: floor(number, work, terms, lane),
                before: work.prices[number][lane])
            let use = terms.use(wanted: wanted, supplied: supplied, reference: reference, price: price)
            (work.prices[number][lane], work.uses[number][lane]) = (price, use)
            work.availability[number] = wanted > 0 ? min(1, supplied / wanted) : 1
            for index in 0..<generations {
                let place = index * count + number
                guard work.served[place] > 0 else { continue }
                let rent = work.served[place] * work.ratings[place][lane] * price
                work.earned[index] += rent
                work.used[index] += rent * use
            }
            offered += supplied
            taken += supplied * use
        }
        show(work, lane)
        return offered > 0 ? taken / offered : 1
    }

    /// Running cost of an H100-equivalent hour of the weakest equipment that serves a tier.
    private func floor(_ tier: Int, _ work: Work, _ terms: MarketClearing.Terms, _ lane: Int) -> Double {
        guard terms.cost.isFinite else { return 0 }
        for index in work.left.indices.reversed() where work.served[index * tiers.count + tier] > 0 {
            return terms.cost * work.megawatts[index] / (work.ratings[index * tiers.count + tier][lane] * 8_760)
        }
        return 0
    }

    /// Rents of a unit; what has no free units is valued in the first tier that wants more.
    private func show(_ work: Work, _ lane: Int) {
        let count = tiers.count
        for index in work.left.indices {
            let units = work.free[index][lane]
            for place in index * count..<(index + 1) * count {
                work.shares[place][lane] = units > 0 ? work.served[place] / units : 0
            }
            var rent = units > 0 ? work.earned[index] / units : 0
            var use = work.earned[index] > 0 ? work.used[index] / work.earned[index] : 1
            if units <= 0 {
                let number = marginalTier(index, work, lane)
                rent = work.ratings[index * count + number][lane] * work.prices[number][lane]
                use = work.uses[number][lane]
            }
            work.rent[index][lane] = rent
            work.use[index][lane] = use
        }
    }

    /// The first tier that better equipment does not fill.
    private func marginalTier(_ index: Int, _ work: Work, _ lane: Int) -> Int {
        let count = tiers.count
        for number in 0..<count {
            var better = 0.0
            for other in 0..<index {
                better += work.served[other * count + number] * work.ratings[other * count + number][lane]
            }
            if better < work.wanted[number][lane] * (1 - 1e-9) { return number }
        }
        return count - 1
    }
}
