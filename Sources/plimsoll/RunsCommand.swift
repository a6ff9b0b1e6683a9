import ArgumentParser
import Engine
import Reports
import RunStore

struct RunsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "runs", abstract: "List the stored runs.")

    @Flag(name: .long, help: "Print the list as JSON.")
    var json = false

    struct Row: Encodable {
        let run: Int64
        let scenario: String
        let status: String
        let paths: Int
        let pathsDone: Int
        let seed: UInt64
        let shocks: [String]
        let overrides: [String]
        let started: String
        let seconds: Double?
        let digest: String?
        let version: String
    }

    func run() async throws {
        try await Console.reporting {
            let rows = try RunStore(path: Library.store).runs().map { stored in
                Row(
                    run: stored.number, scenario: stored.manifest.scenario, status: stored.status.rawValue,
                    paths: stored.manifest.paths, pathsDone: stored.pathsDone, seed: stored.manifest.seed,
                    shocks: stored.manifest.shocks.map(\.name), overrides: stored.manifest.overrides,
                    started: stored.started, seconds: stored.seconds, digest: stored.digest,
                    version: stored.manifest.version)
            }
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
