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
    /// The tier that labs' own customers need at spot.
    let service: Int

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
        service = tiers.firstIndex { $0.kind == 1 } ?? tiers.count - 1
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
    /// Sets the relative rents of the first quarter, before any market has cleared.
    func begin(_ block: Block, _ generations: [Generation]) {
        for generation in generations {
            let (rating, start) = (block[generation.rentRating], block[generation.performance])
            for lane in 0..<block.width { rating[lane] = start[lane] }
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
    ///   - lowest: running cost of an H100-equivalent hour at the dearest site with free capacity.
    /// - Returns: mean utilisation of what is offered, and what is supplied over wanted in the labs' tier.
    func clear(
        _ generations: [Generation], terms: MarketClearing.Terms, _ block: Block, lane: Int
    ) -> (use: Double, availability: Double) {
        var left = generations.map { block[$0.spot!.free][lane] }
        // Owners outside the scenario, and labs that sublet, stand last, rated one by one.
        var outside = terms.outside
        var earned = [Double](repeating: 0, count: generations.count)
        var used = earned
        var (availability, offered, taken) = (1.0, 0.0, 0.0)
        var served = generations.map { _ in [Double](repeating: 0, count: tiers.count) }
        for (number, tier) in tiers.enumerated() {
            let reference = terms.reference * block[tier.factor][lane]
            let wanted = block[tier.wanted][lane] + (number == service ? terms.labs : 0)
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
                before: block.quarter == 0 ? reference : block[tier.price][lane])
            let use = terms.use(wanted: wanted, supplied: supplied, reference: reference, price: price)
            (block[tier.price][lane], block[tier.use][lane]) = (price, use)
            if number == service { availability = wanted > 0 ? min(1, supplied / wanted) : 1 }
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

    /// Rents relative to the labs' tier; what has no free units is valued in the first tier that wants more.
    private func show(
        _ generations: [Generation], _ served: [[Double]], earned: [Double], used: [Double], _ block: Block, _ lane: Int
    ) {
        let price = block[tiers[service].price][lane]
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
            block[generation.rentRating][lane] = price > 0 ? rent / price : 0
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
            if better < block[tiers[number].wanted][lane] { return number }
        }
        return tiers.count - 1
    }
}
