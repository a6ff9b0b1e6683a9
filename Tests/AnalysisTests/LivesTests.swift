import Analysis
import Engine
import TestSupport
import Testing

struct LivesTests {
    /// 24 USD of machines, bought in the first quarter of three years.
    private func text(life: String = "2 years") -> String {
        """
        scenario: {name: lives, start: 2026Q1, quarters: 12, paths: 8}
        parties:
          banks: {kind: sector, issues-money: true}
          world: {kind: sector}
          cloud: {kind: party, cash: 100 USD, equity: 100 USD, book-life: \(life)}
        rules: {all: {impairment: false}}
        generations: {chip: {power: 1 kW/unit, performance: 1}}
        sites:
          here:
            owner: cloud
            it-load: 1 MW
            projects: [{name: grid, power: 2 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          chips:
            kind: purchase-order
            buyer: cloud
            seller: world
            site: here
            generation: chip
            units: 10 units
            amount: 24 USD
            payments: [{quarter: 2026Q1, share: 100 %}]
            deliveries: [{quarter: 2026Q1, share: 100 %}]
        """
    }

    @Test(
        "Three years instead of two: 4 more profit in each of two years, 8 less in the third, which is the cross-over")
    func byHand() async throws {
        let program = try Reading.program(text())
        let answer = try await LivesAnswer.compute(program, lives: [2, 3], paths: 8, threads: 1)
        let cloud = try #require(answer.parties.first)
        #expect(cloud.ownLife == 2)
        #expect((cloud.depreciation.value - 24).magnitude < 1e-5)
        let (same, longer) = (cloud.lives[0], cloud.lives[1])
        #expect(same.netIncome.value == 0 && same.crossOver == nil)
        #expect(longer.byYear.map { ($0.value * 1e4).rounded() / 1e4 } == [-4, -4, 8])
        #expect(longer.crossOver == 2028)
        #expect(longer.depreciation.value.magnitude < 1e-5, "all is written off within the run under both")
        #expect(longer.tax.value == 0)
    }

    @Test("A longer life never raises the depreciation of the first year", arguments: [2, 6, 14])
    func longer(seed: Int) async throws {
        let scenario = try Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
        let program = try Program(scenario)
        let answer = try await LivesAnswer.compute(program, paths: 16, threads: 2)
        for party in answer.parties {
            for (short, long) in zip(party.lives, party.lives.dropFirst()) {
                let (before, after) = (short.byYear[0].value, long.byYear[0].value)
                #expect(after <= before + 1e-6 * max(1, before.magnitude), "\(party.party), \(long.life) years")
            }
        }
    }

    @Test("Where nobody owns equipment the answer says so")
    func nothing() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        await #expect(throws: (any Error).self) {
            _ = try await LivesAnswer.compute(program, paths: 4, threads: 1)
        }
    }
}
