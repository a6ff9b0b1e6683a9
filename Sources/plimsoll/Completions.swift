import ArgumentParser
import Engine
import Foundation
import Model
import RunStore

/// What a shell offers when TAB is pressed: the shell asks the program, so the names are those that are there now.
///
/// Nothing here says what is wrong: where nothing can be offered, nothing is.
enum Completions {
    /// Built-in scenarios, and folders that are scenarios.
    static let scenarios = CompletionKind.custom { _, _, typed in names(of: typed) }

    /// Stored runs: `latest`, scenarios, numbers.
    static let runs = CompletionKind.custom { _, _, _ in storedRuns }

    /// A scenario or a stored run.
    static let scenariosAndRuns = CompletionKind.custom { _, _, typed in names(of: typed) + storedRuns }

    /// Shocks of the scenario that the line names.
    static let shocks = CompletionKind.custom { words, _, _ in
        (scenario(words)?["shocks"] ?? []).map(\.name)
    }

    /// Inputs of the scenario that the line names, section by section: `contracts.`, then `contracts.loan.margin=`.
    static let inputs = CompletionKind.custom { words, _, typed in
        guard let scenario = scenario(words) else { return [] }
        let typed = typed.drop { $0 == "'" || $0 == "\"" }
        let depth = typed.split(separator: ".", omittingEmptySubsequences: false).count
        let found = scenario.inputs.map(\.path).filter { $0.hasPrefix(typed) }.map { path in
            let parts = path.split(separator: ".")
            return parts.count <= depth ? path + "=" : parts.prefix(depth).joined(separator: ".") + "."
        }
        return Set(found).sorted()
    }

    static let json = CompletionKind.file(extensions: ["json"])

    private static func names(of typed: String) -> [String] {
        let parent = typed.contains("/") ? String(typed[...typed.lastIndex(of: "/")!]) : ""
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: parent.isEmpty ? "." : parent)) ?? []
        return Library.scenarios + folders.sorted().map { parent + $0 }.filter(Library.isScenario)
    }

    private static var storedRuns: [String] {
        // Looking must not make a store.
        guard FileManager.default.fileExists(atPath: Library.store),
            let runs = try? RunStore(path: Library.store).runs(), !runs.isEmpty
        else { return [] }
        return ["latest"] + Set(runs.map(\.manifest.scenario)).sorted() + runs.reversed().map { "\($0.number)" }
    }

    private static func scenario(_ words: [String]) -> Scenario? {
        let known = Library.scenarios
        let name = words.dropFirst(2).first { known.contains($0) || Library.isScenario($0) }
        return try? Library.scenario(name ?? Library.defaultScenario)
    }
}
