import Model

/// Follows `extends`, `include`, `facts` and CSV tables, and lays the files over each other.
struct ScenarioLoader {
    let source: any FileSource
    let catalogue: SchemaCatalogue
    private(set) var files: [Scenario.SourceFile] = []
    var findings: [Diagnostic] = []
    /// A file could not be read, so that what others say of its contents is no finding.
    private(set) var isIncomplete = false
    private var total = 0
    var tables: [String: CSVText] = [:]

    /// Characters read in all.
    static let mostText = 256 << 20
    /// Scenarios that build on each other.
    static let longestChain = 16
    static let fixedKeys = ["scenario", "extends", "include", "facts", "correlations", "remove"]

    init(source: any FileSource, catalogue: SchemaCatalogue) {
        self.source = source
        self.catalogue = catalogue
    }

    mutating func document() throws -> Document {
        try document(prefix: "", chain: [], namedAt: Place(file: "scenario.yaml", line: 1, column: 1))
    }

    /// The scenario of a folder (`prefix` is empty, or `../base/`), with what it extends below it.
    private mutating func document(prefix: String, chain: [String], namedAt place: Place) throws -> Document {
        let name = prefix + "scenario.yaml"
        if chain.contains(prefix) || chain.count >= Self.longestChain {
            let names = (chain + [prefix]).map { $0.isEmpty ? "this scenario" : String($0.dropLast()) }
            throw Diagnostic(
                at: place, "scenarios extend each other in a circle", quote: names.joined(separator: " -> "))
        }
        let root = try mapping(name, namedAt: place)
        var document = Document(settings: Tree.Mapping(entries: [], place: Place(file: name, line: 1, column: 1)))
        if let base = root["extends"] {
            let text = try plainText(base, "extends")
            document = try self.document(
                prefix: try folder(text, from: prefix, at: base.place), chain: chain + [prefix], namedAt: base.place)
        }
        var removals: [Tree] = []
        var seen: [String: Place] = [:]
        try lay(root, name, prefix, over: &document, seen: &seen, removals: &removals)
        for file in root["include"].map({ $0.sequence ?? [$0] }) ?? [] where !file.isEmpty {
            do {
                let text = try plainText(file, "include")
                try checkName(text, at: file.place)
                let included = try mapping(prefix + text, namedAt: file.place)
                try lay(included, prefix + text, prefix, over: &document, seen: &seen, removals: &removals)
            } catch let diagnostic as Diagnostic {
                findings.append(diagnostic)
                isIncomplete = true
            }
        }
        for removal in removals { remove(removal, from: &document) }
        return document
    }

    // MARK: Files

    mutating func text(_ name: String, namedAt place: Place) throws -> String {
        let text = try source.text(name, namedAt: place)
        total += text.utf8.count
        guard total <= Self.mostText else {
            throw Diagnostic(at: place, "the scenario's files have more than \(Self.mostText) bytes", quote: name)
        }
        if !files.contains(where: { $0.path == name }) { files.append(.init(path: name, text: text)) }
        return text
    }

    private mutating func mapping(_ name: String, namedAt place: Place) throws -> Tree.Mapping {
        let tree = try YAMLText.tree(try text(name, namedAt: place), file: name)
        guard let mapping = tree.mapping else {
            throw Diagnostic(
                at: Place(file: name, line: 1, column: 1),
                "a scenario's file is a map of sections; this is \(tree.what)",
                hint: "write for example `parties:` and the parties below it")
        }
        return mapping
    }

    func plainText(_ tree: Tree, _ key: String) throws -> String {
        guard let text = tree.text, !tree.isEmpty else {
            throw Diagnostic(at: tree.place, "`\(key)` names a file; this is \(tree.what)")
        }
        return text
    }

