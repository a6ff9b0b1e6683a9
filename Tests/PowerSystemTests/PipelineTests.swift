import PowerSystem
import Testing

struct PipelineTests {
    @Test("hazard stages end as their closed forms say, and shares always sum to one")
    func hazards() throws {
        let stages = try HazardStages(stages: [
            .init(advance: 0.3, withdraw: 0.08), .init(advance: 0.2, withdraw: 0.03),
        ])
        let ultimate = stages.ultimate()
        #expect((ultimate.completion - 0.3 / 0.38 * 0.2 / 0.23).magnitude < 1e-14)
        #expect(((ultimate.meanQuarters ?? 0) - 1 / 0.38 - 1 / 0.23).magnitude < 1e-12)
        let standings = stages.standings(quarters: 400)
        for standing in standings {
            #expect((standing.completed + standing.withdrawn + standing.waiting.reduce(0, +) - 1).magnitude < 1e-12)
        }
        #expect((standings[400].completed - ultimate.completion).magnitude < 1e-12)
    }

    @Test("regimes that do not differ are as none; a bad regime never speeds completion up and correlates projects")
    func regimes() throws {
        let good: [HazardStages.Stage] = [.init(advance: 0.3, withdraw: 0.05), .init(advance: 0.25, withdraw: 0.05)]
        let bad: [HazardStages.Stage] = [.init(advance: 0.1, withdraw: 0.1), .init(advance: 0.05, withdraw: 0.1)]
        let transition = [[0.9, 0.1], [0.3, 0.7]]
        let chain = try RegimeChain(transition: transition, initial: RegimeChain.stationary(transition))
        #expect((chain.initial[0] - 0.75).magnitude < 1e-14)
        let alone = try HazardStages(stages: good)
        let same = try HazardStages(regimes: [good, good], chain: chain)
        let mixed = try HazardStages(regimes: [good, bad], chain: chain)
        let steps = zip(zip(alone.standings(quarters: 30), same.standings(quarters: 30)), mixed.standings(quarters: 30))
        for ((first, second), third) in steps {
            #expect((first.completed - second.completed).magnitude < 1e-14)
            #expect(third.completed <= first.completed + 1e-14)
        }
        let single = mixed.standings(quarters: 12)[12].completed
        #expect(mixed.bothCompleted(quarters: 12)[12] > single * single)
        let independent = alone.standings(quarters: 12)[12].completed
        #expect((alone.bothCompleted(quarters: 12)[12] - independent * independent).magnitude < 1e-14)
        let later = mixed.standings(quarters: 3_000)[3_000].completed
        #expect((later - mixed.ultimate().completion).magnitude < 1e-12)
    }

    @Test("a project that has just entered has its prior; of two that wait, exponential ones forget their age")
    func queued() throws {
        let lead = LeadTime.lognormal(median: 18, sigma: 0.45)
        let fresh = try QueuedProject(prior: 0.13, leadTime: lead, withdrawal: .exponential(mean: 12), age: 0)
        #expect(fresh.posterior == 0.13)
        #expect((fresh.remaining(within: 10) - lead.cumulative(10)).magnitude < 1e-14)
        #expect((fresh.meanRemaining - lead.mean).magnitude < 1e-6)
        let old = try QueuedProject(prior: 0.13, leadTime: lead, withdrawal: .exponential(mean: 12), age: 12)
        #expect(old.posterior > 0.13)
        #expect((old.remaining(within: old.remainingQuantile(0.3)) - 0.3).magnitude < 1e-9)
        let memoryless = try QueuedProject(
            prior: 0.5, leadTime: .exponential(mean: 8), withdrawal: .exponential(mean: 8), age: 20)
        #expect((memoryless.posterior - 0.5).magnitude < 1e-14)
        #expect((memoryless.remaining(within: 5) - LeadTime.exponential(mean: 8).cumulative(5)).magnitude < 1e-14)
    }

    @Test("the longest of several lead times: two exponentials in closed form, chances to be last sum to one")
    func criticalPath() throws {
        let two = try CriticalPath(parts: [.exponential(mean: 2), .exponential(mean: 3)])
        let moments = two.moments()
        #expect((moments.mean - (2 + 3 - 1 / (0.5 + 1.0 / 3))).magnitude < 1e-7)
        #expect((moments.critical[1] - 3.0 / 5).magnitude < 1e-7)
        let path = try CriticalPath(
            parts: [12, 6, 14, 7].map { .lognormal(median: $0, sigma: 0.35) })
        let found = path.moments()
        #expect((found.critical.reduce(0, +) - 1).magnitude < 1e-12)
        #expect(found.mean > 14 && found.mean < 20)
        #expect((path.cumulative(path.quantile(0.9)) - 0.9).magnitude < 1e-12)
    }

    @Test("a late part never energises a site earlier")
    func delay() throws {
        var random = Seeded(9)
        for _ in 0..<50 {
            let medians = (0..<4).map { _ in Double.random(in: 2...20, using: &random) }
            let before = try CriticalPath(parts: medians.map { .lognormal(median: $0, sigma: 0.4) })
            let later = medians.enumerated().map { $0.offset == 1 ? $0.element * 1.5 : $0.element }
            let after = try CriticalPath(parts: later.map { .lognormal(median: $0, sigma: 0.4) })
            for quarter in stride(from: 1.0, through: 40, by: 3) {
                #expect(after.cumulative(quarter) <= before.cumulative(quarter))
            }
        }
    }

