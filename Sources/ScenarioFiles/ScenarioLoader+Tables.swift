import Calendar
import Model

extension ScenarioLoader {
    static let factColumns = [
        "id", "subject", "counterparty", "quantity", "value", "unit", "period_or_date", "kind", "source", "locator",
        "confidence", "note",
    ]

    /// A CSV file of the scenario's own folder, read once.
    private mutating func csv(_ file: Tree, _ key: String, _ prefix: String) throws -> (name: String, text: CSVText) {
        let name = try plainText(file, key)
        try checkName(name, at: file.place)
        if let known = tables[prefix + name] { return (prefix + name, known) }
        let text = try text(prefix + name, namedAt: file.place)
        let table = try CSVText(text, file: prefix + name, findings: &findings)
        tables[prefix + name] = table
        return (prefix + name, table)
    }

    /// A section as a table: `name`, `kind` and attributes in columns, an item in each row. Empty cells are absent.
    mutating func table(_ file: Tree, _ prefix: String) throws -> Tree.Mapping {
        let (name, csv) = try csv(file, "csv", prefix)
        let key = try Self.column("name", of: csv, name)
        let entries = csv.rows.map { row in
            Tree.Entry(key: row[key].text.trimmed, place: row[key].place, value: Self.map(csv, row, without: key))
        }
        return Tree.Mapping(entries: entries, place: file.place)
    }

    /// An item whose tables by quarter, `{csv: rents.csv, column: h100}`, and lists of maps, `{csv: phases.csv}`, have
    /// been read.
    func isTable(_ tree: Tree) -> Bool {
        guard let mapping = tree.mapping, mapping["csv"] != nil else { return false }
        return mapping.entries.allSatisfy { $0.key == "csv" || $0.key == "column" }
    }

    mutating func withTables(_ item: Tree, _ prefix: String) throws -> Tree {
        guard case .mapping(var mapping) = item else { return item }
        for index in mapping.entries.indices where isTable(mapping.entries[index].value) {
            let written = mapping.entries[index].value.mapping!
            mapping.entries[index].value = try values(written, prefix)
        }
        return .mapping(mapping)
    }

    private mutating func values(_ written: Tree.Mapping, _ prefix: String) throws -> Tree {
        let (name, csv) = try csv(written["csv"]!, "csv", prefix)
        guard let column = written["column"] else {
            return .sequence(csv.rows.map { Self.map(csv, $0, without: nil) }, written.place)
        }
        let quarter = try Self.column("quarter", of: csv, name)
        let wanted = try plainText(column, "column")
        guard let value = csv.heading.firstIndex(of: wanted) else {
            throw Diagnostic(
                at: column.place, "`\(name)` has no column `\(wanted)`", quote: wanted,
                hint: Suggestion.hint(
                    for: wanted, among: csv.heading, otherwise: "columns are: \(Suggestion.list(csv.heading))"))
        }
        var known = Set<String>()
        var entries: [Tree.Entry] = []
        for row in csv.rows where !row[value].text.trimmed.isEmpty {
            guard findings.count < ScenarioBuilder.mostFindings else { break }
            let key = row[quarter].text.trimmed
            guard known.insert(key).inserted else {
                findings.append(Diagnostic(at: row[quarter].place, "a quarter is written twice", quote: key))
                continue
            }
            entries.append(
                Tree.Entry(
                    key: key, place: row[quarter].place, value: .scalar(row[value].text.trimmed, row[value].place)))
        }
        return .mapping(Tree.Mapping(entries: entries, place: written.place))
    }

    private static func column(_ wanted: String, of csv: CSVText, _ name: String) throws -> Int {
        guard let index = csv.heading.firstIndex(of: wanted) else {
            throw Diagnostic(
                at: Place(file: name, line: 1, column: 1), "the table has no column `\(wanted)`",
                quote: Diagnostic.shortened(csv.heading.joined(separator: ",")))
        }
        return index
    }

    /// A row as a map of the columns that are not empty.
    private static func map(_ csv: CSVText, _ row: [CSVText.Cell], without key: Int?) -> Tree {
        let cells = row.indices.filter { $0 != key && !row[$0].text.trimmed.isEmpty }.map { index in
            Tree.Entry(
                key: csv.heading[index], place: row[index].place,
                value: .scalar(row[index].text.trimmed, row[index].place))
        }
        return .mapping(Tree.Mapping(entries: cells, place: row[key ?? 0].place))
    }

    /// Reads a table of facts. One with the id of a fact of the scenario that is extended takes its place.
    mutating func facts(_ file: Tree, _ prefix: String, into document: inout Document) throws {
        let (name, csv) = try csv(file, "facts", prefix)
        guard csv.heading == Self.factColumns else {
            throw Diagnostic(
                at: Place(file: name, line: 1, column: 1), "a table of facts has other columns",
                quote: Diagnostic.shortened(csv.heading.joined(separator: ",")),
                hint: "the columns are \(Self.factColumns.joined(separator: ","))")
        }
        var known = Set<String>()
        var index = Dictionary(document.facts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        for row in csv.rows {
            guard findings.count < ScenarioBuilder.mostFindings else { break }
            let cells = row.map { $0.text.trimmed }
            guard !cells[0].isEmpty, known.insert(cells[0]).inserted else {
                findings.append(
                    Diagnostic(
                        at: row[0].place, "a fact needs an id of its own",
                        quote: Diagnostic.shortened(cells.prefix(4).joined(separator: ","))))
                continue
            }
            let fact = Fact(
                id: cells[0], subject: cells[1], counterparty: cells[2], quantity: cells[3], value: cells[4],
                unit: cells[5], period: cells[6], kind: cells[7], source: cells[8], locator: cells[9],
                confidence: cells[10], note: cells[11])
            if let before = index[fact.id] {
                document.facts[before] = fact
            } else {
                index[fact.id] = document.facts.count
                document.facts.append(fact)
            }
        }
    }
}
