import Analysis
import ArgumentParser
import Engine
import Reports
import RunStore
import Workbench

/// `plimsoll merge FILES`: the run that shards are together.
struct MergeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Put the shards of a run together and print its one-page answer.",
        discussion: """
            Shards come from `plimsoll run --shard K/N --out FILE`. The answer has the digest of the run on one machine. Shards \
            of different runs, paths that are missing or there twice, and files that are not as they were written are \
            refused, all at once.
            """)

    @Argument(help: "Files of all shards, in any order.")
    var files: [String]

    @OptionGroup var threads: ThreadOptions

    @Flag(name: .long, help: "Only check the files, every value of them; print nothing but what is wrong.")
    var check = false

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    @Flag(name: .customLong("no-store"), help: "Do not store the run.")
    var unstored = false

    func run() async throws {
        try await Console.reporting {
            let shards = try ShardSet(files)
            let run = try shards.run()
            guard !check else { return }
            let manifest = shards.manifest
            guard manifest.version == Program.version else {
                throw Problem(
                    "\(files[0]): computed by version \(manifest.version), and this is \(Program.version); merge with the "
                        + "version that computed it")
            }
            let program = try Program(
                manifest.readScenario(from: shards.shards[0].header.files), shocks: manifest.shocks)
            guard Manifest(program, paths: manifest.paths, overrides: manifest.overrides) == manifest else {
                throw Problem(
                    "\(files[0]): the scenario in it is not the one that its numbers came from; run the shards again")
            }
            let seconds = shards.shards.reduce(0) { $0 + $1.seconds }
            var answer = OverviewAnswer(run, of: program, seconds: seconds, shocked: [])
            try await answer.addBuildOut(
                program, paths: min(run.paths, OverviewAnswer.lookedAtPaths),
                traced: min(run.paths, OverviewAnswer.tracedPaths), threads: threads.count)
            try shards.requireReadable()
            if !unstored { try store(run, answer, program, seconds) }
            Console.print(json ? try AnswerJSON.text(answer) : OverviewPage.text(answer, width: Console.columns))
            if answer.audit.contains(where: { !$0.ok }) { throw ExitCode(1) }
        }
    }

    private func store(_ run: Run, _ answer: OverviewAnswer, _ program: Program, _ seconds: Double) throws {
        let store = try RunStore(path: Library.store)
        let number = try store.begin(
            manifest: run.manifest, scenario: program.scenario, metrics: run.metrics, machine: Machine.name,
            command: CommandLine.arguments.joined(separator: " "))
        var first = 0
        try run.columns.forEachSlice { slice in
            let paths = slice.first?.count ?? 0
            let rows = (0..<paths).map { offset in slice.map { $0[$0.startIndex + offset] } }
            try store.append(Runner.Chunk(from: first, rows: rows), to: number)
            first += paths
        }
        try store.finish(
            number, digest: answer.digest, audit: run.audit, seconds: seconds, summary: try AnswerJSON.text(answer))
        Console.error("stored as run \(number) in \(Library.store)")
    }
}
