import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import RunStore
import ScenarioFiles
import Workbench

/// `plimsoll compare A B`: what differs between two scenarios or runs, and what each difference moves.
struct CompareCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Compare two scenarios or stored runs: what differs and what it moves.",
        discussion: "plimsoll compare childress childress --set contracts.gpu-loan.margin='600 bp' --shock rents-down")

    @Argument(help: "A scenario, or the number of a stored run.", completion: Completions.scenariosAndRuns)
    var first: String

    @Argument(help: "Another, to which --set and --shock apply.", completion: Completions.scenariosAndRuns)
    var second: String

    @Option(name: .customLong("set"), help: ArgumentHelp("Override an input of the second.", valueName: "key=value"))
    var overrides: [String] = []

    @Option(
        name: .customLong("shock"),
        help: ArgumentHelp("Switch a shock of the second on.", valueName: "name[=severity]"),
        completion: Completions.shocks)
    var shocks: [String] = []

    @Option(
        name: .long, parsing: .unconditional, help: "Paths of each run; 500 where there are many parties, else 2,000.")
    var paths: Int?

    @Option(name: .long, parsing: .unconditional, help: "Seed of the random numbers; that of the first when not given.")
    var seed: UInt64?

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        if let paths, paths < 2 || paths > 1_000_000 {
            throw ValidationError("--paths must lie between 2 and 1000000, not \(paths)")
        }
        try ScenarioOptions.check(overrides)
    }

    func run() async throws {
        try await Console.reporting {
            let one = try side(first, overrides: [], shocks: [])
            let other = try side(second, overrides: overrides, shocks: shocks)
            let bar = PathProgress("compare")
            let answer = try await CompareAnswer.compute(
                one, other, paths: paths ?? one.scenario.paths(few: 500, many: 2_000), threads: Machine.threads,
                each: bar.update(_:of:))
            bar.finish()
            Console.print(json ? try AnswerJSON.text(answer) : ComparePage.text(answer, width: Console.columns))
        }
    }

    /// A number or `latest` is a stored run; any other name a scenario.
    private func side(_ name: String, overrides: [String], shocks: [String]) throws -> CompareSide {
        var scenario: Scenario
        var settings: [ShockSetting] = []
        var title = name
        if Int(name) != nil || name == "latest" {
            let store = try RunStore(path: Library.store)
            let stored = try store.run(named: name)
            scenario = try store.scenario(of: stored, setting: overrides)
            settings = stored.manifest.shocks
            title = "run \(stored.number)"
        } else {
            scenario = try Library.scenario(name, overrides: overrides.map(\.override))
        }
        if let seed { scenario.settings.seed = seed }
        for text in shocks {
            let setting = try ShockSetting(reading: text, in: scenario)
            settings.removeAll { $0.name == setting.name }
            settings.append(setting)
        }
        if !overrides.isEmpty || !shocks.isEmpty { title += " changed" }
        return CompareSide(name: title, scenario: scenario, shocks: settings)
    }
}
