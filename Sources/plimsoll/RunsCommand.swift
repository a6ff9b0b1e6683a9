import ArgumentParser
import Reports
import RunStore

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "runs", abstract: "List the stored runs.")

    @Flag(name: .long, help: "Print the list as JSON.")
    var json = false

    func run() async throws {
        try await Console.reporting {
            let rows = try RunStore(path: Library.store).runs().map { RunRow($0) }
            guard !json else { return Console.print(try AnswerJSON.text(rows)) }
            guard !rows.isEmpty else { return Console.print("no runs in \(Library.store)\n") }
            Console.print(
                RunsPage.text(
                    rows.map { row in
                        [
                            "\(row.run)", row.scenario, row.status, "\(row.pathsDone)/\(row.paths)", "\(row.seed)",
                            row.started, row.digest.map { String($0.prefix(12)) } ?? "-",
                        ]
                    }, width: Console.columns))
        }
    }
}
