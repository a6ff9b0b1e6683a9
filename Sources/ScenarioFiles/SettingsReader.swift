import Calendar
import Model

/// Reads the head of a scenario: the map `scenario:`.
struct SettingsReader {
    private let head: Tree.Mapping
    private(set) var findings: [Diagnostic] = []

    /// Keys and what they mean, for the reference.
    static let keys: [(name: String, meaning: String)] = [
        ("name", "Short name, as in the list of runs. Required."),
        ("title", "Heading of the answer page."),
        ("description", "What the reader should know first."),
        ("start", "First simulated quarter, as `2026Q1`; opening books are those of the quarter before. Required."),
        ("quarters", "Number of simulated quarters. Required."),
        ("paths", "Paths of a run when the command line says nothing."),
        ("seed", "Seed of the random numbers."),
        ("antithetic", "Whether paths 2k and 2k+1 use opposite random numbers."),
        ("price-year", "Year whose dollars the cost facts are in."),
        ("data-as-of", "Date of the data, as text."),
    ]

    init(_ head: Tree.Mapping) { self.head = head }

    mutating func read() -> Scenario.Settings {
        let known = Self.keys.map(\.name)
        for entry in head.entries where !known.contains(entry.key) {
            findings.append(
                Diagnostic(
                    at: entry.place, "unknown setting `\(entry.key)`", quote: entry.key,
                    hint: Suggestion.hint(
                        for: entry.key, among: known, otherwise: "settings are: \(known.joined(separator: ", "))")))
        }
        if head.entries.isEmpty {
            findings.append(
                Diagnostic(
                    at: head.place, "the scenario has no head",
                    hint: "start with `scenario:` and name, start and quarters below it"))
        }
        var settings = Scenario.Settings(
            name: text("name", required: !head.entries.isEmpty), start: Quarter(year: 2026, number: 1), quarters: 1,
            place: head.place)
        settings.title = text("title")
        if settings.title.isEmpty { settings.title = settings.name }
        settings.description = text("description")
        settings.dataAsOf = text("data-as-of")
        settings.start = quarter("start") ?? settings.start
        settings.quarters =
            number("quarters", in: Scenario.Settings.allowedQuarters, required: !head.entries.isEmpty) ?? 1
        settings.paths = number("paths", in: Scenario.Settings.allowedPaths) ?? settings.paths
        settings.seed = UInt64(number("seed", in: 0...Int.max) ?? 1)
        settings.priceYear = number("price-year", in: 1900...2200) ?? settings.priceYear
        settings.antithetic = flag("antithetic")
        return settings
    }

    private mutating func value(_ key: String, required: Bool) -> Tree? {
        if let tree = head[key], !tree.isEmpty { return tree }
        if required {
            findings.append(
                Diagnostic(
                    at: head.place, "`\(key)` is missing from `scenario:`",
                    hint: Self.keys.first { $0.name == key }?.meaning))
        }
        return nil
    }

    private mutating func text(_ key: String, required: Bool = false) -> String {
        guard let tree = value(key, required: required) else { return "" }
        guard let text = tree.text else {
            findings.append(Diagnostic(at: tree.place, "`\(key)` is a text; this is \(tree.what)"))
            return ""
        }
        return text
    }

    private mutating func number(_ key: String, in range: ClosedRange<Int>, required: Bool = false) -> Int? {
        guard let tree = value(key, required: required) else { return nil }
        guard let text = tree.text, let number = Int(text.filter { $0 != "_" && $0 != "," }), range.contains(number)
        else {
            findings.append(
                Diagnostic(
                    at: tree.place, "`\(key)` is a whole number from \(range.lowerBound) to \(range.upperBound)",
                    quote: tree.text ?? tree.what))
            return nil
        }
        return number
    }

    private mutating func quarter(_ key: String) -> Quarter? {
        guard let tree = value(key, required: !head.entries.isEmpty) else { return nil }
        guard let text = tree.text, let quarter = Quarter(text), (1900...2200).contains(quarter.year) else {
            findings.append(
                Diagnostic(
                    at: tree.place, "`\(key)` is a quarter between 1900 and 2200", quote: tree.text ?? tree.what,
                    hint: "write for example `2026Q1`"))
            return nil
        }
        return quarter
    }

    private mutating func flag(_ key: String) -> Bool {
        guard let tree = value(key, required: false) else { return false }
        guard let flag = tree.flag else {
            findings.append(Diagnostic(at: tree.place, "`\(key)` is `true` or `false`", quote: tree.text ?? tree.what))
            return false
        }
        return flag
    }
}

extension Tree {
    /// Yes or no, as YAML 1.2 writes it.
    var flag: Bool? {
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }
}
