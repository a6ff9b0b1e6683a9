import Analysis
import ArgumentParser
import Engine
import Model
import Reports
import RunStore
import Workbench

struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a scenario and print its one-page answer.",
        discussion: "The run is stored; `plimsoll runs` lists what is stored, `plimsoll explain` replays a path.")

    @OptionGroup var options: ScenarioOptions

    @OptionGroup var threads: ThreadOptions

    @Option(
        name: .customLong("block"), parsing: .unconditional,
        help: ArgumentHelp("Paths per block: a multiple of 8.", visibility: .hidden))
    var width: Int?

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

    @Option(
        name: .long,
        help: ArgumentHelp("Go on with a stored run that was stopped: its number, or `latest`.", valueName: "run"))
    var resume: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Compute only the K-th of N parts of the paths, into a file for `plimsoll merge`.", valueName: "K/N"))
    var shard: String?

    @Option(name: .customLong("out"), help: ArgumentHelp("File of the shard.", valueName: "file"))
    var file: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Memory for the numbers of all paths; beyond it they lie in a file.", valueName: "MiB"))
    var memory: Int = RunCollection.valuesInMemory >> 18

    func validate() throws {
        if let width, width % 8 != 0 || width < 8 || width > 256 {
            throw ValidationError("--block must be a multiple of 8 between 8 and 256, not \(width)")
        }
        if memory < 1 || memory > 1 << 20 {
            throw ValidationError("--memory must lie between 1 and \(1 << 20) MiB, not \(memory)")
        }
        guard (shard == nil) == (file == nil) else {
            throw ValidationError("--shard K/N and --out FILE belong together")
        }
        if let shard { _ = try Part(shard) }
        if shard != nil && (json || ranges || effects == true || resume != nil) {
            throw ValidationError(
                "--shard gives no answer: merge all shards, then ask (not with --json, --ranges, --effects or "
                    + "--resume)")
        }
        if resume != nil && (unstored || options.isChanged) {
            throw ValidationError(
                "--resume goes on with a run as it was begun: give no scenario, paths, seed, shock or "
                    + "input with it, nor --no-store")
        }
        if resume != nil && audit {
            throw ValidationError(
                "--audit looks at every path as it is computed, and --resume computes only what is missing: leave --audit "
                    + "out, or begin the run again with it")
        }
    }

    func run() async throws {
        try await Console.reporting {
            if let resume { return try await go(on: resume) }
            let scenario = try options.read()
            let shocks = try options.settings(in: scenario)
            for warning in scenario.warnings { Console.error(warning.description) }
            let job = job(try Program(scenario, shocks: shocks), scenario.settings.paths, options.overrides)
            if let shard, let file { return try await job.write(Part(shard), to: file) }
            try await answer(job, store: unstored ? nil : openStore())
        }
    }

    private func job(_ program: Program, _ paths: Int, _ overrides: [String]) -> RunJob {
        RunJob(
            program: program, paths: paths, overrides: overrides, threads: threads.count, width: width, audit: audit,
            valuesInMemory: memory << 18)
    }

    private func answer(_ job: RunJob, store: RunStore?) async throws {
        let answer = try await job.answer(
            effects: (effects ?? !job.program.isLarge) && job.program.shocks.isEmpty, ranges: ranges, store: store)
        Console.print(json ? try AnswerJSON.text(answer) : OverviewPage.text(answer, width: Console.columns))
        if answer.audit.contains(where: { !$0.ok }) { throw ExitCode(1) }
    }

    /// Computes what a stopped run lacks, from the scenario's text as it was then.
    private func go(on name: String) async throws {
        let store = try RunStore(path: Library.store)
        let stored = try store.run(named: name)
        guard stored.status == .unfinished else {
            throw Problem(
                "run \(stored.number) is \(stored.status.rawValue), and only an unfinished run can go on; `plimsoll runs` "
                    + "lists all")
        }
        guard stored.manifest.version == Program.version else {
            throw Problem(
                "run \(stored.number) was begun by version \(stored.manifest.version), and this is \(Program.version): "
                    + "numbers of two versions make no run; begin another one")
        }
        var job = job(try store.program(of: stored), stored.manifest.paths, stored.manifest.overrides)
        job.resuming = stored
        try await answer(job, store: store)
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
