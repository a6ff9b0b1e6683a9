import Analysis
import ArgumentParser
import Engine
import Reports
import RunStore

/// `plimsoll trace PARTY [RUN]`: how much of a party's revenue is its own money come round.
struct TraceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trace", abstract: "Trace where a party's revenue came from on one path of a stored run.")

    @Argument(help: "The party.")
    var party: String

    @Argument(help: "Number of the run, `latest`, or the name of a scenario for its latest run.")
    var run: String = "latest"

    @Option(name: .long, help: "Index of the path, from 0.")
    var path: UInt64 = 0

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() async throws {
        try await Console.reporting {
            let store = try RunStore(path: Library.store)
            let program = try Stored.program(of: try store.run(named: run), in: store)
            let answer = try TraceAnswer(party, try Replay(program, path: path), of: program)
            Console.print(json ? try AnswerJSON.text(answer) : TracePage.text(answer, width: Console.columns))
        }
    }
}
