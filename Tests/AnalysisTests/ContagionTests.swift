import Analysis
import Engine
import TestSupport
import Testing

struct ContagionTests {
    @Test("Contagion is zero where nobody owes anybody")
    func strangers() async throws {
        let text = """
            scenario: {name: strangers, start: 2026Q1, quarters: 8, paths: 64, seed: 3}
            parties:
              one: {kind: party, cash: 10 M USD assumption, equity: 10 M USD assumption}
              two: {kind: party, cash: 12 M USD assumption, equity: 12 M USD assumption}
              three: {kind: party, cash: 8 M USD assumption, equity: 8 M USD assumption}
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            drivers:
              a: {kind: value, unit: USD, value: "uniform(0, 4) M USD assumption"}
              b: {kind: value, unit: USD, value: "uniform(0, 4) M USD assumption"}
              c: {kind: value, unit: USD, value: "uniform(0, 4) M USD assumption"}
            contracts:
              costs-1: {kind: payment, payer: one, payee: world, amount: = drivers.a}
              costs-2: {kind: payment, payer: two, payee: world, amount: = drivers.b}
              costs-3: {kind: payment, payer: three, payee: world, amount: = drivers.c}
            """
        let answer = try await ContagionAnswer.compute(Reading.scenario(text), paths: 64, threads: 2)
        #expect(answer.rows.count == 3, "each of them is the first to fail in some path")
        for row in answer.rows {
            #expect(row.first.value > 0)
            #expect(row.victims.allSatisfy { $0.share.value == 0 }, "\(row.party)")
        }
        #expect(answer.losses.contagion.value == 0)
    }

    @Test("In the triangle the cloud is the lab's victim, and the lender's loss is contagion")
    func triangle() async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/triangle"))
        let answer = try await ContagionAnswer.compute(
            program.scenario, shocks: [ShockSetting(name: "investors-leave")], paths: 4, threads: 1)
        let lab = try #require(answer.rows.first)
        #expect(lab.party == "lab")
        #expect(lab.first.value == 1)
        #expect(lab.victims.map(\.party) == ["cloud"])
        #expect(lab.victims[0].share.value == 1)
        #expect(lab.victims[0].sameQuarter == 0)
        #expect(answer.losses.contagion.value > 0)
        #expect(answer.losses.ofOthersGuaranteed.value == 0)
    }

    @Test("A counterfactual that guarantees nobody changes no bit", arguments: [5, 12, 33])
    func nobodyGuaranteed(seed: Int) async throws {
        let scenario = try Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
        let base = try await Runner(Program(scenario)).run(paths: 32)
        let other = try await Runner(Program(scenario, isCounterfactual: true)).run(paths: 32)
        #expect(base.digest == other.digest)
    }

    @Test("Losses fall when distressed sales do not lower prices")
    func channels() async throws {
        var saved = 0.0
        for seed in [4, 9, 17, 28, 31] {
            let scenario = try Reading.scenario(ScenarioGenerator.scenario(seed: UInt64(seed)).text)
            let answer = try await LossChannelsAnswer.compute(scenario, paths: 32, threads: 2)
            let prices = try #require(answer.rows.first { $0.channel == "distressed prices" })
            saved += prices.saved.value
        }
        #expect(saved > 0)
    }
}
