import Analysis
import Engine
import Foundation
import Model
import Reports
import RunStore
import ScenarioFiles

/// What a form asks a live run to be.
struct LiveRequest {
    let form: Asked

    /// What a form asks for: a run, or the answer to a `question` about a stored one.
    func work(_ desk: Desk, _ labels: Labels) throws -> any LiveWork {
        switch form["question"] {
        case "": return try job(desk)
        case "load-lines": return try loadLines(desk, labels)
        case "compare": return try comparison(desk, labels)
        default:
            throw PageProblem.refused("there is no question `\(form["question"])`; questions are: load-lines, compare")
        }
    }

    /// Reads the scenario with what was moved.
    /// - Throws: `Diagnostics` or `PageProblem` with what is wrong.
    func job(_ desk: Desk) throws -> LiveJob {
        var (changes, scenario, name): ([String], Scenario, String)
        let moved = try self.moved()
        if !form["run"].isEmpty {
            let stored = try desk.run(named: form["run"])
            let kept = stored.manifest.overrides.filter { old in
                !moved.contains { $0.hasPrefix(String(old.prefix { $0 != "=" }) + "=") }
            }
            (changes, name) = (kept + moved, stored.manifest.scenario)
            scenario = try stored.manifest.readScenario(
                from: desk.store.scenarioFiles(stored.number), overrides: changes)
        } else {
            name = form["scenario"]
            guard desk.settings.scenarios.contains(name) else {
                throw PageProblem.refused(
                    "there is no scenario `\(name)`; there are: \(desk.settings.scenarios.joined(separator: ", "))")
            }
            changes = moved
            scenario = try ScenarioReader(catalogue: Catalogue.schemas).read(
                folder: desk.settings.folder(name), overrides: changes.map(\.override))
        }
        if !form["seed"].isEmpty {
            guard let seed = UInt64(form["seed"]) else { throw PageProblem.refused("`\(form["seed"])` is no seed") }
            scenario.settings.seed = seed
        }
        if let paths = try paths(1...1_000_000) { scenario.settings.paths = paths }
        let shocks = try shocks(of: scenario)
        let settings = scenario.settings
        let words =
            ["plimsoll run \(name) --paths \(settings.paths) --seed \(settings.seed)"]
            + changes.map { "--set '\($0)'" } + shocks.map { Overlay.option($0) }
        return LiveJob(
            scenario: scenario, overrides: changes, shocks: shocks, paths: settings.paths,
            command: words.joined(separator: " "))
    }

    /// The number of paths that the form asks for; nil where it says nothing.
    func paths(_ range: ClosedRange<Int>) throws -> Int? {
        guard !form["paths"].isEmpty else { return nil }
        guard let paths = form.number("paths"), range.contains(paths) else {
            throw PageProblem.refused(
                "paths must lie between \(range.lowerBound) and \(range.upperBound), not \(form["paths"])")
        }
        return paths
    }

    /// The shocks that are ticked, with the severities that are written beside them.
    func shocks(of scenario: Scenario) throws -> [ShockSetting] {
        try form.all("on.").map { name, _ in
            let size = form["size.\(name)"].trimmingCharacters(in: .whitespaces)
            return try ShockSetting(reading: size.isEmpty ? name : "\(name)=\(size)", in: scenario)
        }
    }

    /// The sliders that stand elsewhere than they stood, as `KEY=VALUE UNIT`.
    private func moved() throws -> [String] {
        try form.all("set.").compactMap { key, value in
            guard let number = Double(value), number.isFinite else {
                throw PageProblem.refused("`\(value)` is no number for `\(key)`")
            }
            guard key.split(separator: ".").count == 3,
                key.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) })
            else { throw PageProblem.refused("`\(key)` names no input") }
            if let was = Double(form["was.\(key)"]), was == number { return nil }
            let unit = form["unit.\(key)"]
            return "\(key)=\(value)\(unit.isEmpty ? "" : " \(unit)")"
        }
    }
}
