import Analysis
import Engine
import Model
import TestSupport
import Testing

struct RenewalsTests {
    /// One megawatt for 400 USD a year over four quarters, renewed for four more with odds that leave no doubt; a loan beyond both.
    private func text(term: Int = 4) -> String {
        """
        scenario: {name: renewals, start: 2026Q1, quarters: 8, paths: 8}
        parties:
          banks: {kind: sector, issues-money: true, title: Banks}
          world: {kind: sector}
          cloud: {kind: party, cash: 510 USD, equity: 210 USD, burn-cover: 0 quarters}
        markets:
          gpu: {kind: compute, price: 0.001 USD/GPU-h, utilisation: 100 %, decline: 0 %, buyer: world}
        generations:
          chip: {power: 1 kW/unit, performance: 1, life: 60 quarters}
        sites:
          here:
            owner: cloud
            it-load: 1 MW
            pue: 1
            projects: [{name: grid, power: 1 MW, hall-ready: 0 quarters, power-ready: 0 quarters}]
        contracts:
          chips:
            kind: purchase-order
            buyer: cloud
            seller: world
            site: here
            generation: chip
            units: 1000 units
            amount: 10 USD
            payments: [{quarter: 2026Q1, share: 100 %}]
            deliveries: [{quarter: 2026Q1, share: 100 %}]
          capacity:
            kind: compute
            seller: cloud
            buyer: world
            site: here
            price: 400 USD per MW-year
            tranches: [{start: 2026Q1, load: 1 MW}]
            term: \(term) quarters
            renewal-term: 4 quarters
            renewal-base: 20
          loan: {kind: facility, borrower: cloud, lender: banks, commitment: 300 USD, drawn: 300 USD, purpose: term, base-rate: 0 %, margin: 0 %, maturity: 2030Q4, repayment: bullet}
        """
    }

    @Test("Without renewal exactly the second year's invoices are lost, and the loan outlives the contract")
    func byHand() async throws {
        let answer = try await RenewalsAnswer.compute(Reading.program(text()), paths: 8, threads: 1)
        let cloud = try #require(answer.sellers.first)
        #expect(cloud.ending == [0, 1] && cloud.later == 0 && cloud.megawatts == 1)
        #expect(cloud.invoiced.map { $0.value.rounded() } == [400, 400])
        #expect(cloud.lost.map { $0.value.rounded() } == [0, 400])
        #expect(cloud.halfEnded == "2027Q1")
        #expect(cloud.debtThen?.value == 300)
        #expect(answer.lenders.map(\.title) == ["Banks"])
        #expect(answer.lenders[0].outliving.value == 300 && answer.lenders[0].loans[0].loan == "loan")
    }

    @Test("A contract that ends after the run outlives nothing within it")
    func later() async throws {
        let answer = try await RenewalsAnswer.compute(Reading.program(text(term: 20)), paths: 8, threads: 1)
        #expect(answer.sellers[0].later == 1 && answer.sellers[0].halfEnded == nil)
        #expect(answer.sellers[0].lost.allSatisfy { $0.value == 0 } && answer.lenders[0].outliving.value == 0)
    }

    @Test("Nobody earns more under contract without renewals", arguments: [1, 7, 22])
    func random(seed: Int) async throws {
        let scenario = try Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
        let program = try Program(scenario)
        guard program.scenario["contracts"].contains(where: { $0.kind == "compute" }) else { return }
        let answer = try await RenewalsAnswer.compute(program, paths: 16, threads: 2)
        // What is not renewed may leave room for a later tranche, but not more than was lost in sum.
        for seller in answer.sellers {
            #expect(
                seller.lost.reduce(0) { $0 + $1.value } >= -1e-6 * (1 + seller.invoiced.reduce(0) { $0 + $1.value }))
        }
    }
}