    func checkName(_ name: String, at place: Place) throws {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
            throw Diagnostic(
                at: place, "a file must lie within the scenario's folder", quote: name,
                hint: "copy the file into the folder and name it without `..` and `/` at the start")
        }
    }

    /// The folder that a scenario extends, relative to the first: one beside it, in the same folder above.
    private func folder(_ name: String, from prefix: String, at place: Place) throws -> String {
        var parts = prefix.split(separator: "/").map(String.init)
        guard !name.hasPrefix("/") else {
            throw Diagnostic(
                at: place, "`extends` names a folder beside the scenario's", quote: name, hint: "write `../name`")
        }
        for part in name.split(separator: "/") {
            switch part {
            case ".": continue
            case ".." where !parts.isEmpty && parts.last != "..": parts.removeLast()
            default: parts.append(String(part))
            }
        }
        guard parts.filter({ $0 == ".." }).count <= 1 else {
            throw Diagnostic(
                at: place, "`extends` names a folder beside the scenario's", quote: name, hint: "write `../name`")
        }
        return parts.isEmpty ? "" : parts.joined(separator: "/") + "/"
    }

    // MARK: Laying over each other

    private mutating func lay(
        _ root: Tree.Mapping, _ name: String, _ prefix: String, over document: inout Document,
        seen: inout [String: Place], removals: inout [Tree]
    ) throws {
        for entry in root.entries {
            switch entry.key {
            case "scenario":
                guard let settings = entry.value.mapping else {
                    throw Diagnostic(
                        at: entry.value.place, "`scenario:` is a map of settings; this is \(entry.value.what)")
                }
                let merged = Tree.mapping(document.settings).overlaid(by: .mapping(settings))
                document.settings = merged.mapping!
                document.settings.place = settings.place
            case "extends", "include": break
            case "correlations":
                guard let pairs = entry.value.sequence else {
                    if !entry.value.isEmpty { findings.append(notPairs(entry)) }
                    continue
                }
                document.correlations += pairs
            case "remove": removals += entry.value.sequence ?? [entry.value]
            case "facts":
                for file in entry.value.sequence ?? [entry.value] { try facts(file, prefix, into: &document) }
            default:
                guard catalogue.section(entry.key) != nil else {
                    findings.append(unknown(entry))
                    continue
                }
                try section(entry, prefix, over: &document, seen: &seen)
            }
        }
    }

    private func notPairs(_ entry: Tree.Entry) -> Diagnostic {
        Diagnostic(
            at: entry.value.place, "`correlations` is a list of pairs; this is \(entry.value.what)",
            quote: entry.value.text ?? entry.key,
            hint: "write below it for example `- [drivers.a, drivers.b, \"0.5 assumption\"]`")
    }

    private func unknown(_ entry: Tree.Entry) -> Diagnostic {
        let names = Self.fixedKeys + catalogue.sections.map(\.name)
        return Diagnostic(
            at: entry.place, "unknown section `\(entry.key)`", quote: entry.key,
            hint: Suggestion.hint(
                for: entry.key, among: names, otherwise: "sections are: \(names.joined(separator: ", "))"))
    }

    private mutating func section(
        _ entry: Tree.Entry, _ prefix: String, over document: inout Document, seen: inout [String: Place]
    ) throws {
        if entry.value.isEmpty { return }
        guard var items = entry.value.mapping else {
            findings.append(
                Diagnostic(
                    at: entry.value.place, "`\(entry.key)` is a map of names; this is \(entry.value.what)",
                    quote: entry.key))
            return
        }
        if items.entries.count == 1, let file = items["csv"] {
            items = try table(file, prefix)
        }
        var own = document[entry.key] ?? Tree.Mapping(entries: [], place: entry.place)
        var index = Dictionary(own.entries.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        for item in items.entries {
            guard findings.count < ScenarioBuilder.mostFindings else { break }
            let path = "\(entry.key).\(item.key)"
            if let first = seen[path] {
                findings.append(
                    Diagnostic(
                        at: item.place, "`\(path)` is written twice; the first is at \(first)", quote: item.key,
                        hint: "rename one of the two"))
                continue
            }
            seen[path] = item.place
            // `bank:` alone is an item with nothing but defaults.
            let value =
                item.value.isEmpty
                ? .mapping(Tree.Mapping(entries: [], place: item.place)) : try withTables(item.value, prefix)
            if let known = index[item.key] {
                own.entries[known].value = own.entries[known].value.overlaid(by: value)
            } else {
                index[item.key] = own.entries.count
                own.entries.append(Tree.Entry(key: item.key, place: item.place, value: value))
            }
        }
        document[entry.key] = own
    }

    private mutating func remove(_ removal: Tree, from document: inout Document) {
        let parts = (removal.text ?? "").split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, var items = document[parts[0]], items[parts[1]] != nil else {
            findings.append(
                Diagnostic(
                    at: removal.place, "there is nothing to remove", quote: removal.text ?? removal.what,
                    hint: Suggestion.hint(
                        for: removal.text ?? "",
                        among: document.sections.flatMap { name, items in items.entries.map { "\(name).\($0.key)" } },
                        otherwise: "write for example `contracts.old-loan`")))
            return
        }
        items.entries.removeAll { $0.key == parts[1] }
        document[parts[0]] = items
    }
}
