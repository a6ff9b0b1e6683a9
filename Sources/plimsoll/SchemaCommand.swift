import ArgumentParser
import Engine
import Model

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Print what a scenario may hold: a reference to read, or a JSON Schema.",
        discussion: "Point an editor's YAML plug-in at the JSON Schema for completion and checks while typing.")

    @Flag(name: .long, help: "The JSON Schema.")
    var json = false

    @Flag(name: .long, help: "The reference in Markdown; this is the default.")
    var markdown = false

    func run() async throws {
        Console.print(json ? Catalogue.schemas.jsonSchema : Catalogue.schemas.markdownReference)
    }
}
