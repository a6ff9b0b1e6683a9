import Foundation
import Workbench

/// Where scenarios and runs are kept.
enum Library {
    static let defaultScenario = "base-2026"

    /// The folder of a scenario: as named, or a built-in one of that name.
    static func folder(of name: String) -> String {
        if isScenario(name) || name.contains("/") { return name }
        for root in roots where isScenario("\(root)/\(name)") { return "\(root)/\(name)" }
        return name
    }

    /// Whether a folder holds a `scenario.yaml`.
    static func isScenario(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/scenario.yaml")
    }

    /// PLIMSOLL_SCENARIOS where it is set; `Scenarios` in the working folder, beside the binary, or above the build folder.
    private static var roots: [String] {
        var roots = ["Scenarios"]
        if let named = ProcessInfo.processInfo.environment["PLIMSOLL_SCENARIOS"] { roots.insert(named, at: 0) }
        var folder = ProgramFile.folder
        for _ in 0..<5 {
            roots.append(folder.appendingPathComponent("Scenarios").path)
            folder.deleteLastPathComponent()
        }
        return roots
    }

    /// The store of runs: PLIMSOLL_STORE, or `runs.plimsoll` in the working folder.
    static var store: String { ProcessInfo.processInfo.environment["PLIMSOLL_STORE"] ?? "runs.plimsoll" }

    /// Names of the scenarios that are there, the default first.
    static var scenarios: [String] {
        var names: [String] = []
        for root in roots {
            for name in ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
            where isScenario("\(root)/\(name)") && !names.contains(name) { names.append(name) }
        }
        return names.filter { $0 == defaultScenario } + names.filter { $0 != defaultScenario }
    }

    /// The interactive libraries of the workbench, where `make serve` puts them; nil where they are not.
    static var webAssets: String? {
        roots.map { "\($0)/../.build-web" }.first { FileManager.default.fileExists(atPath: "\($0)/echarts.min.js") }
    }

    /// The pages of the guide on method; nil where they are not beside the scenarios.
    static var methods: String? {
        roots.map { "\($0)/../Documentation/method" }.first { FileManager.default.fileExists(atPath: "\($0)/money.md") }
    }
}
