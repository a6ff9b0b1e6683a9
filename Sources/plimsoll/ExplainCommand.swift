import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import RunStore
import ScenarioFiles
import Workbench

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Replay one path of a stored run: its story, its books, its journal.")

    @Argument(
        help: "Number of the run, `latest`, or the name of a scenario for its latest run.", completion: Completions.runs
    )
    var run: String = "latest"

    @Option(name: .long, parsing: .unconditional, help: "Index of the path, from 0.")
    var path: UInt64?

    @Option(name: .long, help: ArgumentHelp("The path that is worst by a metric.", valueName: "metric"))
    var worst: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The path nearest to a percentile of a metric: `parties.NAME.earnings=P95`.", valueName: "metric=percentile"
        ))
    var typical: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Print the statements and ratios of a party instead of the story.", valueName: "party"))
    var statements: String?

    @Flag(name: .long, help: "List the metrics that the run keeps: what --worst and --typical take.")
    var metrics = false

    @Flag(name: .long, help: "Print story, statements and journal as JSON.")
    var json = false

    /// Ways in which a path is named.
    private var ways: Int { [path != nil, worst != nil, typical != nil].count { $0 } }

    private static let choice =
        "name a path with one of --path N, --worst METRIC, --typical METRIC=P95; --metrics alone lists the metrics"

    func validate() throws {
        // A path that is missing is asked for once the run is known to be there.
        if ways > 1 || metrics && (ways > 0 || statements != nil) { throw ValidationError(Self.choice) }
        if let typical, percentile(typical) == nil {
            throw ValidationError("--typical needs METRIC=P1 to P99, as in contracts.loan.lost=P95, not `\(typical)`")
        }
    }

    /// `METRIC=P95` as a metric and a share.
    private func percentile(_ text: String) -> (metric: String, share: Double)? {
        let (metric, level) = text.override
        guard level.first == "P" || level.first == "p", let number = Double(level.dropFirst()),
            (0...100).contains(number)
        else { return nil }
        return (metric, number / 100)
    }

    func run() async throws {
        try await Console.reporting {
            let store = try RunStore(path: Library.store)
            let stored = try store.run(named: run)
            if metrics { return try list(try store.load(stored.number).metrics) }
            guard ways == 1 else { throw ValidationError(Self.choice) }
            let wanted = typical.flatMap { percentile($0) }
            let metric = worst ?? wanted?.metric
            let chosen = try path ?? named(by: metric ?? "", share: wanted?.share, of: stored, in: store)
            let program = try store.program(of: stored)
            guard chosen < UInt64(stored.manifest.paths) else {
                throw Diagnostics([
                    Diagnostic(
                        at: Place(file: "--path", line: 1, column: 1),
                        "run \(stored.number) has paths 0 to \(stored.manifest.paths - 1)", quote: "\(chosen)")
                ])
            }
            let replay = try Replay(program, path: chosen)
            if let statements {
                let answer = try StatementsAnswer(statements, replay, of: program)
                Console.print(json ? try AnswerJSON.text(answer) : StatementsPage.text(answer, width: Console.columns))
                return
            }
            let story = try await StoryAnswer.told(
                replay, of: program, metric: metric, paths: stored.manifest.paths,
                threads: ProcessInfo.processInfo.activeProcessorCount)
            Console.print(json ? try AnswerJSON.text(story) : StoryPage.text(story, width: Console.columns))
        }
    }

    /// The worst path by a metric, or the one nearest to a share of its values.
    private func named(by metric: String, share: Double?, of stored: StoredRun, in store: RunStore) throws -> UInt64 {
        let run = try store.load(stored.number)
        let names = run.metrics.map(\.name)
        guard names.contains(metric) else { throw MetricNames.problem(metric, run: stored.number, among: names) }
        if let share { return try PathChoice.typical(metric, share: share, in: run) }
        return try PathChoice.worst(metric, in: run)
    }

    private struct MetricRow: Encodable {
        let metric, title: String
    }

    private func list(_ metrics: [Metric]) throws {
        let rows = metrics.map { MetricRow(metric: $0.name, title: $0.title) }
        guard !json else { return Console.print(try AnswerJSON.text(rows)) }
        let width = rows.map(\.metric.count).max() ?? 0
        for row in rows {
            Console.print("\(row.metric.padding(toLength: width, withPad: " ", startingAt: 0))  \(row.title)\n")
        }
    }
}
