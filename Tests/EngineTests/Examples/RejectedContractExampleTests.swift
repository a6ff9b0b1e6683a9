import Engine
import Ledger
import TestSupport
import Testing

/// A cloud that sold capacity below what it costs to run, and fails.
struct RejectedContractExampleTests {
    /// 1 MW of 500 chips of 2 H100-equivalents: spot at 1 dollar an hour is 8.76 M a year. Power costs 3 M a year; the contract
    /// pays 2 M, or 4 M.
    private func replay(price: String) throws -> (Program, Replay) {
        let program = try Reading.program(
            """
            scenario: {name: rejected, start: 2026Q1, quarters: 10, paths: 1, seed: 1}
            parties:
              cloud: {kind: party, cash: 12 M USD assumption, equity: 12 M USD assumption, burn-cover: 0 quarters}
              customer: {kind: party, cash: 90 M USD assumption, equity: 90 M USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            rules: {all: {asset-buyer: world, administrator: world, owners: world, bridges: false, impairment: false}}
            markets: {compute: {price: 1 USD/GPU-h assumption, utilisation: 0 % assumption, decline: 20 % assumption, buyer: world}}
            generations: {chip: {power: 2 kW/unit assumption, performance: 2 assumption}}
            sites:
              hall:
                owner: cloud
                pue: 1 assumption
                it-load: 1 MW assumption
                projects: [{name: one, power: 1 MW assumption, hall-ready: 0 quarters, power-ready: 0 quarters}]
            contracts:
              chips:
                kind: purchase-order
                buyer: cloud
                seller: world
                site: hall
                generation: chip
                units: 500 units assumption
                amount: 10 M USD assumption
                payments: [{quarter: 2026Q1, share: 100 % assumption}]
                deliveries: [{quarter: 2026Q1, share: 100 % assumption}]
              running: {kind: operations, owner: cloud, supplier: world, site: hall, per-megawatt: 3 M USD per MW-year assumption}
              debts: {kind: payment, payer: cloud, payee: world, amount: 900000 USD assumption, rank: trade, ends-at-default: true}
              capacity:
                kind: compute
                seller: cloud
                buyer: customer
                site: hall
                price: \(price) assumption
                term: 20 quarters assumption
                tranches: [{start: 2026Q1, load: 1 MW assumption}]
            """)
        return (program, try Replay(program, path: 0))
    }

    private func due(_ cause: String, _ program: Program, _ replay: Replay, _ quarter: Int) -> Int64 {
        replay.dues[quarter][program.legs.first { $0.subject == "contracts.capacity" && $0.cause == cause }!.index]
    }

    @Test("An estate rejects a contract that pays less than running costs; the customer claims what spot costs it more")
    func rejected() throws {
        let (program, replay) = try replay(price: "2 M USD per MW-year")
        let cloud = program.parties.first { $0.name == "cloud" }!.index
        let failed = try #require(replay.states.firstIndex { $0[cloud] == .defaulted })
        #expect(due("capacity", program, replay, failed) == 50_000_000)
        #expect(due("capacity", program, replay, failed + 1) > 0, "served in the quarter in which it is rejected")
        #expect(due("capacity", program, replay, failed + 2) == 0)
        // 6.76 M a year more for what is left of 20 quarters.
        let left = Double(20 - failed - 1)
        let index = program.chart.accounts.firstIndex {
            $0.party == cloud && $0.kind == .payables && $0.instrument.hasSuffix("claim for the rejected contract")
        }!
        let owed = -replay.books[failed + 1].balances[index]
        #expect((Double(owed) / 100 - 6.76e6 * left / 4).magnitude < 1)
    }

    @Test("It keeps a contract that earns its running costs")
    func kept() throws {
        let (program, replay) = try replay(price: "4 M USD per MW-year")
        let cloud = program.parties.first { $0.name == "cloud" }!.index
        let failed = try #require(replay.states.firstIndex { $0[cloud] == .defaulted })
        #expect(due("capacity", program, replay, failed + 2) > 0)
    }
}
