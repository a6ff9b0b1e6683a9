import Calendar
import Model

/// Turns the trees of a document into checked values, gathering everything that is wrong.
struct ScenarioBuilder {
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
                guard let schema = names.schema(of: entry, in: section) else { continue }
                var reader = RecordReader(names, schema: schema, item: "\(name).\(entry.key)")
                let record = reader.read(entry.value.mapping ?? Tree.Mapping(entries: [], place: entry.place), at: entry.place)
                findings += reader.findings
                sections[name, default: []].append(
                    Item(section: name, kind: schema.kind, name: entry.key, record: record, place: entry.place))
            }
        }
        let correlations = document.correlations.compactMap { correlation($0, names) }
        var scenario = Scenario(
            settings: head, sections: sections, correlations: correlations, facts: document.facts, files: files)
        if let warning = scenario.unsourcedWarning { findings.append(warning) }
        // Once each: a default that is wrong would otherwise be said for every item.
        let all = findings.filter { $0.severity == .error }
        guard all.isEmpty else { throw Diagnostics(inOrder(findings)) }
        scenario.warnings = findings
        return scenario
    }

    /// Findings by file, in the order in which files were read, then by line.
    private func inOrder(_ findings: [Diagnostic]) -> [Diagnostic] {
        let order = Dictionary(files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        return findings.enumerated().sorted { left, right in
            let (a, b) = (left.element.place, right.element.place)
            let (fileA, fileB) = (order[a.file] ?? -1, order[b.file] ?? -1)
            return (fileA, a.line, a.column, left.offset) < (fileB, b.line, b.column, right.offset)
        }.map(\.element)
    }

    private mutating func correlation(_ tree: Tree, _ names: NameTable) -> Correlation? {
        guard let parts = tree.sequence, parts.count == 3, let first = parts[0].text, let second = parts[1].text,
            let text = parts[2].text
        else {
            findings.append(
                Diagnostic(
                    at: tree.place, "a correlation is a list of two names and a number", quote: tree.text,
                    hint: "write `[drivers.a, drivers.b, \"0.5 assumption\"]`"))
            return nil
        }
        do {
            let value = try ValueReader(.dimensionless, range: -1...1, isFixed: true, environment: names.environment)
                .read(text, at: parts[2].place)
            guard case .constant(let rho) = value.form else { return nil }
            return Correlation(
                first: first, second: second, rho: rho, provenance: value.provenance, place: parts[2].place)
        } catch {
            findings.append(Diagnostic(error, of: text, from: parts[2].place))
            return nil
        }
    }
}
