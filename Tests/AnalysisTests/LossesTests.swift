import Analysis
import Engine
import TestSupport
import Testing

struct LossesTests {
    /// A firm with 4 USD in hand that must pay 9 on about half of the paths, and owes 100; another that owes 50 and stands.
    private let text = """
        scenario: {name: losses, start: 2026Q1, quarters: 12, paths: 400, seed: 5}
        parties:
          banks: {kind: sector, issues-money: true, title: Banks}
          funds: {kind: sector, title: Funds}
          world: {kind: sector}
          weak: {kind: party, cash: 4 USD, other-assets: 96 USD, equity: 0 USD}
          sound: {kind: party, cash: 500 USD, equity: 450 USD}
        rules: {all: {bridges: false}}
        drivers:
          luck: {kind: value, value: "uniform(0, 2)"}
        contracts:
          costs: {kind: payment, payer: weak, payee: world, amount: = if drivers.luck > 1 then 9 USD else 0 USD}
          loan: {kind: facility, borrower: weak, lender: banks, commitment: 100 USD, drawn: 100 USD, purpose: term, base-rate: 0 %, margin: 0 %, maturity: 2040Q4, repayment: bullet}
          other: {kind: facility, borrower: sound, lender: funds, commitment: 50 USD, drawn: 50 USD, purpose: term, base-rate: 0 %, margin: 0 %, maturity: 2040Q4, repayment: bullet}
        """

    @Test("Given that a firm fails its lender loses what it loses over all paths, over the share of paths")
    func conditional() async throws {
        let program = try Reading.program(text)
        let run = try await Runner(program, threads: 2).run(paths: 400)
        let all = try await LossesAnswer.compute(run, program, if: nil, written: 400, threads: 2)
        let given = try await LossesAnswer.compute(run, program, if: "weak", written: 400, threads: 2)
        let share = try #require(given.probability)
        #expect((share.value - 0.5).magnitude < 3 * share.standardError + 0.01)
        #expect(given.conditional == Int((share.value * 400).rounded()) && all.conditional == 400)
        let (bank, over) = (given.lenders[0], all.lenders[0])
        #expect(bank.lender == "banks" && over.lender == "banks")
        #expect(bank.expected.value > 0)
        #expect((bank.expected.value * share.value - over.expected.value).magnitude < 1e-6)
        #expect(bank.unconditional == over.expected)
        #expect(given.direct == bank.expected && given.ofOthers.value == 0)
        #expect(given.lenders[1].expected.value == 0 && given.lenders[1].title == "Funds")
        #expect(given.failures.isEmpty)
    }

    @Test("A party that never fails cannot be the condition, and an unknown one is named with those that are there")
    func impossible() async throws {
        let program = try Reading.program(text)
        let run = try await Runner(program, threads: 2).run(paths: 32)
        for (name, words) in [("sound", "too few to say who loses"), ("nobody", "parties are: weak, sound")] {
            do {
                _ = try await LossesAnswer.compute(run, program, if: name, written: 32, threads: 1)
                Issue.record("\(name) was taken")
            } catch {
                #expect("\(error)".contains(words), "\(error)")
            }
        }
    }

    @Test("In the triangle the lender's loss is given whenever the lab fails")
    func triangle() async throws {
        let program = try Reading.program(
            folder: PackageRoot.path("Scenarios/triangle"), shocks: [ShockSetting(name: "investors-leave")])
        let run = try await Runner(program).run(paths: 4)
        let answer = try await LossesAnswer.compute(run, program, if: "lab", written: 4, threads: 1)
        #expect(answer.probability?.value == 1)
        #expect(answer.failures.map(\.party) == ["cloud"] && answer.failures[0].share.value == 1)
        #expect(answer.ofOthers.value > 50e9, "the cloud's loan, by the lab's failure")
        // What the lender writes off is the same loan.
        #expect(answer.creditors.contains { $0.party == "lender" && $0.expected.value > 50e9 })
    }
}