    @Test("mixtures of one state are binomial; every mixture keeps mean and spread of its distribution")
    func mixtures() throws {
        let single = try CompletionMixture(projects: 12, states: [(1, 0.4)])
        #expect(single.count == CountDistribution(independent: repeatElement(0.4, count: 12)))
        for mixture in [
            try CompletionMixture(projects: 12, states: [(0.3, 0.2), (0.7, 0.55)]),
            try CompletionMixture(projects: 12, a: 4, b: 6),
            try CompletionMixture(projects: 12, chance: 0.4, copulaCorrelation: 0.2),
        ] {
            let mass = mixture.count.probabilities
            #expect((mass.reduce(0, +) - 1).magnitude < 1e-12)
            let mean = mixture.count.mean
            #expect((mean - 12 * mixture.mean).magnitude < 1e-9)
            let square = mass.enumerated().reduce(0) {
                $0 + $1.element * (Double($1.offset) - mean) * (Double($1.offset) - mean)
            }
            #expect((square.squareRoot() - mixture.standardDeviation).magnitude < 1e-9)
            #expect(mixture.standardDeviation > single.standardDeviation * 0.9)
        }
    }

    @Test("a supplier loses nothing: backlog is what came less what left, shipments fit the slots, waits are kept")
    func supplier() throws {
        var random = Seeded(11)
        for _ in 0..<100 {
            let orders = (0..<12).map { _ in Double.random(in: 0...9, using: &random) }
            let slots = (0..<12).map { _ in Double.random(in: 0...9, using: &random) }
            let cancelled = (0..<12).map { _ in Double.random(in: 0...2, using: &random) }
            let supplier = try Supplier(openingBacklog: 10, orders: orders, cancellations: cancelled)
            let history = try supplier.serve(slots: slots)
            var expected = 10.0
            for quarter in orders.indices {
                expected += orders[quarter] - history.cancelled[quarter] - history.shipments[quarter]
                #expect((history.backlog[quarter] - expected).magnitude < 1e-9)
                #expect(history.backlog[quarter] >= 0 && history.shipments[quarter] <= slots[quarter])
                #expect(history.idle[quarter] == 0 || history.backlog[quarter] == 0)
            }
        }
    }

    @Test("a supplier expands late and by no more than its limit")
    func expansion() throws {
        let supplier = try Supplier(openingBacklog: 29, orders: .init(repeating: 9, count: 30))
        let expansion = try SupplierExpansion(
            initialSlots: 5, threshold: 4, patience: 2, delay: 8, step: 0.2, growthLimit: 0.05)
        let history = supplier.serve(expanding: expansion)
        #expect(history.slots.prefix(9).allSatisfy { $0 == 5 })
        for (before, after) in zip(history.slots, history.slots.dropFirst()) {
            #expect(after >= before && after <= before * 1.05 + 1e-12)
        }
        #expect((history.slots.last ?? 0) > 5)
    }

    @Test("one engineer is M/M/1; a desk that gets more than it can do never catches up")
    func desk() throws {
        let single = try StudyDesk(servers: 1, serviceRate: 2, arrivalRate: 1)
        #expect((single.waitProbability - 0.5).magnitude < 1e-15)
        #expect(((single.meanWait ?? 0) - 0.5).magnitude < 1e-15)
        let swamped = try StudyDesk(servers: 3, serviceRate: 1, arrivalRate: 3)
        #expect(swamped.waitProbability == 1 && swamped.meanWait == nil)
    }

    @Test("every rule allots what there is, nobody above the claim, and twice the MW twice the awards")
    func allocation() throws {
        var random = Seeded(12)
        for _ in 0..<100 {
            let claims = (0..<6).map { _ in Double.random(in: 0...500, using: &random) }
            let values = (0..<6).map { _ in Double.random(in: 0...9, using: &random) }
            let supply = Double.random(in: 0...2_000, using: &random)
            let one = try Allocation(supply: supply, claims: claims, values: values)
            let two = try Allocation(supply: 2 * supply, claims: claims.map { 2 * $0 }, values: values)
            for rule in AllocationRule.allCases {
                let awards = one.awards(rule)
                #expect((awards.reduce(0, +) - min(supply, claims.reduce(0, +))).magnitude < 1e-9)
                for (award, claim) in zip(awards, claims) { #expect(award >= -1e-12 && award <= claim + 1e-12) }
                for (single, double) in zip(awards, two.awards(rule)) {
                    #expect((2 * single - double).magnitude < 1e-9)
                }
            }
        }
    }

    @Test("the Talmud's three estates: 100, 200 and 300 of claims of 100, 200 and 300")
    func talmud() throws {
        let estates: [(supply: Double, awards: [Double])] = [
            (100, [100.0 / 3, 100.0 / 3, 100.0 / 3]), (200, [50, 75, 75]), (300, [50, 100, 150]),
        ]
        for (supply, awards) in estates {
            let found = try Allocation(supply: supply, claims: [100, 200, 300]).awards(.talmud)
            for (a, b) in zip(found, awards) { #expect((a - b).magnitude < 1e-12) }
        }
    }
}
