import Calendar
import Model

/// Reads the attributes of one item against its schema.
struct RecordReader {
    let names: NameTable
    let schema: Schema
    /// `contracts.loan`, for messages.
    let item: String
    var findings: [Diagnostic] = []
    /// The item as written: entries of its lists may lean on the unit that it declares.
    private var written: Tree.Mapping?

    init(_ names: NameTable, schema: Schema, item: String) {
        self.names = names
        self.schema = schema
        self.item = item
    }

    mutating func read(_ mapping: Tree.Mapping, at place: Place) -> Record {
        written = mapping
        return read(mapping, schema.attributes, at: place, root: mapping, allowed: ["kind"])
    }

    private mutating func read(
        _ mapping: Tree.Mapping, _ attributes: [Attribute], at place: Place, root: Tree.Mapping, allowed: [String] = []
    ) -> Record {
        let known = attributes.map(\.name)
        for entry in mapping.entries where !known.contains(entry.key) && !allowed.contains(entry.key) {
            guard findings.count < ScenarioBuilder.mostFindings else { break }
            findings.append(
                Diagnostic(
                    at: entry.place, "`\(item)` has no attribute `\(entry.key)`", quote: entry.key,
                    hint: hint(forUnknown: entry, among: known)))
        }
        var record = Record(place: place)
        for attribute in attributes {
            if let tree = mapping[attribute.name], !tree.isEmpty {
                record.values[attribute.name] = value(tree, attribute, attribute.type, root)
            } else if let text = attribute.defaultText {
                record.values[attribute.name] = defaultValue(text, attribute, at: place, root)
            } else {
                findings.append(
                    Diagnostic(
                        at: place, "`\(item)` needs `\(attribute.name)`", quote: item, hint: attribute.meaning))
            }
        }
        return record
    }

    /// Words without a value are mostly the rest of a value that a comma within braces has cut off.
    private func hint(forUnknown entry: Tree.Entry, among known: [String]) -> String? {
        if entry.value.isEmpty, entry.key.contains(" ") {
            return "within `{ }` a comma ends a value: put a value that holds one between quotes"
        }
        return Suggestion.hint(
            for: entry.key, among: known, otherwise: "attributes are: \(Suggestion.list(known, limit: 40))")
    }

    private mutating func defaultValue(
        _ text: String, _ attribute: Attribute, at place: Place, _ root: Tree.Mapping
    ) -> Value? {
        if case .text = attribute.type { return .text(text, place) }
        guard !text.isEmpty else { return nil }
        guard let read = value(.scalar(text, place), attribute, attribute.type, root) else { return nil }
        guard case .input(var input) = read else { return read }
        input.provenance = .schemaDefault
        return .input(input)
    }

    private mutating func fail(_ place: Place, _ message: String, _ quote: String?, hint: String? = nil) -> Value? {
        findings.append(Diagnostic(at: place, message, quote: quote.map(Diagnostic.shortened), hint: hint))
        return nil
    }

    mutating func value(_ tree: Tree, _ attribute: Attribute, _ type: AttributeType, _ root: Tree.Mapping) -> Value? {
        switch type {
        case .quantity(let unit): return number(tree, attribute, unit, isFixed: false)
        case .constant(let unit): return number(tree, attribute, unit, isFixed: true)
        case .quantityIn(let name):
            guard let unit = declaredUnit(name, root) else { return nil }
            return number(tree, attribute, unit, isFixed: false)
        case .quantityOfTarget(let name):
            let target = root[name]?.sequence?.first ?? root[name]
            guard let path = target?.text, let found = names.number(at: path) else { return nil }
            return number(tree, attribute, found.unit, isFixed: true)
        case .records(let inner):
            guard let items = tree.sequence else {
                return fail(tree.place, "`\(attribute.name)` is a list of maps; this is \(tree.what)", tree.text)
            }
            var records: [Record] = []
            for entry in items {
                guard let mapping = entry.mapping else {
                    _ = fail(entry.place, "an entry of `\(attribute.name)` is a map; this is \(entry.what)", entry.text)
                    continue
                }
                // Entries of a list may name units and targets of their own.
                records.append(read(mapping, inner, at: mapping.place, root: mapping))
            }
            return .records(records)
        case .list(let inner):
            let items = tree.sequence ?? [tree]
            return .list(items.compactMap { value($0, attribute, inner, root) })
        case .written: return .written(Written(tree))
        default: return word(tree, attribute, type)
        }
    }

    private mutating func declaredUnit(_ name: String, _ root: Tree.Mapping) -> Unit? {
        let declared = root[name] ?? written?[name]
        let text = declared?.text ?? schema.attributes.first { $0.name == name }?.defaultText ?? "1"
        do {
            return try Unit(reading: text)
        } catch {
            findings.append(Diagnostic(error, of: text, from: declared?.place ?? root.place))
            return nil
        }
    }

    /// Values that are one word or text.
    private mutating func word(_ tree: Tree, _ attribute: Attribute, _ type: AttributeType) -> Value? {
        guard let text = tree.text else {
            return fail(tree.place, "`\(attribute.name)` is one value; this is \(tree.what)", nil)
        }
        let place = tree.place
        switch type {
        case .whole:
            guard let number = Int(text.filter { $0 != "_" && $0 != "," }) else {
                return fail(place, "`\(attribute.name)` is a whole number", text)
            }
            if let range = attribute.range, !range.contains(Double(number)) {
                return fail(
                    place,
                    "`\(attribute.name)` is a whole number from \(Int(range.lowerBound)) to \(Int(range.upperBound))",
                    text)
            }
            return .whole(number, place)
        case .flag:
            guard let flag = tree.flag else { return fail(place, "`\(attribute.name)` is `true` or `false`", text) }
            return .flag(flag, place)
        case .text: return .text(text, place)
        case .quarter:
            guard let quarter = Quarter(text), (1900...2200).contains(quarter.year) else {
                return fail(place, "`\(attribute.name)` is a quarter", text, hint: "write for example `2027Q1`")
            }
            return .quarter(quarter, place)
        case .choice(let choices):
            guard choices.contains(text) else {
                return fail(
                    place, "`\(attribute.name)` is one of \(choices.joined(separator: ", "))", text,
                    hint: Suggestion.hint(for: text, among: choices))
            }
            return .choice(text, place)
        case .reference(let sections): return reference(text, attribute, sections, place)
        case .path:
            guard let found = names.number(at: text) else {
                return fail(
                    place, "there is no number at `\(text)`", text,
                    hint: Suggestion.hint(
                        for: text, among: names.numberPaths, otherwise: "write `section.name.attribute`"))
            }
            return .path(found.path, place)
        default: return fail(place, "`\(attribute.name)` cannot be read", text)
        }
    }

    private mutating func reference(
        _ text: String, _ attribute: Attribute, _ sections: [String], _ place: Place
    ) -> Value? {
        if let section = names.sectionOf(text, among: sections) {
            return .reference(section: section, name: text, place)
        }
        let known = names.names(in: sections)
        let singular = sections.map {
            $0.hasSuffix("ies") ? $0.dropLast(3) + "y" : $0.hasSuffix("s") ? $0.dropLast() + "" : $0 + ""
        }
        return fail(
            place, "unknown \(singular.joined(separator: " or ")) \"\(text)\" in `\(attribute.name)`", text,
            hint: Suggestion.hint(
                for: text, among: known,
                otherwise: known.isEmpty
                    ? "the scenario has no \(sections.joined(separator: ", "))" : "there are: \(Suggestion.list(known))"
            ))
    }
}
