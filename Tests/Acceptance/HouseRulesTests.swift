import Foundation
import TestSupport
import Testing

/// The rules of the house that a machine can check.
struct HouseRulesTests {
    /// Which target may use which, as Documentation/architecture.md draws it.
    private let allowed: [String: Set<String>] = [
        "Calendar": [], "CLanes": [], "FinancialNetwork": [],
        "Lanes": ["CLanes"], "Ledger": ["Lanes"], "ACTUS": ["Calendar"], "CreditMath": ["Calendar", "Lanes"],
        "Model": ["Calendar"],
        "Engine": ["Calendar", "Lanes", "Ledger", "ACTUS", "CreditMath", "FinancialNetwork", "Model"],
        "ScenarioFiles": ["Calendar", "Model"],
        "Analysis": ["Calendar", "Ledger", "Model", "Engine"],
        "Reports": ["Calendar", "Analysis"],
        "RunStore": ["Calendar", "Ledger", "Model", "Engine"],
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
                .filter { $0.hasSuffix(".swift") }.map { "\(folder)/\($0)" }
        }
    }

    @Test("Targets use only what the architecture allows")
    func arrows() throws {
        let text = try String(contentsOfFile: PackageRoot.path("Package.swift"), encoding: .utf8)
        for match in text.matches(of: /room\("(\w+)"(?:, uses: \[([^\]]*)\])?/) {
            let name = String(match.1)
            let used = (match.2 ?? "").matches(of: /"(\w+)"/).map { String($0.1) }.filter {
                $0 != "Yams" && $0 != "GRDB"
            }
            let permitted = try #require(allowed[name], "\(name) has no place in the architecture")
            #expect(Set(used).isSubset(of: permitted), "\(name) uses \(Set(used).subtracting(permitted))")
        }
    }

    @Test("The lower targets import neither Foundation nor a package")
    func imports() throws {
        for path in sources {
            let target = path.split(separator: "/")[1]
            guard path.hasPrefix("Sources/"),
                ["Calendar", "Lanes", "Ledger", "ACTUS", "CreditMath", "FinancialNetwork", "Model", "Engine"].contains(
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
