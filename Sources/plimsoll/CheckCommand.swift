import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import ScenarioFiles

struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Show everything that is wrong or doubtful in a scenario, at once.")

    @OptionGroup var options: ScenarioOptions

    @Flag(name: .long, help: "Print the findings as JSON.")
    var json = false

    @Flag(name: .long, help: "Also print how many rows each stage of the program claims.")
    var rows = false

    @Flag(name: .long, help: "Switch every mechanism that the scenario lists and show what it moves.")
    var mechanisms = false

    func run() async throws {
        try await Console.reporting {
            let report = findings()
            if mechanisms, report.errors == 0 {
                try await switchMechanisms()
                return
            }
            if json {
                Console.print(try AnswerJSON.text(report))
            } else {
                for finding in report.findings { Console.print(finding.text + "\n") }
                let verdict = report.errors == 0 ? "good" : "not good"
                Console.print(
                    "\(options.scenario): \(verdict): \(report.errors) errors, \(report.warnings) warnings\n")
                if rows, report.errors == 0 {
                    for stage in try Program(try options.read()).rowsByStage {
                        Console.print("  \(stage.stage): \(stage.state) state rows, \(stage.scratch) others\n")
                    }
                }
            }
            if report.errors > 0 { throw ExitCode(1) }
        }
    }

    struct Report: Encodable {
        let scenario: String
        let ok: Bool
        let errors: Int
        let warnings: Int
        let findings: [Finding]
    }

    struct Finding: Encodable {
        let severity: String
        let file: String
        let line: Int
        let column: Int
        let message: String
        let quote: String?
        let hint: String?
        let text: String
    }

    private func switchMechanisms() async throws {
        var scenario = try options.read()
        let paths = options.paths ?? min(scenario.settings.paths, 1_000)
        scenario.settings.paths = paths
        let bar = ProgressBar("mechanisms", total: scenario["mechanisms"].count)
        let answer = try await MechanismsAnswer.compute(
            try Program(scenario), paths: paths, threads: ProcessInfo.processInfo.activeProcessorCount,
            each: { done, _ in bar.update(done) },
            switched: { set, shocks in
                var other = options
                other.overrides += set
                other.shocks += shocks
                let scenario = try other.read()
                return try Program(scenario, shocks: try other.settings(in: scenario))
            })
        bar.finish()
        Console.print(json ? try AnswerJSON.text(answer) : MechanismsPage.text(answer, width: Console.columns))
        if !answer.failures.isEmpty { throw ExitCode(1) }
    }

    /// Reads and compiles; every finding of both.
    private func findings() -> Report {
        var all: [Diagnostic] = []
        do {
            let scenario = try options.read()
            all += scenario.warnings
            all += try Program(scenario, shocks: try options.settings(in: scenario)).evidenceFindings()
        } catch let diagnostics as Diagnostics {
            all += diagnostics.all
        } catch {
            all.append(
                Diagnostic(at: Place(file: options.scenario, line: 1, column: 1), "\(error)"))
        }
        let errors = all.filter { $0.severity == .error }.count
        return Report(
            scenario: options.scenario, ok: errors == 0, errors: errors, warnings: all.count - errors,
            findings: all.map {
                Finding(
                    severity: $0.severity.rawValue, file: $0.place.file, line: $0.place.line, column: $0.place.column,
                    message: $0.message, quote: $0.quote, hint: $0.hint, text: $0.description)
            })
    }
}
