import ArgumentParser
import Foundation

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a new scenario from a template.")

    @Argument(help: "Folder to make.", completion: .directory)
    var name: String

    @Option(
        name: .long, help: "Scenario to copy: a folder or a built-in name.", completion: Completions.scenarios)
    var template: String = "deal-template"

    func validate() throws {
        let title = URL(fileURLWithPath: name).lastPathComponent
        // A name goes into a YAML head, into commands and into the names of exported files.
        guard title.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
            throw ValidationError(
                "a scenario is named with letters, digits, `-`, `_` and `.`, and begins with a letter or digit: not `\(title)`"
            )
        }
    }

    func run() async throws {
        try await Console.reporting {
            let source = Library.folder(of: template)
            guard Library.isScenario(source) else {
                throw Problem("there is no template `\(template)`: name a folder that holds a scenario.yaml")
            }
            guard !FileManager.default.fileExists(atPath: name) else {
                throw Problem("`\(name)` exists already; nothing was written. Choose another name")
            }
            do {
                try FileManager.default.copyItem(atPath: source, toPath: name)
            } catch {
                throw Problem("cannot write `\(name)`: \(error.localizedDescription)")
            }
            try rename()
            Console.print(
                """
                made \(name) from \(template)
                next: edit \(name)/scenario.yaml, then
                  plimsoll check \(name)
                  plimsoll run \(name)

                """)
        }
    }

    /// Puts the new name into the scenario's head.
    private func rename() throws {
        let path = "\(name)/scenario.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let title = URL(fileURLWithPath: name).lastPathComponent
        var isDone = false
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            guard !isDone, line.hasPrefix("  name:") else { return String(line) }
            isDone = true
            return "  name: \(title)"
        }
        try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    }
}
