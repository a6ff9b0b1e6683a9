import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports
import RunStore

/// `plimsoll answer QUESTION [RUN]`: questions that a stored run answers by being run again.
struct AnswerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer", abstract: "Answer a question about a stored run; alone, list the questions.")

    enum Question: String, ExpressibleByArgument, CaseIterable {
        case contagion, channels, wall, power, compute, calibration, hindcast

        var meaning: String {
            switch self {
            case .contagion: return "who falls if another falls: each path again with its first defaulter guaranteed"
            case .channels: return "where losses come from: one channel switched off at a time"
            case .power: return "megawatts announced, wanted, there and missing, by region, year and source"
            case .compute: return "rents by generation, the tier each serves, and what fleets are worth"
            case .calibration: return "published figures beside what the run says"
            case .hindcast: return "a run from the past scored on what was reported since"
            case .wall: return "what each party owes before the run, by year, and what it costs"
            }
        }
    }

    @Argument(help: "The question.")
    var question: Question?

    @Argument(help: "Number of the run, `latest`, or the name of a scenario for its latest run.")
    var run: String = "latest"

    @Option(name: .long, help: "Paths; at most those of the run, and 2,000 when not given.")
    var paths: Int?

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        if let paths, paths < 1 { throw ValidationError("--paths must be at least 1, not \(paths)") }
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
            let program = try Stored.program(of: stored, in: store)
            let count = min(paths ?? 2_000, stored.manifest.paths)
            let threads = ProcessInfo.processInfo.activeProcessorCount
            var scenario = program.scenario
            scenario.settings.seed = program.seed
            let width = Console.columns
            switch question {
            case .contagion:
                try show(
                    await ContagionAnswer.compute(
                        scenario, shocks: program.shocks, paths: count, threads: threads)
                ) { ContagionPage.text($0, width: width) }
            case .channels:
                try show(
                    await LossChannelsAnswer.compute(
                        scenario, shocks: program.shocks, paths: count, threads: threads)
                ) { LossChannelsPage.text($0, width: width) }
            case .power:
                try show(await PowerAnswer.compute(program, paths: count, threads: threads)) {
                    PowerPage.text($0, width: width)
                }
            case .compute:
                try show(await ComputeAnswer.compute(program, paths: count, threads: threads)) {
                    ComputePage.text($0, width: width)
                }
            case .calibration:
                try show(await CalibrationAnswer.compute(program, paths: count, threads: threads)) {
                    CalibrationPage.text($0, width: width)
                }
            case .hindcast:
                try show(await HindcastAnswer.compute(program, paths: count, threads: threads)) {
                    HindcastPage.text($0, width: width)
                }
            case .wall:
                try show(RefinancingWallAnswer.all(program, try Replay(program, path: 0))) {
                    RefinancingWallPage.text($0, width: width)
                }
            }
        }
    }

    /// Prints an answer as JSON, or laid out as a page.
    private func show<Answer: Encodable>(_ answer: Answer, page: (Answer) -> String) throws {
        Console.print(json ? try AnswerJSON.text(answer) : page(answer))
    }
}
