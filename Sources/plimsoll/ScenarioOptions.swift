import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import ScenarioFiles

/// What every command that computes takes: a scenario, changes to it, shocks, paths and a seed.
struct ScenarioOptions: ParsableArguments {
    @Argument(
        help: "Folder of a scenario, or the name of a built-in one.", completion: Completions.scenarios)
    var scenario: String = Library.defaultScenario

    @Option(
        name: .long, parsing: .unconditional, help: "Paths to simulate; the scenario says how many when this does not.")
    var paths: Int?

    @Option(name: .long, parsing: .unconditional, help: "Seed of the random numbers.")
    var seed: UInt64?

    @Option(
        name: .customLong("shock"),
        help: ArgumentHelp("Switch a shock on, at its own size or another.", valueName: "name[=severity]"),
        completion: Completions.shocks)
    var shocks: [String] = []

    @Option(
        name: .customLong("set"), help: ArgumentHelp("Override an input.", valueName: "key=value"),
        completion: Completions.inputs)
    var overrides: [String] = []

    func validate() throws {
        let allowed = Scenario.Settings.allowedPaths
        if let paths, !allowed.contains(paths) {
            throw ValidationError(
                "--paths must lie between \(allowed.lowerBound) and \(allowed.upperBound), not \(paths)")
        }
        try Self.check(overrides)
    }

    static func check(_ overrides: [String]) throws {
        for override in overrides where !override.contains("=") {
            throw ValidationError("--set needs KEY=VALUE, as in contracts.loan.margin='300 bp', not `\(override)`")
        }
    }

    /// Whether anything but the scenario's name was given: the name has a default and cannot be told from it.
    var isChanged: Bool {
        scenario != Library.defaultScenario || paths != nil || seed != nil || !shocks.isEmpty || !overrides.isEmpty
    }

    /// The overrides as pairs, split at the first `=`.
    var changes: [(key: String, value: String)] { overrides.map(\.override) }

    /// Reads and checks the scenario.
    func read() throws -> Scenario {
        var scenario = try Library.scenario(scenario, overrides: changes, seed: seed)
        if let paths { scenario.settings.paths = paths }
        return scenario
    }

    func settings(in scenario: Scenario) throws -> [ShockSetting] {
        try shocks.map { try ShockSetting(reading: $0, in: scenario) }
    }
}

extension Library {
    /// Reads and checks a scenario with inputs set, and another seed where one is given.
    /// - Throws: `Diagnostics`, of which one lists the built-in scenarios where there is nothing of that name.
    static func scenario(
        _ name: String, overrides: [(key: String, value: String)] = [], seed: UInt64? = nil
    ) throws -> Scenario {
        let path = folder(of: name)
        guard FileManager.default.fileExists(atPath: path) else { throw Diagnostics([missing(name)]) }
        var scenario = try ScenarioReader(catalogue: Catalogue.schemas).read(folder: path, overrides: overrides)
        if let seed { scenario.settings.seed = seed }
        return scenario
    }

    private static func missing(_ name: String) -> Diagnostic {
        let known = scenarios
        let near = Suggestion.nearest(to: name, among: known).map { "did you mean \"\($0)\"? " } ?? ""
        let list =
            known.isEmpty
            ? "give a folder with a `scenario.yaml`"
            : "built-in ones are: \(known.joined(separator: ", ")); or give a folder with a `scenario.yaml`"
        return Diagnostic(
            at: Place(file: "scenario", line: 1, column: 1), "there is no scenario or folder `\(name)`", quote: name,
            hint: near + list)
    }
}
