import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import RunStore
import ScenarioFiles
import Workbench

/// `plimsoll answer QUESTION [RUN]`: questions that a stored run answers by being run again.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Answer a question about a stored run; alone, list the questions.")

    enum Question: String, ExpressibleByArgument, CaseIterable {
        case losses, contagion, channels, wall, renewals, lives, value, announced, growth, power, compute, calibration,
            hindcast, tables

        var meaning: String {
            switch self {
            case .losses: return "who loses what, by lender and kind of loan; with --if PARTY given that it fails"
            case .contagion: return "who falls if another falls: each path again with its first defaulter guaranteed"
            case .channels: return "where losses come from: one channel switched off at a time"
            case .wall: return "what each party owes before the run, by year, and what it costs"
            case .renewals: return "what is lost if no contract is renewed, and the debt that outlives the contracts"
            case .lives: return "whether longer book lives flatter profit: the same paths under lives of 3 to 8 years"
            case .value: return "a megawatt with and without its contract; what a valuation takes for granted"
            case .announced: return "announced, committed, funded, built: dollars and gigawatts by year and party"
            case .growth: return "the build-out as a share of American GDP and of its growth"
            case .power: return "megawatts announced, wanted, there and missing, by region, year and source"
            case .compute: return "rents by generation, the tier each serves, and what fleets are worth"
            case .calibration: return "published figures beside what the run says"
            case .hindcast: return "a run from the past scored on what was reported since"
            case .tables: return "published tables rebuilt by their formulas, and bridges to the scenario's own numbers"
            }
        }

        /// Paths when nobody says how many, of large scenarios and of others.
        var paths: (large: Int, small: Int) {
            switch self {
            // Several runs each.
            case .lives, .renewals: return (200, 1_000)
            // Many measures, each of whose quarters is kept.
            case .value, .announced, .growth, .tables, .losses: return (400, 2_000)
            default: return (2_000, 2_000)
            }
        }
    }

    @Argument(help: "The question.")
    var question: Question?

    @Argument(
        help: "Number of the run, `latest`, or the name of a scenario for its latest run.", completion: Completions.runs
    )
    var run: String = "latest"

    @Option(
        name: .long, parsing: .unconditional,
        help: "Paths; at most those of the run. When not given 2,000, and 200 or 400 of questions that take long.")
    var paths: Int?

    @Option(name: .customLong("if"), help: ArgumentHelp("For `losses`: the party that fails.", valueName: "party"))
    var failing: String?

    @Option(
        name: .customLong("valuation"),
        help: ArgumentHelp(
            "For `value`: equity value of a party in B USD, as in anthropic=965.", valueName: "party=b-usd"))
    var valuations: [String] = []

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        if let paths, paths < 1 { throw ValidationError("--paths must be at least 1, not \(paths)") }
        if failing != nil, question != .losses { throw ValidationError("--if PARTY goes with `answer losses`") }
        if !valuations.isEmpty, question != .value { throw ValidationError("--valuation goes with `answer value`") }
        for text in valuations where (Double(text.override.value) ?? -1) <= 0 {
            throw ValidationError("--valuation needs PARTY=B_USD, as in anthropic=965, not `\(text)`")
        }
    }

    func run() async throws {
        guard let question else {
            for question in Question.allCases {
                Console.print(
                    "\(question.rawValue.padding(toLength: 12, withPad: " ", startingAt: 0))\(question.meaning)\n")
            }
            return
        }
        try await Console.reporting {
            let store = try RunStore(path: Library.store)
            let stored = try store.run(named: run)
            let program = try store.program(of: stored)
            let usual = program.isLarge ? question.paths.large : question.paths.small
            try await Questioner(
                program: program, paths: min(paths ?? usual, stored.manifest.paths), json: json,
                load: { try store.load(stored.number) }
            ).answer(question, if: failing, valuations: valuations)
        }
    }
}

/// Answers one question about one program.
private struct Questioner {
    let program: Program
    let paths: Int
    let json: Bool
    /// The stored run itself.
    let load: () throws -> Run

    private var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    func answer(_ question: AnswerCommand.Question, if failing: String?, valuations: [String]) async throws {
        let (paths, threads, width) = (paths, threads, Console.columns)
        var scenario = program.scenario
        scenario.settings.seed = program.seed
        switch question {
        case .losses:
            try show(
                await LossesAnswer.compute(try load(), program, if: failing, written: paths, threads: threads)
            ) { LossesPage.text($0, width: width) }
        case .contagion:
            try show(
                await ContagionAnswer.compute(scenario, shocks: program.shocks, paths: paths, threads: threads)
            ) { ContagionPage.text($0, width: width) }
        case .channels:
            try show(
                await LossChannelsAnswer.compute(scenario, shocks: program.shocks, paths: paths, threads: threads)
            ) { LossChannelsPage.text($0, width: width) }
        case .wall:
            try show(RefinancingWallAnswer.all(program, try Replay(program, path: 0))) {
                RefinancingWallPage.text($0, width: width)
            }
        case .renewals:
            let answer = try await watched("runs", total: 3) { bar in
                try await RenewalsAnswer.compute(program, paths: paths, threads: threads, each: { bar.update($0) })
            }
            try show(answer) { RenewalsPage.text($0, width: width) }
        case .lives:
            let answer = try await watched("book lives", total: 7) { bar in
                try await LivesAnswer.compute(program, paths: paths, threads: threads, each: { bar.update($0) })
            }
            try show(answer) { LivesPage.text($0, width: width) }
        case .value:
            let values = valuations.map { ($0.override.key, (Double($0.override.value) ?? 0) * 1e9) }
            try show(
                await ValueAnswer.compute(
                    program, valuations: Dictionary(values, uniquingKeysWith: { $1 }), paths: paths, threads: threads)
            ) { ValuePage.text($0, width: width) }
        case .announced:
            try await ask(AnnouncedAnswer.compute(_:paths:threads:), AnnouncedPage.text(_:width:))
        case .growth:
            try show(await GrowthAnswer.compute(program, paths: paths, threads: threads)) {
                GrowthPage.text($0, width: width)
            }
        case .power:
            try await ask(PowerAnswer.compute(_:paths:threads:), PowerPage.text(_:width:))
        case .compute:
            try await ask(ComputeAnswer.compute(_:paths:threads:), ComputePage.text(_:width:))
        case .calibration:
            try await ask(CalibrationAnswer.compute(_:paths:threads:), CalibrationPage.text(_:width:))
        case .hindcast:
            try await ask(HindcastAnswer.compute(_:paths:threads:), HindcastPage.text(_:width:))
        case .tables:
            try await ask(TablesAnswer.compute(_:paths:threads:), TablesPage.text(_:width:))
        }
    }

    /// Shows a bar while several runs go.
    private func watched<Answer>(_ label: String, total: Int, _ work: (ProgressBar) async throws -> Answer) async throws
        -> Answer
    {
        let bar = ProgressBar(label, total: total)
        defer { bar.finish() }
        return try await work(bar)
    }

    /// Asks what takes one run of so many paths.
    private func ask<Answer: Encodable>(
        _ compute: (Program, Int, Int) async throws -> Answer, _ page: (Answer, Int) -> String
    ) async throws {
        try await show(compute(program, paths, threads)) { page($0, Console.columns) }
    }

    /// Prints an answer as JSON, or laid out as a page.
    private func show<Answer: Encodable>(_ answer: Answer, page: (Answer) -> String) throws {
        Console.print(json ? try AnswerJSON.text(answer) : page(answer))
    }
}
