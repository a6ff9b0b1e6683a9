import Engine
import Foundation
import Model
import TestSupport
import Testing

struct VariationTests {
    @Test("A varied run is the run of a program compiled with that number, to the bit", arguments: 0..<12)
    func sameAsCompiled(seed: Int) async throws {
        let scenario = try Reading.program(ScenarioGenerator.scenario(seed: UInt64(seed)).text).scenario
        let program = try Program(scenario)
        for index in stride(from: seed % 7, to: program.inputs.count, by: max(1, program.inputs.count / 5)) {
            let slot = program.inputs[index]
            guard case .constant(let value) = slot.value.form else { continue }
            let moved = value == 0 ? 0.01 : value * 1.2
            guard let compiled = try? Program(scenario, fixed: [slot.path: moved]) else { continue }
            var runner = Runner(program)
            runner.variation = Variation()
            runner.variation?[index] = .replace([moved])
            let expected = try await Runner(compiled).run(paths: 40).bits
            let varied = try await runner.run(paths: 40).bits
            #expect(varied == expected, "\(slot.path)")
            runner.variation?[index] = .replace([Double](repeating: moved, count: 40))
            let pathByPath = try await runner.run(paths: 40).bits
            #expect(pathByPath == expected, "\(slot.path), path by path")
        }
    }

    @Test("A scaled input is multiplied in every quarter, whatever its form")
    func scaled() async throws {
        let folder = PackageRoot.path("Scenarios/childress")
        let program = try Reading.program(folder: folder)
        let index = try #require(program.inputs.firstIndex { $0.path == "contracts.running.per-megawatt" })
        guard case .constant(let cost) = program.inputs[index].value.form else {
            Issue.record("the cost is no number")
            return
        }
        var runner = Runner(program)
        runner.variation = Variation()
        runner.variation?[index] = .scale([2])
        let scaled = try await runner.run(paths: 64).bits
        let compiled = try Program(program.scenario, fixed: ["contracts.running.per-megawatt": 2 * cost])
        let (expected, base) = (
            try await Runner(compiled).run(paths: 64).bits, try await Runner(program).run(paths: 64).bits
        )
        #expect(scaled == expected)
        #expect(scaled != base)
        runner.variation?[index] = .scale([1])
        let unmoved = try await runner.run(paths: 64).bits
        #expect(unmoved == base)
    }

    @Test("Shocks at other severities are those shocks compiled at them; all at 0 are no shock")
    func severities() async throws {
        let scenario = try Reading.program(folder: PackageRoot.path("Scenarios/childress")).scenario
        let names = scenario["shocks"].map(\.name)
        let all = try Program(scenario, shocks: names.map { ShockSetting(name: $0) })
        let base = try await Runner(Program(scenario)).run(paths: 64).bits
        var runner = Runner(all)
        runner.variation = Variation(severities: names.map { _ in 0 })
        let unshocked = try await runner.run(paths: 64).bits
        #expect(unshocked == base)
        for (index, name) in names.enumerated() {
            let one = try Program(scenario, shocks: [ShockSetting(name: name, severity: 0.3)])
            runner.variation = Variation(severities: names.indices.map { $0 == index ? 0.3 : 0 })
            let varied = try await runner.run(paths: 64).bits
            let expected = try await Runner(one).run(paths: 64).bits
            #expect(varied == expected, "\(name)")
        }
    }
}

extension Run {
    /// Every kept number, bit for bit.
    fileprivate var bits: [[UInt32]] { columns.map { $0.map(\.bitPattern) } }
}
