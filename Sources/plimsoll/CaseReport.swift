import Reports

/// Computed cases as people and as programs read them.
enum CaseReport {
    typealias Computed = (id: JSONText, results: JSONText)

    /// `[{id, outputs}]`, one case a line; `key` is what the results are called.
    static func json(_ computed: [Computed], results key: String) -> String {
        let lines = computed.map { JSONText.fields([("id", $0.id), (key, $0.results)]).description }
        return lines.isEmpty ? "[]" : "[\n" + lines.joined(separator: ",\n") + "\n]"
    }

    /// A heading for each case and a line for each output; of long lists as much as fits, and how long they are.
    static func text(_ computed: [Computed], width: Int) -> String {
        computed.map { id, outputs in
            guard case .object(let fields) = outputs else { return plain(id) + "\n" }
            return ([plain(id)] + lines(fields, width: width, indent: 2)).joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
    }

    private static func lines(_ fields: [JSONText.Field], width: Int, indent: Int) -> [String] {
        let column = fields.map(\.key.count).max() ?? 0
        let margin = String(repeating: " ", count: indent)
        let room = max(20, width - indent - column - 2)
        return inOrder(fields).flatMap { field -> [String] in
            let start = margin + field.key + String(repeating: " ", count: column - field.key.count) + "  "
            let whole = plain(field.value)
            if whole.count <= room { return [start + whole] }
            switch field.value {
            case .object(let inner): return [margin + field.key] + lines(inner, width: width, indent: indent + 2)
            case .list(let values): return [start + beginning(of: values, width: room)]
            default:
                let rest = whole.wrapped(width, indent: indent + column + 2)
                return [start + (rest.first ?? "").drop { $0 == " " }] + rest.dropFirst()
            }
        }
    }

    /// Keys that are numbers, such as years, by size; the others stay.
    private static func inOrder(_ fields: [JSONText.Field]) -> [JSONText.Field] {
        let numbers = fields.compactMap { Double($0.key) }
        guard numbers.count == fields.count else { return fields }
        return zip(fields, numbers).sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static func beginning(of values: [JSONText], width: Int) -> String {
        let end = " ... \(values.count) in all"
        var text = ""
        for value in values {
            let next = (text.isEmpty ? "" : ", ") + element(value)
            if text.count + next.count + end.count > width { break }
            text += next
        }
        return text + end
    }

    /// On one line.
    private static func plain(_ value: JSONText) -> String {
        switch value {
        case .null: Figures.none
        case .number(let number): Figures.significant(number)
        case .text(let text): text
        case .flag: value.description
        case .list(let values): values.isEmpty ? "none" : values.map(element).joined(separator: ", ")
        case .object(let fields): inOrder(fields).map { "\($0.key): \(plain($0.value))" }.joined(separator: ", ")
        }
    }

    /// An entry of a list: a date with its amount is `2026-02-15 2.125`.
    private static func element(_ value: JSONText) -> String {
        guard case .list(let inner) = value else { return plain(value) }
        return inner.map(plain).joined(separator: " ")
    }
}
