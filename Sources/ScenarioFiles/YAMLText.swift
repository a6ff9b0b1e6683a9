import Model
internal import Yams

/// Turns YAML text into a tree, within limits that keep memory and the stack safe whatever the text holds.
enum YAMLText {
    /// Deepest nesting of maps and lists.
    static let deepest = 60
    /// Most values in one file: about as many as it has line ends, commas, colons and opening brackets.
    static let mostValues = 1_000_000

    static func tree(_ text: String, file: String) throws(Diagnostic) -> Tree {
        try checkShape(text, file)
        let node: Node?
        do {
            node = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot()
        } catch {
            throw diagnostic(error, text, file)
        }
        guard let node else {
            throw Diagnostic(
                at: Place(file: file, line: 1, column: 1), "the file is empty",
                hint: "a scenario starts with `scenario:` and a name")
        }
        var left = mostValues
        return try tree(node, file, depth: 0, left: &left)
    }

    private static func tree(_ node: Node, _ file: String, depth: Int, left: inout Int) throws(Diagnostic) -> Tree {
        let place = Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        left -= 1
        guard left >= 0 else {
            throw Diagnostic(
                at: place, "the file holds more than \(mostValues) values", hint: "part it into files")
        }
        guard depth <= deepest else {
            throw Diagnostic(at: place, "maps and lists are nested more than \(deepest) deep")
        }
        switch node {
        case .scalar(let scalar):
            // The text of a quoted scalar starts after its quote.
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return .scalar(
                scalar.string, Place(file: file, line: place.line, column: place.column + (isQuoted ? 1 : 0)))
        case .sequence(let sequence):
            var items: [Tree] = []
            for item in sequence { items.append(try tree(item, file, depth: depth + 1, left: &left)) }
            return .sequence(items, place)
        case .mapping(let mapping):
            var entries: [Tree.Entry] = []
            for (key, value) in mapping {
                let at = Place(file: file, line: key.mark?.line ?? place.line, column: key.mark?.column ?? place.column)
                guard let name = key.scalar?.string else {
                    throw Diagnostic(at: at, "a key must be a plain word")
                }
                entries.append(
                    Tree.Entry(key: name, place: at, value: try tree(value, file, depth: depth + 1, left: &left)))
            }
            return .mapping(Tree.Mapping(entries: entries, place: place))
        case .alias:
            throw Diagnostic(at: place, "aliases (`*name`) are not allowed", hint: "write the value out")
        }
    }

    /// The parser's own error, with its place, the line that it stands in, and what is usually meant by it.
    private static func diagnostic(_ error: any Error, _ text: String, _ file: String) -> Diagnostic {
        func place(_ mark: Mark) -> Place { Place(file: file, line: max(1, mark.line), column: max(1, mark.column)) }
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            let line = Self.line(mark.line, of: text)
            let next = line.unicodeScalars.dropFirst(max(0, mark.column - 1)).first
            return Diagnostic(
                at: place(mark), "this is not YAML: \(problem)",
                quote: line.isEmpty ? nil : Diagnostic.shortened(line.trimmed), hint: hint(problem, at: next))
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
            return Diagnostic(
                at: place(context.mark), "a key is written twice", quote: names, hint: "keep one of the two")
        case .reader(let problem, let offset, _, _):
            let before = text.prefix(offset ?? 0)
            let start = before.lastIndex(where: \.isNewline).map { before.index(after: $0) } ?? before.startIndex
            return Diagnostic(
                at: Place(
                    file: file, line: before.count(where: \.isNewline) + 1, column: before[start...].count + 1),
                "the file is no readable text: \(problem)", hint: "save it as UTF-8 without control characters")
        default:
            return Diagnostic(at: Place(file: file, line: 1, column: 1), "this is not YAML: \(error)")
        }
    }

    private static func line(_ number: Int, of text: String) -> String {
        let lines = text.split(maxSplits: max(0, number), omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return number >= 1 && number <= lines.count ? String(lines[number - 1].prefix(200)) : ""
    }

    private static func hint(_ problem: String, at next: Unicode.Scalar?) -> String {
        if next == "\t" { return "indent with blanks, not tabs" }
        if next == "@" || next == "`" || next == "%" {
            return "a value cannot start with `\(next!)`: put it between quotes"
        }
        if problem.hasPrefix("mapping values") {
            return "a value that holds `: ` needs quotes; `assumption, reason` needs none"
        }
        if problem.contains("undefined alias") { return "a value cannot start with `*`: put it between quotes" }
        if problem.contains("nesting") { return "close the brackets, or write the value flat" }
        return "look at indentation, quotes and brackets; quote a text that holds `: ` or ` #`"
    }
}
