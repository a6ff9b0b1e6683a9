/// Makes random scenarios that are valid by construction and unkind on purpose: thin cash, late power, falling rents,
/// tight covenants, customers that fail.
public struct ScenarioGenerator {
    var random: SeededGenerator
    /// For the kinds of drivers: of its own, so that they change nothing else of a scenario.
    var drivers: SeededGenerator
    /// For what stands before the run, likewise.
    var fleets: SeededGenerator
    /// For instruments: of its own, for the same reason.
    var instruments: SeededGenerator
    let seed: UInt64
    var items: [GeneratedScenario.Item] = []
    var quarters = 0
    /// Assets less liabilities of each party, in dollars, as its contracts are made.
    var equity: [String: Int] = [:]
    var cash: [String: Int] = [:]
    let parties: [String]
    /// Parties whose equity has a price.
    var valued: Set<String> = []
    /// With a power region: a further project for each site, and the rule for scarce power.
    var powerProjects: [[String]] = []
    var allocation = "proportional"

    public init(seed: UInt64) {
        self.seed = seed
        random = SeededGenerator(seed: seed)
        drivers = SeededGenerator(seed: ~seed)
        fleets = SeededGenerator(seed: seed &+ 3_000_017)
        instruments = SeededGenerator(seed: seed &+ 1 << 32)
        let count = Int.random(in: 3...7, using: &random)
        parties = (0..<count).map { "firm-\($0)" }
    }

    /// The scenario of the seed.
    public static func scenario(seed: UInt64) -> GeneratedScenario {
        var generator = ScenarioGenerator(seed: seed)
        return generator.make()
    }

    private mutating func make() -> GeneratedScenario {
        quarters = Int.random(in: 6...24, using: &random)
        for party in parties { cash[party] = random.pick([0, 1, 20, 100, 500, 2_000, 20_000]) * 1_000_000 }
        addDrivers()
        addRegion()
        addAssets()
        addFleets()
        addContracts()
        addFunding()
        addDemand()
        addParties()
        return GeneratedScenario(seed: seed, quarters: quarters, items: items)
    }

    mutating func add(_ section: String, _ name: String, _ lines: [String], needs: [String] = []) {
        items.append(.init(section: section, name: name, lines: lines, needs: needs))
    }

    func quarter(_ offset: Int) -> String {
        let at = min(max(offset, 0), quarters - 1)
        return "\(2026 + at / 4)Q\(at % 4 + 1)"
    }

    private mutating func addParties() {
        for party in parties {
            let other = random.pick([0, 0, 50, 400]) * 1_000_000
            let worth = cash[party]! + other + equity[party, default: 0]
            add(
                "parties", party,
                [
                    "kind: party", "cash: \(cash[party]!) USD assumption", "other-assets: \(other) USD assumption",
                    "equity: \(worth) USD assumption",
                    "minimum-cash: \(random.pick([0, 0, 5, 50])) M USD assumption",
                    "book-life: \(random.pick([1, 3, 6])) years assumption",
                ]
                    + (valued.contains(party)
                        ? ["equity-value: 300 M USD assumption", "listed: \(random.chance(0.5))"] : []))
        }
        for sector in ["banks", "markets", "government"] {
            add("parties", sector, ["kind: sector", "issues-money: \(sector == "banks")"])
        }
        add(
            "rules", "all",
            [
                "government: government", "tax-rate: \(random.pick([0, 21, 40])) % assumption",
                "bonus-depreciation: \(random.pick([0, 100])) % assumption", "asset-buyer: markets",
                "administrator: markets", "owners: markets", "depth: \(random.pick([20, 900])) M USD assumption",
                "sale-quarters: \(random.pick([1, 2, 4])) quarters assumption",
                "leases: \(random.pick(["on", "off"]))", "impairment: \(random.chance(0.7))",
                "bridges: \(random.chance(0.7))",
                "site-allocation: \(fleets.pick(["by-value", "queue", "proportional"]))",
                "power-allocation: \(allocation)",
            ], needs: ["parties.government", "parties.markets"])
    }

