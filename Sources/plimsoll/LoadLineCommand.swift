import Analysis
import ArgumentParser
import Engine
import Reports
import RunStore
import ScenarioFiles
import Workbench

/// `plimsoll loadline [PARTY...]`: the smallest severity of each shock at which a party fails too often.
struct LoadLineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "loadline",
        abstract: "Find how severe each shock may be before a party fails.",
        discussion: """
            By party and shock: the smallest severity at which more than 5 % and 50 % of paths are in default. All parties \
            are looked at in one go, so naming none costs no more than naming one; fewer shocks cost less.
            """)

    @Argument(help: "Parties; all of them when none is named.")
    var parties: [String] = []

    @Option(
        name: .long, help: "Folder of a scenario, or the name of a built-in one.", completion: Completions.scenarios)
    var scenario: String = Library.defaultScenario

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "A stored run, instead of a scenario: the workbench then shows the answer beside it.", valueName: "run"))
    var storedRun: String?

    @Option(
        name: .customLong("shock"),
        help: ArgumentHelp(
            "A shock to look at, and the severity at which its range ends; all shocks when none is named.",
            valueName: "name[=end]"))
    var shocks: [String] = []

    @Option(name: .long, help: "Default by the end of this year or quarter; of the run when not given.")
    var by: String?

    @Option(name: .long, parsing: .unconditional, help: "Ranges go from 0 to so many times the size of the shock.")
    var reach: Double = 2

    @Option(name: .long, parsing: .unconditional, help: "Steps of the first grid of severities.")
    var levels: Int = 6

    @Option(name: .long, parsing: .unconditional, help: "How often a step in which a threshold lies is halved.")
    var rounds: Int = 2

    @Option(
        name: .long, parsing: .unconditional, help: "Paths of each run; 200 where there are many parties, else 1,000.")
    var paths: Int?

    @Option(name: .long, parsing: .unconditional, help: "Seed of the random numbers.")
    var seed: UInt64?

    @Option(
        name: .customLong("set"), help: ArgumentHelp("Override an input.", valueName: "key=value"),
        completion: Completions.inputs)
    var overrides: [String] = []

    @Flag(name: .long, help: "Print the answer as JSON, with the share of paths at every severity.")
    var json = false

    func validate() throws {
        if let paths, paths < 2 || paths > 1_000_000 {
            throw ValidationError("--paths must lie between 2 and 1000000, not \(paths)")
        }
        if !(reach > 0 && reach <= 100) { throw ValidationError("--reach must lie between 0 and 100, not \(reach)") }
        if levels < 1 || levels > 100 { throw ValidationError("--levels must lie between 1 and 100, not \(levels)") }
        if rounds < 0 || rounds > 20 { throw ValidationError("--rounds must lie between 0 and 20, not \(rounds)") }
        if storedRun != nil, !overrides.isEmpty || seed != nil {
            throw ValidationError("a stored run has its inputs and its seed: leave --set and --seed out, or --run")
        }
        try ScenarioOptions.check(overrides)
    }

    func run() async throws {
        try await Console.reporting {
            let stored = try storedRun.map { name in
                let store = try RunStore(path: Library.store)
                return (store, try store.run(named: name))
            }
            let scenario =
                try stored.map { try $0.0.scenario(of: $0.1) }
                ?? Library.scenario(scenario, overrides: overrides.map(\.override), seed: seed)
            let settings = try shocks.map { try ShockSetting(reading: $0, in: scenario) }
            var request = LoadLineRequest(parties: parties, shocks: settings, by: by)
            (request.reach, request.levels, request.rounds) = (reach, levels, rounds)
            request.standing = stored?.1.manifest.shocks ?? []
            if !request.standing.isEmpty {
                let names = request.standing.map(\.text).joined(separator: ", ")
                Console.error("with \(names) on, as in the run: severities come on top")
            }
            let bar = PathProgress("load lines")
            let answer = try await LoadLineAnswer.compute(
                scenario, request, paths: paths ?? scenario.paths(few: 200, many: 1_000), threads: Machine.threads,
                each: bar.update(_:of:))
            bar.finish()
            if let (store, stored) = stored {
                try store.keep(answer, to: LoadLineAnswer.question, of: stored.number)
            }
            Console.print(json ? try AnswerJSON.text(answer) : LoadLinePage.text(answer, width: Console.columns))
        }
    }
}
