import Analysis
import Calendar
import Engine
import Model
import TestSupport
import Testing

struct CompareTests {
    private func side(
        _ name: String, _ text: String = LoadLineTests.text(), set: [(key: String, value: String)] = [],
        shocks: [ShockSetting] = []
    ) throws -> CompareSide {
        CompareSide(name: name, scenario: try Reading.scenario(text, set: set), shocks: shocks)
    }

    @Test("Scenarios that are the same differ in nothing")
    func same() async throws {
        let answer = try await CompareAnswer.compute(side("a"), side("b"), paths: 40, threads: 1)
        #expect(answer.differences.isEmpty && answer.attribution.isEmpty)
        #expect(answer.outputs.allSatisfy { $0.change.value == 0 })
    }

    @Test("Effects one at a time and the interaction add up to the whole move, which is that of the two runs")
    func adds() async throws {
        let other = try side(
            "b", set: [("contracts.sales.amount", "9 M USD"), ("drivers.cost.value", "uniform(1, 10) M USD")],
            shocks: [ShockSetting(name: "sales-down", severity: -0.2)])
        let answer = try await CompareAnswer.compute(side("a"), other, paths: 400, threads: 2)
        #expect(
            answer.differences.map(\.path).sorted() == [
                "contracts.sales.amount", "drivers.cost.value", "shock sales-down",
            ])
        let whole = try #require(answer.outputs.first { $0.name == "parties.thin.default" })
        let before = try await Runner(Reading.program(LoadLineTests.text())).run(paths: 400)
        let after = try await Runner(Program(other.scenario, shocks: other.shocks)).run(paths: 400)
        func share(_ run: Run) -> Double {
            Double((run.column("parties.thin.default") ?? []).count { $0 > 0 }) / 400
        }
        #expect(whole.before.value == share(before) && whole.after.value == share(after))
        for own in answer.attribution {
            let parts = own.effects.compactMap { $0?.value }.reduce(own.interaction.value, +)
            #expect(abs(parts - own.whole.value) < 1e-9)
            #expect(own.effects.count == 3)
        }
        #expect(answer.attribution.contains { $0.output == "Thin in default" && $0.whole.value > 0.1 })
        let one = try #require(answer.attribution.first { $0.output == "Thin in default" })
        // Sales of 9 fail in a tenth of paths, less 20 % in a fifth.
        let sales = try #require(one.effects[0])
        #expect(abs(sales.value - 0.1) < 0.05)
        // Costs from 1 to 10 do not pass sales of 10 any more often than costs from 0 to 10.
        #expect(one.effects.map { ($0?.value ?? 0) > 0 } == [true, false, true])
    }

    @Test("A party that only one has is a difference; one that others need cannot be taken away alone")
    func items() async throws {
        let text = LoadLineTests.text().replacing(
            "  idle: {kind: party, title: Idle, equity: 0 USD assumption}\n", with: "")
        let answer = try await CompareAnswer.compute(side("a"), side("b", text), paths: 40, threads: 1)
        #expect(answer.differences.map(\.path) == ["parties.idle"])
        let reversed = try await CompareAnswer.compute(
            side("a"),
            side(
                "b",
                LoadLineTests.text().replacing("payee: world", with: "payee: others").replacing(
                    "payer: world", with: "payer: others"
                ).replacing("  world: {kind: sector}", with: "  others: {kind: sector}")), paths: 40, threads: 1)
        #expect(reversed.parts.contains { !$0.problem.isEmpty })
        #expect(reversed.outputs.allSatisfy { $0.change.value == 0 })
    }

    @Test("Many differences are put in by section")
    func sections() async throws {
        let one = ScenarioGenerator.scenario(seed: 3).text
        let other = one.replacing(" assumption\n", with: " assumption, again\n")
        let same = try await CompareAnswer.compute(side("a", one), side("b", other), paths: 20, threads: 1)
        #expect(same.differences.isEmpty, "a reason is nothing that a run can feel")
        let folder = PackageRoot.path("Scenarios/childress")
        let program = try Reading.program(folder: folder)
        var scenario = program.scenario
        for index in scenario["shocks"].indices {
            scenario.sections["shocks"]![index].record.values["from"] = .quarter(
                scenario.settings.start.advanced(by: 3), scenario.settings.place)
        }
        let on = scenario["shocks"].map { ShockSetting(name: $0.name) }
        let answer = try await CompareAnswer.compute(
            CompareSide(name: "a", scenario: program.scenario, shocks: []),
            CompareSide(name: "b", scenario: scenario, shocks: on), paths: 40, threads: 2)
        #expect(answer.parts.count == answer.differences.count || answer.parts.map(\.name) == ["shocks"])
        for own in answer.attribution {
            let parts = own.effects.compactMap { $0?.value }.reduce(own.interaction.value, +)
            #expect(abs(parts - own.whole.value) < 1e-6 * max(1, abs(own.whole.value)))
        }
    }
}