    private mutating func addDrivers() {
        add(
            "drivers", "rent",
            random.chance(0.5)
                ? [
                    "kind: jump", "unit: USD/GPU-h", "start: \(random.pick([0.3, 1, 3])) USD/GPU-h assumption",
                    "drift: -20 % per year assumption", "volatility: 40 % assumption",
                    "frequency: 50 % per year assumption", "jump-mean: -60 % assumption",
                    "jump-deviation: 30 % assumption",
                ]
                : [
                    "kind: geometric-brownian", "unit: USD/GPU-h", "start: 1 USD/GPU-h assumption",
                    "volatility: 60 % assumption",
                ])
        add(
            "drivers", "rate",
            [
                "kind: mean-reverting", "unit: \"%\"", "start: 4 % assumption", "mean: 3 % assumption",
                "speed: 40 % per year assumption", "volatility: 2 % assumption",
            ])
        addPower()
        addLuck()
    }

    private mutating func addAssets() {
        add(
            "markets", "compute",
            [
                "price: = drivers.rent", "utilisation: \(random.pick([50, 90])) % assumption",
                "buyer: markets",
            ] + expectations() + (random.chance(0.5) ? demandAtSpot(random.pick([500, 30_000])) : []),
            needs: ["drivers.rent", "parties.markets", "drivers.luck"])
        add(
            "generations", "chip",
            [
                "power: 2 kW/unit assumption", "performance: \(random.pick([0.5, 2, 4])) assumption",
                "failures: \(random.pick([0, 5, 50])) % assumption",
            ])
        add(
            "generations", "chip-next",
            ["power: 3 kW/unit assumption", "performance: 9 assumption", "training: 12 assumption"])
        for site in 0..<Int.random(in: 1...2, using: &random) {
            let load = random.pick([5, 20, 100])
            var lines = [
                "owner: \(random.pick(parties))", "pue: 1.25 assumption", "it-load: \(load) MW assumption", "projects:",
            ]
            for phase in 0..<2 {
                lines += [
                    "  - name: phase \(phase + 1)", "    power: \(Double(load) * 1.25 / 2) MW assumption",
                    "    hall-ready: uniform(0, \(random.pick([1, 4, 12]))) quarters assumption",
                    "    power-ready: uniform(0, \(random.pick([1, 4, 12]))) quarters assumption",
                ]
            }
            if !powerProjects.isEmpty {
                lines.insert("region: north", at: 1)
                lines += powerProjects[site]
            }
            let needs = powerProjects.isEmpty ? [] : ["regions.north", "suppliers.maker-0", "suppliers.maker-1"]
            add("sites", "site-\(site)", lines, needs: needs)
            sites.append((name: "site-\(site)", owner: owner(of: lines), load: load))
        }
    }

    private mutating func expectations() -> [String] {
        guard fleets.chance(0.3) else { return ["decline: 25 % assumption"] }
        return ["one-year: 2 USD/GPU-h assumption", "three-year: = 1.5 USD/GPU-h * drivers.luck + 0.1 USD/GPU-h"]
    }

    /// What is wanted at spot, in one market or by tier.
    private mutating func demandAtSpot(_ wanted: Int) -> [String] {
        let outside = "offered-outside: 2000 GPU assumption"
        guard fleets.chance(0.5) else { return ["wanted: \(wanted) GPU assumption", outside] }
        return [
            outside, "tiers:",
            "  - {name: training, wanted: = \(wanted) GPU * drivers.luck, price-factor: 1.5 assumption}",
            "  - {name: interactive, wanted: \(wanted / 2) GPU assumption}",
            "  - {name: batch, wanted: \(fleets.pick([0, 900])) GPU assumption, price-factor: 0.5 assumption}",
        ]
    }

    var sites: [(name: String, owner: String, load: Int)] = []

    private func owner(of lines: [String]) -> String { String(lines[0].dropFirst("owner: ".count)) }
}
