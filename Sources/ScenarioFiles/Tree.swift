import Model

/// What a YAML text holds, with the place of every part: nothing is interpreted yet.
indirect enum Tree {
    case scalar(String, Place)
    case sequence([Tree], Place)
    case mapping(Mapping)

    struct Mapping {
        var entries: [Entry]
        var place: Place

        subscript(key: String) -> Tree? { entries.first { $0.key == key }?.value }

        /// Sets or adds a key.
        mutating func set(_ key: String, _ value: Tree, at place: Place) {
            if let index = entries.firstIndex(where: { $0.key == key }) {
                entries[index].value = value
            } else {
                entries.append(Entry(key: key, place: place, value: value))
            }
        }

        /// Puts an entry in the place of the one with its key, or at the end.
        mutating func replace(_ entry: Entry) {
            if let index = entries.firstIndex(where: { $0.key == entry.key }) {
                entries[index] = entry
            } else {
                entries.append(entry)
            }
        }
    }

    struct Entry {
        var key: String
        var place: Place
        var value: Tree
    }

    var place: Place {
        switch self {
        case .scalar(_, let place), .sequence(_, let place): return place
        case .mapping(let mapping): return mapping.place
        }
    }

    /// The text of a scalar.
    var text: String? {
        guard case .scalar(let text, _) = self else { return nil }
        return text
    }

    var mapping: Mapping? {
        guard case .mapping(let mapping) = self else { return nil }
        return mapping
    }

    var sequence: [Tree]? {
        guard case .sequence(let items, _) = self else { return nil }
        return items
    }

    /// Nothing was written: `key:` without a value.
    var isEmpty: Bool { text.map { $0.isEmpty || $0 == "~" || $0 == "null" } ?? false }

    /// What it is, for messages.
    var what: String {
        switch self {
        case .scalar(let text, _): return isEmpty ? "nothing" : "`\(Diagnostic.shortened(text))`"
        case .sequence: return "a list"
        case .mapping: return "a map"
        }
    }

    /// This item with another laid over it: attribute by attribute, each of which is replaced whole. An item of another
    /// kind replaces all.
    func overlaid(by other: Tree) -> Tree {
        guard case .mapping(var own) = self, case .mapping(let over) = other else { return other }
        if let kind = over["kind"]?.text, let before = own["kind"]?.text, kind != before { return other }
        for entry in over.entries { own.replace(entry) }
        return .mapping(own)
    }
}
