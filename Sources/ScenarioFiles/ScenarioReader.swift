import Calendar
import Foundation
import Model

/// Reads a scenario: a folder with a `scenario.yaml`, or texts. It is given the catalogue of schemas and knows no kind.
public struct ScenarioReader {
    let catalogue: SchemaCatalogue

    public init(catalogue: SchemaCatalogue) { self.catalogue = catalogue }

    /// Reads a folder.
    /// - Parameter overrides: Inputs set by path, as `contracts.loan.margin` to `300 bp`.
    /// - Throws: `Diagnostics` with everything that is wrong, at once.
    public func read(folder: String, overrides: [(key: String, value: String)] = []) throws -> Scenario {
        try read(FolderFiles(folder: folder), overrides)
    }

    /// Reads texts by file name; `scenario.yaml` is the first.
    public func read(text: [String: String], overrides: [(key: String, value: String)] = []) throws -> Scenario {
        try read(TextFiles(texts: text), overrides)
    }

    /// Reads texts that a run has kept.
    public func read(files: [Scenario.SourceFile], overrides: [(key: String, value: String)] = []) throws -> Scenario {
        try read(
            TextFiles(texts: Dictionary(files.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })),
            overrides)
    }

    /// Reads a folder and says all that there is to say: the scenario, unless something is wrong, and every finding.
    public func check(
        folder: String, overrides: [(key: String, value: String)] = []
    ) -> (scenario: Scenario?, findings: Diagnostics) {
        do {
            let scenario = try read(folder: folder, overrides: overrides)
            return (scenario, Diagnostics(scenario.warnings))
        } catch let findings as Diagnostics {
            return (nil, findings)
        } catch {
            let place = Place(file: "scenario.yaml", line: 1, column: 1)
            return (nil, Diagnostics([Diagnostic(at: place, "the scenario cannot be read: \(error)")]))
        }
    }

    private func read(_ source: any FileSource, _ overrides: [(key: String, value: String)]) throws -> Scenario {
        var loader = ScenarioLoader(source: source, catalogue: catalogue)
        let document: Document
        do {
            document = try loader.document()
        } catch let diagnostic as Diagnostic {
            throw Diagnostics(loader.findings + [diagnostic])
        }
        guard !loader.isIncomplete else { throw Diagnostics(loader.findings) }
        var builder = ScenarioBuilder(document, catalogue: catalogue, files: loader.files, findings: loader.findings)
        builder.apply(overrides)
        return try builder.scenario()
    }
}

/// All files of a scenario laid over each other: settings and sections as trees.
struct Document {
    var settings: Tree.Mapping
    /// Items by section, in order.
    var sections: [(name: String, items: Tree.Mapping)] = []
    var correlations: [Tree] = []
    var facts: [Fact] = []

    subscript(section: String) -> Tree.Mapping? {
        get { sections.first { $0.name == section }?.items }
        set {
            guard let newValue else { return }
            if let index = sections.firstIndex(where: { $0.name == section }) {
                sections[index].items = newValue
            } else {
                sections.append((section, newValue))
            }
        }
    }
}
