import Model
internal import Yams

/// Turns YAML text into a tree, within limits that keep memory and the stack safe whatever the text holds.
enum YAMLText {
    /// Deepest nesting of maps and lists.
    static let deepest = 60
    /// Most values in one file, aliases expanded.
    static let mostValues = 1_000_000

    static func tree(_ text: String, file: String) throws(Diagnostic) -> Tree {
        try checkShape(text, file)
        let node: Node?
        do {
            node = try Yams.compose(yaml: text)
        } catch {
            throw diagnostic(error, file)
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
                at: place, "the file holds more than \(mostValues) values",
                hint: "aliases (`*name`) that multiply each other are not allowed")
        }
        guard depth <= deepest else {
            throw Diagnostic(at: place, "maps and lists are nested more than \(deepest) deep")
        }
        switch node {
        case .scalar(let scalar): return .scalar(scalar.string, place)
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

    /// Refuses text that would exhaust the parser's stack, before it sees it.
    private static func checkShape(_ text: String, _ file: String) throws(Diagnostic) {
        var line = 1
        var open = 0
        var lead = 0
        var isLeading = true
        var aliases = 0
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\n"):
                line += 1
                isLeading = true
                lead = 0
            case 0:
                throw Diagnostic(at: Place(file: file, line: line, column: 1), "the file holds a NUL byte: it is no text")
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
            case UInt8(ascii: "*"): aliases += 1
            default: break
            }
            let leads = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: ":")
            if isLeading && leads { lead += 1 } else if byte != UInt8(ascii: "\n") { isLeading = false }
            if open > 2 * deepest || lead > 4 * deepest {
                throw Diagnostic(
                    at: Place(file: file, line: line, column: 1), "maps and lists are nested more than \(deepest) deep",
                    hint: "close the brackets, or write the value flat")
            }
        }
    }

    /// The parser's own error, with its place.
    private static func diagnostic(_ error: any Error, _ file: String) -> Diagnostic {
        func place(_ mark: Mark) -> Place { Place(file: file, line: max(1, mark.line), column: max(1, mark.column)) }
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            return Diagnostic(
                at: place(mark), "this is not YAML: \(problem)",
                hint: "look at indentation, quotes and brackets; quote a text that holds `: ` or ` #`")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "\($0)" }.sorted().joined(separator: ", ")
            return Diagnostic(
                at: place(context.mark), "a key is written twice", quote: names, hint: "keep one of the two")
        case .reader(let problem, let offset, _, _):
            return Diagnostic(
                at: Place(file: file, line: 1, column: 1), "the file is no readable text: \(problem)",
                quote: offset.map { "byte \($0)" }, hint: "save it as UTF-8")
        default:
            return Diagnostic(at: Place(file: file, line: 1, column: 1), "this is not YAML: \(error)")
        }
    }
}
