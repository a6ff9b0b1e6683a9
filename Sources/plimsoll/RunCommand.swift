import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import RunStore

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario and print its one-page answer.",
        discussion: "The run is stored; `plimsoll runs` lists what is stored, `plimsoll explain` replays a path.")

    @OptionGroup var options: ScenarioOptions

    @Option(name: .long, help: "Threads; as many as the machine has cores when not given.")
    var threads: Int?

    @Option(name: .customLong("block"), help: ArgumentHelp("Paths per block: 32 or 64.", visibility: .hidden))
    var width: Int = 32

    @Flag(name: .long, help: "Check every invariant on every path and print the worst residuals.")
    var audit = false

    @Flag(
        inversion: .prefixedNo,
        help: "Also run each shock of the scenario and show what it does; done unasked where there are few parties.")
    var effects: Bool?

    @Flag(name: .long, help: "Also find the assumptions that matter most and how far the odds move with them.")
    var ranges = false

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    @Flag(name: .customLong("no-store"), help: "Do not store the run.")
    var unstored = false

    func validate() throws {
        if let threads, threads < 1 || threads > 1_024 {
            throw ValidationError("--threads must lie between 1 and 1024, not \(threads)")
        }
        if width % 8 != 0 || width < 8 || width > 256 {
            throw ValidationError("--block must be a multiple of 8 between 8 and 256, not \(width)")
        }
    }

    func run() async throws {
        try await Console.reporting {
            let scenario = try options.read()
            let shocks = try options.settings(in: scenario)
            for warning in scenario.warnings { Console.error(warning.description) }
            let program = try Program(scenario, shocks: shocks)
            let job = RunJob(
                program: program, paths: scenario.settings.paths, overrides: options.overrides,
                threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, width: width, audit: audit)
            let answer = try await job.answer(
                effects: (effects ?? !program.isLarge) && shocks.isEmpty,
                ranges: ranges,
                store: unstored ? nil : openStore())
            Console.print(json ? try AnswerJSON.text(answer) : OverviewPage.text(answer, width: Console.columns))
            if answer.audit.contains(where: { !$0.ok }) { throw ExitCode(1) }
        }
    }

    /// An answer is worth having even where it cannot be kept.
    private func openStore() -> RunStore? {
        do {
            return try RunStore(path: Library.store)
        } catch {
            Console.error("warning: the run is not stored: \(error)")
            return nil
        }
    }
}

/// One run from program to answer: computes, stores chunk by chunk, and adds the runs of the scenario's shocks.
struct RunJob {
    let program: Program
    let paths: Int
    let overrides: [String]
    let threads: Int
    let width: Int
    let audit: Bool

    func answer(effects: Bool, ranges: Bool, store: RunStore?) async throws -> OverviewAnswer {
        let clock = ContinuousClock.now
        var run = try await compute(store: store)
        let seconds = (ContinuousClock.now - clock) / .seconds(1)
        var shocked: [(ShockSetting, Run)] = []
        if effects {
            let paths = program.isLarge ? min(self.paths, Self.lookedAtPaths) : self.paths
            for item in program.scenario["shocks"] {
                let setting = ShockSetting(name: item.name)
                let other = try Program(program.scenario, shocks: [setting])
                let bar = ProgressBar("shock \(item.name)", total: paths)
                var done = 0
                let effect = try await Runner(other, threads: threads, width: width).run(paths: paths) { chunk in
                    done += chunk.rows.count
                    bar.update(done)
                }
                shocked.append((setting, effect))
                bar.finish()
            }
        }
        var answer = OverviewAnswer(run.run, of: program, seconds: seconds, shocked: shocked)
        try await answer.addBuildOut(
            program, paths: min(paths, Self.lookedAtPaths), traced: min(paths, Self.tracedPaths), threads: threads)
        if ranges {
            let bar = ProgressBar("assumptions", total: 11)
            answer.ranges = try await AssumptionRanges.compute(
                program.scenario, shocks: program.shocks, screened: 4_000,
                paths: min(paths, Self.lookedAtPaths), threads: threads, each: { done, _ in bar.update(done + 1) })
            bar.finish()
        }
        if let store, let number = run.number {
            try store.finish(
                number, digest: answer.digest, audit: run.run.audit, seconds: seconds,
                summary: try AnswerJSON.text(answer))
            Console.error("stored as run \(number) in \(Library.store)")
        }
        run.number = nil
        return answer
    }

    /// Paths whose every quarter is looked at for the blocks by year, and paths that are traced.
    private static let lookedAtPaths = 500
    private static let tracedPaths = 4

    private func compute(store: RunStore?) async throws -> (run: Run, number: Int64?) {
        let number = try store?.begin(
            manifest: Manifest(program, paths: paths, overrides: overrides), scenario: program.scenario,
            metrics: Overview.metrics(of: program), machine: Machine.name,
            command: CommandLine.arguments.joined(separator: " "))
        let bar = ProgressBar(program.scenario.settings.name, total: paths)
        defer { bar.finish() }
        var done = 0
        do {
            var run = try await Runner(program, threads: threads, width: width, audit: audit).run(
                paths: paths, overrides: overrides
            ) { chunk in
                if let store, let number { try store.append(chunk, to: number) }
                done += chunk.rows.count
                bar.update(done)
            }
            if !audit { run.audit = [] }
            return (run, number)
        } catch {
            if let store, let number { try? store.fail(number, message: "\(error)") }
            throw error
        }
    }
}

/// What a manifest says of the machine.
enum Machine {
    static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    static var name: String {
        let info = ProcessInfo.processInfo
        return "\(info.operatingSystemVersionString), \(info.activeProcessorCount) cores"
    }
}
