import Analysis
import ArgumentParser
import Engine
import Foundation
import Model
import Reports

/// `plimsoll solve`: what must be true for a condition to hold, and what would break it.
struct SolveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "solve",
        abstract: "Find the input at which a condition becomes true; revenue needed; the nearest bad case.",
        discussion: """
            plimsoll solve childress --find contracts.gpu-loan.margin --so-that 'P50(parties.iren.cash@2028) >= 1 B USD'
            plimsoll solve --find 'contracts.*.price' --times --so-that 'P(parties.coreweave.in-default@2028) <= 10 %'
            plimsoll solve --revenue
            plimsoll solve --reverse-stress 'P(parties.oracle.in-default@2030) >= 50 %'
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "What to move: an input, `contracts.*.price` for several, or `shocks.NAME.size`.", valueName: "input"))
    var find: String?

    @Flag(name: .long, help: "Move it by a common factor, whatever its form.")
    var times = false

    @Option(
        name: .customLong("so-that"),
        help: ArgumentHelp(
            "What shall be true: a mean, `P50(...)` or `P(...)` of a measure or metric against a limit.",
            valueName: "condition"))
    var condition: String?

    @Option(name: .long, help: "Lower end of the range, in the input's unit; a plain number for a factor.")
    var from: String?

    @Option(name: .long, help: "Upper end of the range.")
    var to: String?

    @Flag(name: .long, help: "Show by year the revenue from AI that equipment needs, and what is there.")
    var revenue = false

    @Option(
        name: .customLong("return"), parsing: .unconditional,
        help: "Yearly return on equipment in per cent, with --revenue.")
    var rate: Double = 10

    @Option(
        name: .customLong("reverse-stress"),
        help: ArgumentHelp(
            "Find the nearest combination of moves that makes this true.", valueName: "condition"))
    var stress: String?

    @Flag(name: .long, help: "Print the answer as JSON.")
    var json = false

    func validate() throws {
        let asked = [find != nil, revenue, stress != nil].count { $0 }
        guard asked == 1 else {
            throw ValidationError("ask one thing: --find with --so-that, --revenue, or --reverse-stress")
        }
        if (find == nil) != (condition == nil) { throw ValidationError("--find and --so-that go together") }
        if !(rate >= 0 && rate <= 1000) { throw ValidationError("--return must lie between 0 and 1000, not \(rate)") }
    }

    func run() async throws {
        try await Console.reporting {
            let scenario = try options.read()
            let program = try Program(scenario, shocks: try options.settings(in: scenario))
            let paths = options.paths ?? scenario.paths(few: 400, many: 2_000)
            let threads = Machine.threads
            let bar = PathProgress("solve")
            if revenue {
                let answer = try await RevenueNeedAnswer.compute(
                    program, rate: rate / 100, paths: paths, threads: threads, each: bar.update(_:of:))
                bar.finish()
                Console.print(
                    json ? try AnswerJSON.text(answer) : RevenueNeedPage.text(answer, width: Console.columns))
            } else if let stress {
                let answer = try await ReverseStressAnswer.compute(
                    program, so: stress, paths: paths, threads: threads, each: bar.update(_:of:))
                bar.finish()
                Console.print(
                    json ? try AnswerJSON.text(answer) : ReverseStressPage.text(answer, width: Console.columns))
            } else if let find, let condition {
                let answer = try await SolveAnswer.compute(
                    program, find: find, times: times, from: from, to: to, so: condition, paths: paths,
                    threads: threads, each: bar.update(_:of:),
                    recompiled: { path, value in
                        var other = options
                        other.overrides.append("\(path)=\(value)")
                        let scenario = try other.read()
                        return try Program(scenario, shocks: try other.settings(in: scenario))
                    })
                bar.finish()
                Console.print(json ? try AnswerJSON.text(answer) : SolvePage.text(answer, width: Console.columns))
            }
        }
    }
}
