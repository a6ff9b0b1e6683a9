import Calendar
import Model

/// Turns the trees of a document into checked values, gathering everything that is wrong.
struct ScenarioBuilder {
    /// Findings after which the rest of a scenario is left unread.
    static let mostFindings = 500

    var document: Document
    let catalogue: SchemaCatalogue
    let files: [Scenario.SourceFile]
    var findings: [Diagnostic]

    init(_ document: Document, catalogue: SchemaCatalogue, files: [Scenario.SourceFile], findings: [Diagnostic]) {
        self.document = document
        self.catalogue = catalogue
        self.files = files
        self.findings = findings
    }

    mutating func scenario() throws -> Scenario {
        var settings = SettingsReader(document.settings)
        let head = settings.read()
        findings += settings.findings
        let names = NameTable(document, catalogue, start: head.start)
        findings += names.findings
        var sections: [String: [Item]] = [:]
        for (name, items) in document.sections {
            guard let section = catalogue.section(name) else { continue }
            for entry in items.entries {
                guard findings.count < Self.mostFindings else { break }
                guard let schema = names.schema(of: entry, in: section) else { continue }
                var reader = RecordReader(names, schema: schema, item: "\(name).\(entry.key)")
                let record = reader.read(
                    entry.value.mapping ?? Tree.Mapping(entries: [], place: entry.place), at: entry.place)
                findings += reader.findings
                sections[name, default: []].append(
                    Item(section: name, kind: schema.kind, name: entry.key, record: record, place: entry.place))
            }
        }
        let correlations = correlations(names)
        var scenario = Scenario(
            settings: head, sections: sections, correlations: correlations, facts: document.facts, files: files)
        if let warning = scenario.unsourcedWarning { findings.append(warning) }
        findings = inOrder(findings)
        guard findings.allSatisfy({ $0.severity == .warning }) else { throw Diagnostics(findings) }
        scenario.warnings = findings
        return scenario
    }

    /// Findings by file, in the order in which files were read, then by line; each once, and no more than are of use.
    private func inOrder(_ all: [Diagnostic]) -> [Diagnostic] {
        var known = Set<Diagnostic>()
        var findings = all.filter { known.insert($0).inserted }
        if findings.count >= Self.mostFindings {
            let last = findings[Self.mostFindings - 1].place
            findings = Array(findings.prefix(Self.mostFindings))
            findings.append(
                Diagnostic(at: last, "there are \(Self.mostFindings) findings or more; the rest was left unread"))
        }
        let order = Dictionary(files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        return findings.enumerated().sorted { left, right in
            let (a, b) = (left.element.place, right.element.place)
            let (fileA, fileB) = (order[a.file] ?? -1, order[b.file] ?? -1)
            return (fileA, a.line, a.column, left.offset) < (fileB, b.line, b.column, right.offset)
        }.map(\.element)
    }
}
