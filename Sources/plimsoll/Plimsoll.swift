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
            NetworkCommand.self, PowerCommand.self, ExportCommand.self, ServeCommand.self, RepeatCommand.self,
        ])

    static func main() async {
        do {
            try await perform(nil)
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

    /// Does what a line of arguments says; those of the process where nil.
    static func perform(_ arguments: [String]?) async throws {
        var command = try parseAsRoot(arguments)
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }
}
