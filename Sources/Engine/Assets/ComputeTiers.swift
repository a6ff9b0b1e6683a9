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
struct ComputeTiers: Sendable {
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
        dollar = compiler.scalar()
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
            for cohort in fleet.cohorts {
                let (free, powered) = (block[cohort.generation!.spot!.free], block[cohort.rows.powered])
                for lane in 0..<block.width where running[lane] > 0 {
                    free[lane] += powered[lane] * (unsold[lane] / running[lane])
                }
            }
        }
    }

    /// - Parameters:
    ///   - generations: the best first.
    /// - Returns: mean utilisation of what is offered, and by tier what is supplied over wanted.
    func clear(
        _ generations: [Generation], terms: MarketClearing.Terms, _ block: Block, lane: Int
    ) -> (use: Double, availability: [Double]) {
        var left = generations.map { block[$0.spot!.free][lane] }
        // Owners outside the scenario, and labs that sublet, stand last, rated one by one.
        var outside = terms.outside
        var earned = [Double](repeating: 0, count: generations.count)
        var used = earned
        var availability = [Double](repeating: 1, count: tiers.count)
        var (offered, taken) = (0.0, 0.0)
        var served = generations.map { _ in [Double](repeating: 0, count: tiers.count) }
        for (number, tier) in tiers.enumerated() {
            let reference = terms.reference * block[tier.factor][lane]
            let wanted =
                block[tier.wanted][lane] + (number == service ? terms.labs : 0)
                + (number == training ? terms.training : 0)
            let isLast = number == tiers.count - 1
            var supplied = 0.0
            for (index, generation) in generations.enumerated() where left[index] > 0 {
                let rating = block[generation.spot!.ratings[number]][lane]
                guard rating > 0 else { continue }
                let units = isLast ? left[index] : min(left[index], (wanted - supplied) / rating)
                guard units > 0 else { break }
                left[index] -= units
                supplied += units * rating
                served[index][number] = units
            }
            let more = isLast ? outside : max(0, min(outside, wanted - supplied))
            outside -= more
            supplied += more
            let price = terms.price(
                wanted: wanted, supplied: supplied, reference: reference,
                floor: floor(number, served, generations, terms, block, lane),
                before: block[tier.price][lane])
            let use = terms.use(wanted: wanted, supplied: supplied, reference: reference, price: price)
            (block[tier.price][lane], block[tier.use][lane]) = (price, use)
            availability[number] = wanted > 0 ? min(1, supplied / wanted) : 1
            for (index, generation) in generations.enumerated() where served[index][number] > 0 {
                let rent = served[index][number] * block[generation.spot!.ratings[number]][lane] * price
                earned[index] += rent
                used[index] += rent * use
            }
            offered += supplied
            taken += supplied * use
        }
        show(generations, served, earned: earned, used: used, block, lane)
        return (offered > 0 ? taken / offered : 1, availability)
    }

    /// Running cost of an H100-equivalent hour of the weakest equipment that serves a tier.
    private func floor(
        _ tier: Int, _ served: [[Double]], _ generations: [Generation], _ terms: MarketClearing.Terms, _ block: Block,
        _ lane: Int
    ) -> Double {
        guard terms.cost.isFinite, let last = generations.indices.last(where: { served[$0][tier] > 0 }) else {
            return 0
        }
        let rating = block[generations[last].spot!.ratings[tier]][lane]
        return terms.cost * generations[last].megawatts / (rating * 8_760)
    }

    /// Rents of a unit; what has no free units is valued in the first tier that wants more.
    private func show(
        _ generations: [Generation], _ served: [[Double]], earned: [Double], used: [Double], _ block: Block, _ lane: Int
    ) {
        for (index, generation) in generations.enumerated() {
            let spot = generation.spot!
            let units = block[spot.free][lane]
            for number in tiers.indices {
                block[spot.share[number]][lane] = units > 0 ? served[index][number] / units : 0
            }
            var rent = units > 0 ? earned[index] / units : 0
            var use = earned[index] > 0 ? used[index] / earned[index] : 1
            if units <= 0 {
                let number = marginalTier(index, served, generations, block, lane)
                rent = block[spot.ratings[number]][lane] * block[tiers[number].price][lane]
                use = block[tiers[number].use][lane]
            }
            block[generation.rentRating][lane] = rent
            block[generation.use][lane] = use
        }
    }

    /// The first tier that better equipment does not fill.
    private func marginalTier(
        _ index: Int, _ served: [[Double]], _ generations: [Generation], _ block: Block, _ lane: Int
    ) -> Int {
        for number in tiers.indices {
            let better = (0..<index).reduce(0) {
                $0 + served[$1][number] * block[generations[$1].spot!.ratings[number]][lane]
            }
            if better < block[tiers[number].wanted][lane] * (1 - 1e-9) { return number }
        }
        return tiers.count - 1
    }
}
