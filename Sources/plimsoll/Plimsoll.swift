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
        let code = await code(of: nil)
        if !code.isSuccess { exit(withError: code) }
    }

    /// Does what a line of arguments says, those of the process where nil; prints what stops it.
    /// - Returns: the exit code.
    static func code(of arguments: [String]?) async -> ExitCode {
        do {
            try await perform(arguments)
            return .success
        } catch let code as ExitCode {
            return code
        } catch {
            let (code, message) = (exitCode(for: error), fullMessage(for: error))
            // Help and completions that were asked for are answers, and may be empty.
            if !code.isSuccess {
                Console.error(message)
            } else if !message.isEmpty {
                print(message)
            }
            // What the parser refuses is wrong usage: 2, as the guide says.
            return code == .validationFailure ? ExitCode(2) : code
        }
    }

    private static func perform(_ arguments: [String]?) async throws {
        var command = try parseAsRoot(arguments)
        if var asynchronous = command as? any AsyncParsableCommand {
            try await asynchronous.run()
        } else {
            try command.run()
        }
    }
}
