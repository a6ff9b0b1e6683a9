import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports

/// `plimsoll sensitivity [SCENARIO]`: which inputs matter, how far they move a number, what share of its variance is theirs.
struct SensitivityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sensitivity", abstract: "Find the inputs that matter for a number, and how much.",
        discussion: "plimsoll sensitivity childress --metric 'P50(parties.iren.cash@2028)'")

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .long,
        help: "A mean, `P50(...)` or `P(...)` of a measure or metric; how many parties default when not given.")
    var metric: String?

    @Option(
        name: .long, parsing: .upToNextOption,
        help: "Inputs to move, `contracts.*.price` for several; those that weigh most when none is named.")
    var inputs: [String] = []

    @Option(
        name: .long, parsing: .unconditional,
        help: "How many inputs to show at most, of those that weigh more than chance alone.")
    var top: Int = 8

    @Option(
        name: .long, parsing: .unconditional,
        help: "Paths on which all inputs are drawn to find them; 4,000 when not given.")
    var screened: Int?

    @Option(
        name: .long, parsing: .unconditional,
        help: "Points for shares of the variance, each a path; 512 or 2,048 when not given.")
    var points: Int?

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        if top < 1 || top > 100 { throw ValidationError("--top must lie between 1 and 100, not \(top)") }
        for (name, value) in [("screened", screened), ("points", points)] {
            if let value, value < 20 || value > 1_000_000 {
                throw ValidationError("--\(name) must lie between 20 and 1000000, not \(value)")
            }
        }
    }

    func run() async throws {
        try await Console.reporting {
            let scenario = try options.read()
            let program = try Program(scenario, shocks: try options.settings(in: scenario))
            var request = SensitivityRequest()
            (request.metric, request.inputs, request.top) = (metric, inputs, top)
            if let screened { request.screened = screened }
            request.points = points ?? scenario.paths(few: 512, many: 2_048)
            let bar = PathProgress("sensitivity")
            let answer = try await SensitivityAnswer.compute(
                program, request, paths: options.paths ?? scenario.paths(few: 300, many: 2_000),
                threads: Machine.threads, each: bar.update(_:of:))
            bar.finish()
            Console.print(json ? try AnswerJSON.text(answer) : SensitivityPage.text(answer, width: Console.columns))
        }
    }
}
