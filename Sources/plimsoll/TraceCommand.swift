import Analysis
import ArgumentParser
import Engine
import Foundation
import Reports
import RunStore
import Workbench

/// `plimsoll trace [PARTY] [RUN]`: how much of a party's revenue is its own money come round.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Trace where a party's revenue came from, over some paths of a stored run.",
        discussion: "Alone, or as `trace all`, it compares all parties.")

    enum Step: String, ExpressibleByArgument, CaseIterable {
        case quarter, year
    }

    @Argument(help: "The party; `all` for every party.")
    var party: String = "all"

    @Argument(
        help: "Number of the run, `latest`, or the name of a scenario for its latest run.", completion: Completions.runs
    )
    var run: String = "latest"

    @Option(name: .long, parsing: .unconditional, help: "Index of a path, from 0, to trace alone.")
    var path: UInt64?

    @Option(
        name: .long, parsing: .unconditional,
        help: "Paths to trace; when not given 8 of a large scenario, 100 of others.")
    var paths: Int?

    @Option(name: .long, help: "Show each quarter or each year; when not given quarters of runs of up to four years.")
    var by: Step?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        if let paths, paths < 1 { throw ValidationError("--paths must be at least 1, not \(paths)") }
        if path != nil && paths != nil { throw ValidationError("name --path N or --paths N, one of the two") }
        if path != nil && party == "all" { throw ValidationError("--path needs the party whose revenue it traces") }
    }

    func run() async throws {
        try await Console.reporting {
            let store = try RunStore(path: Library.store)
            let stored = try store.run(named: run)
            let program = try store.program(of: stored)
            let step = (by ?? (program.quarters <= 16 ? .quarter : .year)).rawValue
            if let path {
                let answer = try TraceAnswer(party, try Replay(program, path: path), of: program)
                Console.print(
                    try json
                        ? AnswerJSON.text(answer)
                        : TracePage.text(TraceSample(of: answer, by: step), width: Console.columns))
                return
            }
            let count = min(paths ?? (program.isLarge ? 8 : 100), stored.manifest.paths)
            let threads = ProcessInfo.processInfo.activeProcessorCount
            let bar = ProgressBar("paths traced", total: count)
            defer { bar.finish() }
            if party == "all" {
                let answers = try await TraceSample.everybody(
                    program, paths: count, threads: threads, each: { bar.update($0) })
                bar.finish()
                Console.print(
                    try json ? AnswerJSON.text(answers) : TracePage.everybody(answers, width: Console.columns))
                return
            }
            let answer = try await TraceSample.compute(
                program, party: party, by: step, paths: count, threads: threads, each: { bar.update($0) })
            bar.finish()
            Console.print(try json ? AnswerJSON.text(answer) : TracePage.text(answer, width: Console.columns))
        }
    }
}
