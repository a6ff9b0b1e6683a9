import Analysis
import ArgumentParser
import Reports

struct FactsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "facts", abstract: "The facts of a scenario: what each number is, where it is used.")

    @OptionGroup var options: ScenarioOptions

    @Flag(name: .long, help: "Only facts about the same thing that disagree.")
    var conflicts = false

    @Flag(name: .long, help: "Print as JSON.")
    var json = false

    func run() async throws {
        try await Console.reporting {
            let answer = FactsAnswer(try options.read())
            Console.print(
                json
                    ? try AnswerJSON.text(answer)
                    : FactsPage.text(answer, conflictsOnly: conflicts, width: Console.columns))
        }
    }
}
