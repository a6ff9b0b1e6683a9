import Engine
import Foundation
import Lanes
import ScenarioFiles
import TestSupport

/// Prints timings as JSON: the driver beside it runs the peers in the same run and makes the table.
@main enum Bench {
    static func main() async throws {
        let arguments = CommandLine.arguments
        let paths = arguments.count > 2 ? Int(arguments[2]) ?? 2_048 : 2_048
        switch arguments.count > 1 ? arguments[1] : "reduced" {
        case "deal": try await whole("childress", paths)
        case "base": try await whole("base-2026", paths)
        default: reduced(paths)
        }
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func reduced(_ paths: Int) {
        let model = ReducedModel(width: 32)
        _ = model.run(paths: 64)
        let start = cpuSeconds()
        let result = model.run(paths: paths)
        let seconds = cpuSeconds() - start
        let steps = Double(paths * ReducedModel.quarters)
        print(
            """
            {"seconds": \(seconds), "ns_per_path_step": \(seconds * 1e9 / steps), \
            "ns_per_posting_leg": \(seconds * 1e9 / steps / Double(ReducedModel.loans * 4)), \
            "turnover": \(result.turnover), "prices": \(result.prices)}
            """)
    }

    /// A built-in scenario: what a whole quarter of a path costs, with everything in it.
    private static func whole(_ scenario: String, _ paths: Int) async throws {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/\(scenario)"))
        let start = cpuSeconds()
        _ = try await Runner(program).run(paths: paths)
        let seconds = cpuSeconds() - start
        let steps = Double(paths * program.quarters)
        let legs = program.legs.count
        print(
            """
            {"seconds": \(seconds), "ns_per_path_step": \(seconds * 1e9 / steps), "legs": \(legs), \
            "ns_per_leg": \(seconds * 1e9 / steps / Double(legs))}
            """)
    }
}
