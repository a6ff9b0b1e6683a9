import Engine
import Foundation
import ScenarioFiles
import TestSupport

/// Whole scenarios: what a quarter of a path costs with everything in it, and how that grows.
enum WholeRun {
    /// A run through `Runner`: seconds of the processor and of the wall.
    static func measure(_ scenario: String, paths: Int, quarters: Int?, threads: Int) async throws {
        let overrides = quarters.map { [(key: "scenario.quarters", value: "\($0)")] } ?? []
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/\(scenario)"), set: overrides)
        try await run(program, paths: paths, threads: threads)
    }

    /// Copies of one generated scenario, joined to about so many parties.
    static func parties(_ parties: Int, paths: Int) async throws {
        let generated = ScenarioGenerator.scenario(seed: 8)
        let each = generated.items.count { $0.section == "parties" && $0.lines.contains("kind: party") }
        let program = try Reading.program(generated.copies(max(1, (parties + each / 2) / each)).text)
        try await run(program, paths: paths, threads: 1)
    }

    private static func run(_ program: Program, paths: Int, threads: Int) async throws {
        let (cpu, wall) = (Bench.cpuSeconds(), ContinuousClock.now)
        let result = try await Runner(program, threads: threads).run(paths: paths)
        let seconds = Bench.cpuSeconds() - cpu
        let elapsed = (ContinuousClock.now - wall) / .seconds(1)
        print(
            """
            {"seconds": \(seconds), "wall": \(elapsed), "ns": \(seconds * 1e9 / Double(paths * program.quarters)), \
            "quarters": \(program.quarters), "parties": \(program.parties.count { !$0.isSector }), \
            "legs": \(program.legs.count), "metrics": \(result.metrics.count), \
            "digest": "\(result.digest.prefix(16))"}
            """)
    }

    /// The kernel alone: the eight stages of all quarters of all blocks, in one worker, with nothing read, compiled,
    /// sorted or stored. Blocks are as wide as a run chooses where `width` is 0.
    static func kernel(_ scenario: String, paths: Int, width: Int) throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/\(scenario)"))
        let width = width == 0 ? program.blockWidth(paths: paths) : width
        let worker = Worker(program, width: width, audit: false)
        let start = Bench.cpuSeconds()
        for first in stride(from: 0, to: paths, by: width) {
            try worker.run(firstPath: UInt64(first), lanes: min(width, paths - first))
        }
        print("{\"seconds\": \(Bench.cpuSeconds() - start)}")
    }
}
