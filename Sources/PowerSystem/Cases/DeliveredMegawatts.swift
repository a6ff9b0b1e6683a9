import Lanes

/// The MW that projects deliver, as results of a case.
struct DeliveredMegawatts {
    let mean: Double
    let standardDeviation: Double
    /// By number of projects; nil where sizes differ.
    let counts: CountDistribution?
    /// The chance of each total, in ascending MW.
    let totals: [(megawatts: Double, probability: Double)]

    init(_ counts: CountDistribution, each size: Double) {
        let chance = counts.probabilities.count > 1 ? counts.mean / Double(counts.probabilities.count - 1) : 0
        self.init(
            counts, each: size, mean: counts.mean,
            standardDeviation: squareRoot(Double(counts.probabilities.count - 1) * chance * (1 - chance)))
    }

    init(_ mixture: CompletionMixture, each size: Double) {
        self.init(
            mixture.count, each: size, mean: Double(mixture.projects) * mixture.mean,
            standardDeviation: mixture.standardDeviation)
    }

    private init(_ counts: CountDistribution, each size: Double, mean: Double, standardDeviation: Double) {
        self.counts = counts
        self.mean = size * mean
        self.standardDeviation = size * standardDeviation
        totals = counts.probabilities.enumerated().map { (Double($0.offset) * size, $0.element) }
    }

    /// Independent projects of different sizes.
    init(sizes: [Double], chances: [Double]) throws(PowerError) {
        var units: [GeneratingUnit] = []
        for (size, chance) in zip(sizes, chances) {
            units.append(try GeneratingUnit(capacity: size, forcedOutageRate: 1 - chance))
        }
        let table = try CapacityTable(units)
        counts = CountDistribution(independent: chances)
        mean = zip(sizes, chances).reduce(0) { $0 + $1.0 * $1.1 }
        standardDeviation = squareRoot(zip(sizes, chances).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * (1 - $1.1) })
        totals = table.probabilities.enumerated().filter { $0.element > 0 }
            .map { (Double($0.offset) * table.step, $0.element) }
    }

    func atLeast(_ megawatts: Double) -> Double {
        totals.reversed().prefix { $0.megawatts >= megawatts - 1e-9 }.reduce(0) { $0 + $1.probability }
    }

    func quantile(_ level: Double) -> Double {
        var sum = 0.0
        for total in totals {
            sum += total.probability
            if sum >= level { return total.megawatts }
        }
        return totals.last?.megawatts ?? 0
    }

    /// Mean, spread and distribution.
    func addFirst(to offers: inout Offers, distribution name: String = "pmf_delivered_projects") {
        offers.add("mean_MW", "expected_MW", number: mean)
        offers.add("sd_MW", "std_MW", number: standardDeviation)
        if let counts {
            offers.add(name, "pmf_delivered_projects", "pmf", "pmf_projects") { (_: AskedShape?) throws(PowerError) in
                .numbers(counts.probabilities)
            }
        }
    }

    /// What may be asked for beyond them.
    func addOthers(to offers: inout Offers) {
        offers.add("mean_projects", number: counts?.mean ?? 0)
        offers.add("pmf_MW") { (_: AskedShape?) throws(PowerError) in
            .table(totals.map { (CaseNumber.text($0.megawatts), .number($0.probability)) })
        }
        offers.add("P_none", "P_zero", number: atLeast(0) - atLeast(1e-6))
        offers.add("quantiles_MW") { (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [0.1, 0.5, 0.9], quantile)
        }
        offers.add("P_at_least_MW") { (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [mean], atLeast)
        }
        offers.addPattern("P_at_least_500MW") { (key: String, _: AskedShape) throws(PowerError) in
            guard let number = CaseNumber.within(key).first else { return nil }
            let amount = Offers.plain(key).hasSuffix("gw") ? number * 1_000 : number
            let name = Offers.plain(key)
            if name.hasPrefix("patleast") || name.hasPrefix("pge") { return .number(atLeast(amount)) }
            if name.hasPrefix("pbelow") || name.hasPrefix("plt") || name.hasPrefix("plessthan") {
                return .number(1 - atLeast(amount))
            }
            if name.hasPrefix("p"), key.dropFirst().first?.isNumber == true, number < 100 {
                return .number(quantile(number / 100))
            }
            return nil
        }
    }
}
