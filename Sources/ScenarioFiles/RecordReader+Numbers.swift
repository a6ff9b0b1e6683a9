import Calendar
import Model

extension RecordReader {
    /// A number: one text, a map with value and source, or a table by quarter.
    mutating func number(_ tree: Tree, _ attribute: Attribute, _ unit: Unit, isFixed: Bool) -> Value? {
        let reader = ValueReader(unit, range: attribute.range, isFixed: isFixed, environment: names.environment)
        switch tree {
        case .scalar(let text, let place):
            do {
                return .input(try reader.read(text, at: place))
            } catch {
                findings.append(Diagnostic(error, of: text, from: place))
                return nil
            }
        case .mapping(let mapping) where mapping["value"] != nil: return withSource(mapping, reader)
        case .mapping(let mapping):
            guard !isFixed else {
                findings.append(
                    Diagnostic(
                        at: mapping.place,
                        "a table by quarter cannot stand here: the number is fixed for the whole run",
                        quote: attribute.name, hint: "write a constant"))
                return nil
            }
            return series(mapping, attribute, reader)
        case .sequence:
            findings.append(
                Diagnostic(
                    at: tree.place, "`\(attribute.name)` is a number; this is a list", quote: attribute.name,
                    hint: "write a value, or a map of quarters to values"))
            return nil
        }
    }

    /// `{value: 75 %, assumption: why, range: 65..85 %}` or `{value: 75 %, fact: p1}`: the same as in one line.
    private mutating func withSource(_ mapping: Tree.Mapping, _ reader: ValueReader) -> Value? {
        let known = ["value", "fact", "assumption", "range"]
        for entry in mapping.entries where !known.contains(entry.key) {
            findings.append(
                Diagnostic(
                    at: entry.place, "a number has no `\(entry.key)`", quote: entry.key,
                    hint: Suggestion.hint(
                        for: entry.key, among: known, otherwise: "it has value, fact, assumption, range")))
        }
        let unread = mapping.entries.filter { known.contains($0.key) && !Self.isWords($0) }
        guard unread.isEmpty else {
            findings += unread.map { entry in
                Diagnostic(
                    at: entry.value.place, "`\(entry.key)` of a number is one text; this is \(entry.value.what)",
                    quote: entry.key,
                    hint: "write for example `{value: 75 %, assumption: why, range: 65..85 %}` or "
                        + "`{value: 75 %, fact: p1}`")
            }
            return nil
        }
        var text = mapping["value"]?.text ?? ""
        if let facts = mapping["fact"] {
            let ids = facts.sequence?.compactMap(\.text) ?? [facts.text ?? ""]
            text += " " + ids.map { $0.hasPrefix("@") ? $0 : "@\($0)" }.joined(separator: ",")
        } else if let reason = mapping["assumption"]?.text {
            text += " assumption"
            if let range = mapping["range"]?.text { text += " \(range)" }
            text += ", \(reason)"
        }
        do {
            return .input(try reader.read(text, at: mapping["value"]?.place ?? mapping.place))
        } catch {
            findings.append(Diagnostic(error, of: text, from: mapping["value"]?.place ?? mapping.place))
            return nil
        }
    }

    /// Whether a part of a number is a text; facts may be several.
    private static func isWords(_ entry: Tree.Entry) -> Bool {
        if entry.key == "fact", let facts = entry.value.sequence { return facts.allSatisfy { $0.text != nil } }
        return entry.value.text != nil
    }

    /// A table: from each quarter on, the value that holds until the next.
    private mutating func series(_ mapping: Tree.Mapping, _ attribute: Attribute, _ reader: ValueReader) -> Value? {
        var steps: [Input.Step] = []
        var sources: [Provenance] = []
        var fixed = reader
        fixed.isFixed = true
        for entry in mapping.entries {
            guard findings.count < ScenarioBuilder.mostFindings else { break }
            guard let quarter = Quarter(entry.key), (1900...2200).contains(quarter.year) else {
                findings.append(
                    Diagnostic(
                        at: entry.place, "a table of `\(attribute.name)` has quarters as keys", quote: entry.key,
                        hint: "write for example `2027Q1: 5 MW`"))
                continue
            }
            guard let text = entry.value.text else {
                findings.append(
                    Diagnostic(at: entry.value.place, "an entry of a table is one value; this is \(entry.value.what)"))
                continue
            }
            do {
                let input = try fixed.read(text, at: entry.value.place)
                guard case .constant(let number) = input.form else { continue }
                steps.append(Input.Step(from: quarter, value: number))
                sources.append(input.provenance)
            } catch {
                findings.append(Diagnostic(error, of: text, from: entry.value.place))
            }
        }
        guard !steps.isEmpty else { return nil }
        let text = mapping.entries.map { "\($0.key): \($0.value.text ?? "")" }.joined(separator: ", ")
        return .input(
            Input(
                .series(steps.sorted { $0.from < $1.from }), unit: reader.unit, provenance: Self.joined(sources),
                place: mapping.place, text: text))
    }

    /// The source of a table: unsourced if an entry is, all facts where there are any, else the first assumption.
    private static func joined(_ sources: [Provenance]) -> Provenance {
        if sources.contains(.none) { return .none }
        var facts: [String] = []
        for case .facts(let ids) in sources { facts += ids.filter { !facts.contains($0) } }
        return facts.isEmpty ? sources[0] : .facts(facts)
    }
}
