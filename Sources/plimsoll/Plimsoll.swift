import ArgumentParser
import Engine

@main struct Plimsoll: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plimsoll", abstract: "The load line for the AI build-out.",
        discussion: "Shares of paths under stated assumptions: not ratings, not forecasts of a named company.",
        version: Program.version,
        subcommands: [
            RunCommand.self, MergeCommand.self, CheckCommand.self, InitCommand.self, RunsCommand.self,
            ExplainCommand.self,
            AnswerCommand.self, TraceCommand.self, LoadLineCommand.self, SolveCommand.self, SensitivityCommand.self,
            CompareCommand.self, FactsCommand.self, SchemaCommand.self, ActusCommand.self, FinanceCommand.self,
            NetworkCommand.self, PowerCommand.self, ExportCommand.self, ServeCommand.self,
        ])

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            // What the parser refuses is wrong usage: 2, as the guide says.
            let code = exitCode(for: error)
            guard code == .validationFailure else { exit(withError: error) }
            Console.error(fullMessage(for: error))
            exit(withError: ExitCode(2))
        }
    }
}
