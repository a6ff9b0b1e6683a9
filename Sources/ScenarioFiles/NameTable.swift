import Calendar
import Model

/// What formulas and references may name: items by section, their kinds, the lines that can be read from them.
struct NameTable {
    private let document: Document
    private let catalogue: SchemaCatalogue
    /// Positions of items by section and name.
    private let positions: [String: [String: Int]]
    private var lines: [String: Unit] = [:]
    private(set) var findings: [Diagnostic] = []
    let environment: Formula.Environment
    /// All paths of numbers, for suggestions.
    private(set) var numberPaths: [String] = []

    init(_ document: Document, _ catalogue: SchemaCatalogue, start: Quarter) {
        self.document = document
        self.catalogue = catalogue
        positions = Dictionary(
            document.sections.map { name, items in
                (
                    name,
                    Dictionary(items.entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
                )
            }, uniquingKeysWith: { first, _ in first })
        var lines: [String: Unit] = [:]
        var findings: [Diagnostic] = []
        for (name, items) in document.sections {
            guard let section = catalogue.section(name) else { continue }
            for entry in items.entries {
                guard findings.count < ScenarioBuilder.mostFindings else { break }
                switch Self.kind(of: entry, in: section) {
                case .failure(let diagnostic): findings.append(diagnostic)
                case .success(let schema):
                    if let problem = Self.nameProblem(entry) { findings.append(problem) }
                    for line in schema.lines {
                        let unit = line.unit == .declared ? Self.declaredUnit(entry.value, schema) : line.unit
                        lines["\(name).\(entry.key).\(line.name)"] = unit
                    }
                }
            }
        }
        self.findings = findings
        self.lines = lines
        let facts = Dictionary(document.facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ids = document.facts.map(\.id)
        let known = lines
        let paths = Self.paths(lines)
        environment = Formula.Environment(
            start: start,
            line: { path in
                if let unit = known[path] { return .init(path, unit) }
                for path in ["\(path).value", "drivers.\(path).value"] {
                    if let unit = known[path] { return .init(path, unit) }
                }
                return nil
            },
            paths: { paths }, fact: { facts[$0] }, factNames: { ids })
        numberPaths = allNumberPaths
    }

    /// Paths as they may be written: whole, and those of drivers without the line.
    private static func paths(_ lines: [String: Unit]) -> [String] {
        let whole = lines.keys.sorted()
        return whole.filter { $0.hasSuffix(".value") }.map { String($0.dropLast(6)) } + whole
    }

    /// Names stand in paths, so they are words of letters, digits and hyphens.
    private static func nameProblem(_ entry: Tree.Entry) -> Diagnostic? {
        let isWord = entry.key.unicodeScalars.allSatisfy {
            ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0) || $0 == "-" || $0 == "_"
        }
        guard isWord, let first = entry.key.unicodeScalars.first, !("0"..."9").contains(first), first != "-" else {
            return Diagnostic(
                at: entry.place, "a name is made of letters, digits and hyphens, and starts with a letter",
                quote: entry.key)
        }
        return nil
    }

    private static func kind(of entry: Tree.Entry, in section: SchemaCatalogue.Section) -> Result<Schema, Diagnostic> {
        guard let mapping = entry.value.mapping else {
            return .failure(
                Diagnostic(
                    at: entry.value.place,
                    "`\(section.name).\(entry.key)` is a map of attributes; this is \(entry.value.what)",
                    quote: entry.key))
        }
        let kinds = section.kinds.map(\.kind)
        guard let kind = mapping["kind"] else {
            if section.kinds.count == 1 { return .success(section.kinds[0]) }
            return .failure(
                Diagnostic(
                    at: entry.place, "`\(section.name).\(entry.key)` has no `kind`", quote: entry.key,
                    hint: "kinds are: \(kinds.joined(separator: ", "))"))
        }
        if let text = kind.text, let schema = section.kinds.first(where: { $0.kind == text }) {
            return .success(schema)
        }
        return .failure(
            Diagnostic(
                at: kind.place, "unknown kind of \(section.name)", quote: kind.text ?? kind.what,
                hint: Suggestion.hint(
                    for: kind.text ?? "", among: kinds, otherwise: "kinds are: \(kinds.joined(separator: ", "))")))
    }

    /// The schema of an item; nil where that is wrong, which has been said.
    func schema(of entry: Tree.Entry, in section: SchemaCatalogue.Section) -> Schema? {
        try? Self.kind(of: entry, in: section).get()
    }

    private static func declaredUnit(_ tree: Tree, _ schema: Schema) -> Unit {
        let written = tree.mapping?["unit"]?.text ?? schema.attributes.first { $0.name == "unit" }?.defaultText
        return written.flatMap { Unit($0) } ?? .dimensionless
    }

    func names(in sections: [String]) -> [String] {
        sections.flatMap { document[$0]?.entries.map(\.key) ?? [] }
    }

    func sectionOf(_ name: String, among sections: [String]) -> String? {
        sections.first { positions[$0]?[name] != nil }
    }

    /// Whether a path names an item: `drivers.rent`.
    func isItem(_ path: String) -> Bool { entry(path.split(separator: ".", omittingEmptySubsequences: false)) != nil }

    private func entry(_ parts: [Substring]) -> Tree.Entry? {
        guard parts.count == 2, let index = positions[String(parts[0])]?[String(parts[1])] else { return nil }
        return document[String(parts[0])]?.entries[index]
    }

    // MARK: Attribute paths

    /// A path as written, completed and checked, with the unit of the number there; nil where there is none.
    func number(at path: String) -> (path: String, unit: Unit)? {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count >= 2, let section = catalogue.section(parts[0]),
            let entry = entry(parts.prefix(2).map { $0[...] }),
            let schema = schema(of: entry, in: section)
        else { return nil }
        // `drivers.rent` is short for `drivers.rent.value`.
        let rest = parts.count == 2 ? ["value"] : Array(parts.dropFirst(2))
        if let unit = lines["\(parts[0]).\(parts[1]).value"], rest == ["value"], parts[0] == "drivers" {
            return ("\(parts[0]).\(parts[1]).value", unit)
        }
        guard let unit = unit(rest[...], in: schema.attributes, of: entry.value, entry.value, schema) else {
            return nil
        }
        return ("\(parts[0]).\(parts[1]).\(rest.joined(separator: "."))", unit)
    }

    private func unit(
        _ path: ArraySlice<String>, in attributes: [Attribute], of tree: Tree, _ item: Tree, _ schema: Schema
    ) -> Unit? {
        guard let attribute = attributes.first(where: { $0.name == path.first }) else { return nil }
        switch attribute.type {
        case .quantity(let unit), .constant(let unit): return path.count == 1 ? unit : nil
        case .quantityIn(let name):
            let declared = tree.mapping?[name] ?? item.mapping?[name]
            let written = declared?.text ?? schema.attributes.first { $0.name == name }?.defaultText
            return path.count == 1 ? written.flatMap { Unit($0) } ?? .dimensionless : nil
        case .records(let inner):
            guard path.count > 2, let index = Int(path[path.startIndex + 1]),
                let items = tree.mapping?[attribute.name]?.sequence, items.indices.contains(index)
            else { return nil }
            return unit(path.dropFirst(2), in: inner, of: items[index], item, schema)
        default: return nil
        }
    }

    private var allNumberPaths: [String] {
        document.sections.flatMap { name, items -> [String] in
            guard let section = catalogue.section(name) else { return [] }
            return items.entries.flatMap { entry -> [String] in
                (schema(of: entry, in: section)?.attributes ?? []).compactMap { attribute in
                    switch attribute.type {
                    case .quantity, .constant, .quantityIn: return "\(name).\(entry.key).\(attribute.name)"
                    default: return nil
                    }
                }
            }
        } + names(in: ["drivers"]).map { "drivers.\($0)" }
    }
}
