import Engine
import Ledger
import TestSupport
import Testing

/// The cascade of generations over tiers, worked out by hand: 100 new units worth 4 in training, 2 elsewhere; 100 old ones worth
/// 1 everywhere.
struct TierTests {
    private func scenario(training: Int, interactive: Int, batch: Int, more: String = "") -> String {
        """
        markets:
          gpu:
            kind: compute
            price: 1 USD/GPU-h
            decline: 20 %
            buyer: world
            elasticity: 1
            smoothing: 0 %
            cap: 4
            tiers:
              - {name: batch, wanted: \(batch) GPU, price-factor: 0.5}
              - {name: training, wanted: \(training) GPU, price-factor: 2}
              - {name: interactive, wanted: \(interactive) GPU}
        generations:
          old: {power: 1 kW/unit, performance: 1}
          new: {power: 1 kW/unit, performance: 2, training: 4}
        sites:
          here:
            owner: cloud
            it-load: 1 MW
            pue: 1
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        fleets:
          first: {owner: cloud, site: here, generation: old, units: 100 units, delivered: 2020Q1, cost: 0 USD, book-value: 0 USD}
          second: {owner: cloud, site: here, generation: new, units: 100 units, delivered: 2024Q1, cost: 0 USD, book-value: 0 USD}
        drivers:
        \(["training", "interactive", "batch"].map { """
              \($0): {kind: value, unit: USD/GPU-h, value: = markets.gpu.\($0)-price}
              \($0)-use: {kind: value, value: = markets.gpu.\($0)-utilisation}
            """ }.joined(separator: "\n"))
          old: {kind: value, unit: USD/GPU-h, value: = generations.old.rent}
          new: {kind: value, unit: USD/GPU-h, value: = generations.new.rent}
        \(more)
        """
    }
    private let cloud = "cloud: {kind: party, equity: 0 USD}"

    @Test("New equipment trains, old equipment infers; slack falls on the last tier")
    func slack() throws {
        // Training wants 200 = 50 new units; interactive 100 = the other 50 new ones; batch 20 of the 100 old ones.
        let example = try Example(quarters: 2, parties: cloud, scenario(training: 200, interactive: 100, batch: 20))
        #expect(isNear([example.driver("training")[1], example.driver("interactive")[1]], [2, 1]))
        // 0.5 x 20 / 100.
        #expect(isNear([example.driver("batch")[1]], [0.1]))
        // Half of a new unit's hours at 4 x 2, half at 2 x 1.
        #expect(isNear([example.driver("new")[1], example.driver("old")[1]], [5, 0.1]))
    }

    @Test("Scarcity lifts the first tier and starves the last")
    func scarcity() throws {
        // Training wants 800: all new units give 400; old ones give it the last 100. Nothing is left.
        let example = try Example(quarters: 2, parties: cloud, scenario(training: 800, interactive: 100, batch: 20))
        #expect(isNear([example.driver("training")[1]], [2 * 800.0 / 500]))
        #expect(isNear([example.driver("interactive")[1], example.driver("batch")[1]], [4, 2]))
        #expect(isNear([example.driver("new")[1], example.driver("old")[1]], [12.8, 3.2]))
    }

    @Test("What a site earns at spot is what its generations earn")
    func revenue() throws {
        let example = try Example(quarters: 1, parties: cloud, scenario(training: 200, interactive: 100, batch: 20))
        // 100 x 5 + 100 x 0.1, 2,190 hours, all let at these rents.
        #expect(example.balance("cloud", .revenue) == [cents(510 * 2_190)])
    }

    @Test("Old equipment that nobody rents at its running cost is scrapped after two quarters; new equipment stays")
    func retirement() throws {
        let example = try Example(
            quarters: 5, parties: cloud,
            scenario(
                training: 200, interactive: 100, batch: 20,
                more: """
                      running: {kind: value, unit: MW, value: = sites.here.running}
                      there: {kind: value, unit: MW, value: = sites.here.energised}
                    contracts:
                      power: {kind: power-purchase, buyer: cloud, seller: world, site: here, price: 300 USD/MWh, load: 100 %}
                    """))
        // 0.3 USD an hour is the least that an old unit is let for: 20 x 0.5 / 0.3 = 33 1/3 of 100 run, and the idle ones go.
        #expect(isNear(example.driver("old").dropFirst().map { $0 }, [0.3, 0.3, 0.3, 0.3]))
        #expect(isNear(example.driver("running").dropFirst().map { $0 }, [0.4, 0.4, 0.4, 0.4].map { $0 / 3 }))
    }

    @Test("Faster equipment never lowers what is supplied, nor does more of it raise a rent", arguments: 0..<40)
    func monotone(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let wanted = (0..<3).map { _ in Int.random(in: 10...900, using: &random) }
        func rents(_ factor: Double) throws -> [Double] {
            let text = scenario(training: wanted[0], interactive: wanted[1], batch: wanted[2])
                .replacing("performance: 2, training: 4", with: "performance: \(2 * factor), training: \(4 * factor)")
            let example = try Example(quarters: 2, parties: cloud, text)
            return ["training", "interactive", "batch"].map { example.driver($0)[1] }
        }
        let (before, after) = (try rents(1), try rents(1.5))
        for (slow, fast) in zip(before, after) { #expect(fast <= slow * (1 + 1e-9)) }
    }

    @Test("Scarce power within a site goes to the best equipment, to the oldest, or to all alike")
    func allocation() throws {
        func revenue(_ rule: String) throws -> Int64 {
            let text =
                scenario(training: 1000, interactive: 0, batch: 0)
                .replacing("grid, power: 1 MW", with: "grid, power: 0.1 MW")
                .replacing("it-load: 1 MW", with: "it-load: 0.1 MW") + "\nrules: {all: {site-allocation: \(rule)}}"
            return try Example(quarters: 1, parties: cloud, text).balance("cloud", .revenue)[0]
        }
        // 1000 / supplied x 2 USD for each H100-equivalent up to the cap of 8: 100 new units supply 400, 100 old ones 100.
        #expect(try revenue("by-value") == cents(400 * 5 * 2_190))
        #expect(try revenue("queue") == cents(100 * 8 * 2_190))
        #expect(try revenue("proportional") == cents(250 * 8 * 2_190))
    }

    @Test("Contract prices imply the fall of rents that plans expect")
    func forward() throws {
        let flat = try Example(
            quarters: 3, parties: cloud,
            """
            markets:
              gpu:
                kind: compute
                price: 1 USD/GPU-h
                one-year: 2 USD/GPU-h
                three-year: {2026Q1: 2 USD/GPU-h, 2026Q2: 1.5 USD/GPU-h}
                buyer: world
            drivers:
              decline: {kind: value, unit: per year, value: = markets.gpu.decline}
            """)
        // Flat prices mean flat rents; at 1.5 for three years the mean of three years is 3/4 of the first.
        #expect(isNear([flat.driver("decline")[1]], [0]))
        let left = 1 - flat.driver("decline")[2]
        let v = [1.1, 1.1 * 1.1 * 1.1, 1.1 * 1.1 * 1.1 * 1.1 * 1.1].map { 1 / $0.squareRoot() }
        #expect(isNear([v[0] + v[1] * left + v[2] * left * left], [0.75 * (v[0] + v[1] + v[2])]))
    }
}
