import Foundation
import TestSupport
import Testing

/// The rules of the house that a machine can check.
struct HouseRulesTests {
    /// Which target may use which, as Documentation/architecture.md draws it.
    private let allowed: [String: Set<String>] = [
        "Calendar": [], "CLanes": [], "FinancialNetwork": [],
        "Lanes": ["CLanes"], "PowerSystem": ["Lanes"], "Ledger": ["Lanes"], "ACTUS": ["Calendar"],
        "CreditMath": ["Calendar", "Lanes"],
        "Model": ["Calendar"],
        "Engine": ["Calendar", "Lanes", "Ledger", "ACTUS", "CreditMath", "FinancialNetwork", "PowerSystem", "Model"],
        "ScenarioFiles": ["Calendar", "Model"],
        "Analysis": ["Calendar", "Lanes", "CreditMath", "FinancialNetwork", "Ledger", "Model", "Engine"],
        "Reports": ["Calendar", "Analysis"],
        "RunStore": ["Calendar", "Ledger", "Model", "Engine"],
        "Workbench": ["Calendar", "Model", "Engine", "ScenarioFiles", "Analysis", "Reports", "RunStore"],
    ]

    private func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: PackageRoot.path)
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    private var sources: [String] {
        ["Sources", "Tests", "Benchmarks"].flatMap { folder in
            (FileManager.default.enumerator(atPath: PackageRoot.path(folder))?.allObjects as? [String] ?? [])
                // Build folders of the benchmarks hold the packages of others.
                .filter { $0.hasSuffix(".swift") && !$0.split(separator: "/").contains { $0.hasPrefix(".") } }
                .map { "\(folder)/\($0)" }
        }
    }

    @Test("Targets use only what the architecture allows")
    func arrows() throws {
        // A build folder of its own: the tests may hold the package's.
        let folder = TemporaryFolder.make()
        let dump = try run(["swift", "package", "--scratch-path", folder, "dump-package"])
        let start = try #require(dump.output.firstIndex(of: "{"), "\(dump.output.prefix(500))")
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(dump.output[start...].utf8)) as? [String: Any])
        let targets = try #require(manifest["targets"] as? [[String: Any]])
        var seen: Set<String> = []
        for target in targets where target["type"] as? String == "regular" {
            let name = try #require(target["name"] as? String)
            guard name != "TestSupport" else { continue }
            let dependencies = target["dependencies"] as? [[String: Any]] ?? []
            let used = Set(dependencies.compactMap { ($0["byName"] as? [Any])?.first as? String })
            let permitted = try #require(allowed[name], "\(name) has no place in the architecture")
            #expect(used.isSubset(of: permitted), "\(name) uses \(used.subtracting(permitted))")
            seen.insert(name)
        }
        #expect(seen == Set(allowed.keys))
    }

    @Test("The lower targets import neither Foundation nor a package")
    func imports() throws {
        for path in sources {
            let target = path.split(separator: "/")[1]
            guard path.hasPrefix("Sources/"),
                [
                    "Calendar", "Lanes", "Ledger", "ACTUS", "CreditMath", "FinancialNetwork", "PowerSystem", "Model",
                    "Engine",
                ].contains(
                    target)
            else { continue }
            let text = try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8)
            for match in text.matches(of: /(?m)^(?:\w+ )?import (\w+)/) {
                let name = String(match.1)
                #expect(
                    allowed[name] != nil || ["Synchronization", "Glibc", "Musl", "Darwin"].contains(name),
                    "\(path) imports \(name)")
            }
        }
    }

    @Test("No source file is longer than 500 lines")
    func lengths() throws {
        for path in sources {
            let text = try String(contentsOfFile: PackageRoot.path(path), encoding: .utf8)
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 501, "\(path)")
        }
    }

    @Test("The code is formatted")
    func format() throws {
        let result = try run([
            "swift", "format", "lint", "--strict", "--recursive", "Sources", "Tests", "Benchmarks", "Package.swift",
        ])
        #expect(result.code == 0, "\(result.output.prefix(4_000))")
    }

    @Test("The scenario reference and the JSON Schema are what the schemas say; `make docs` makes them")
    func documentation() throws {
        let tool = CommandLineTool()
        for (flag, file) in [("--markdown", "scenario-reference.md"), ("--json", "scenario.schema.json")] {
            let made = try tool.run(["schema", flag]).output
            let kept = try String(contentsOfFile: PackageRoot.path("Documentation/\(file)"), encoding: .utf8)
            #expect(made == kept, "Documentation/\(file) is out of date")
        }
    }
}
