import Model

extension ScenarioBuilder {
    /// Sets inputs by path: `contracts.loan.margin`, `sites.a.projects.0.power-ready`, `scenario.quarters`.
    mutating func apply(_ overrides: [(key: String, value: String)]) {
        for (number, change) in overrides.enumerated() {
            let place = Place(file: "--set", line: number + 1, column: 1)
            let parts = change.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
            let value = Tree.scalar(change.value, place)
            if parts.count == 2, parts[0] == "scenario" {
                document.settings.set(parts[1], value, at: place)
                continue
            }
            guard parts.count >= 3 else {
                findings.append(
                    Diagnostic(
                        at: place, "`--set` needs section, name and attribute", quote: change.key,
                        hint: "write for example `contracts.loan.margin=300 bp`"))
                continue
            }
            guard var items = document[parts[0]] else {
                findings.append(
                    Diagnostic(
                        at: place, "the scenario has no section `\(parts[0])`", quote: change.key,
                        hint: Suggestion.hint(for: parts[0], among: document.sections.map(\.name))))
                continue
            }
            guard let item = items[parts[1]] else {
                let names = items.entries.map(\.key)
                findings.append(
                    Diagnostic(
                        at: place, "there is no `\(parts[0]).\(parts[1])`", quote: change.key,
                        hint: Suggestion.hint(
                            for: parts[1], among: names, otherwise: "names are: \(Suggestion.list(names))")))
                continue
            }
            guard let changed = Self.set(parts.dropFirst(2), in: item, to: value, at: place) else {
                findings.append(
                    Diagnostic(
                        at: place, "there is nothing at `\(change.key)`", quote: change.key,
                        hint: "entries of a list are numbered from 0"))
                continue
            }
            items.set(parts[1], changed, at: place)
            document[parts[0]] = items
        }
    }

    /// The tree with one value changed; nil where the path leads nowhere. The last key may be new: the schema decides.
    private static func set(_ path: ArraySlice<String>, in tree: Tree, to value: Tree, at place: Place) -> Tree? {
        guard let key = path.first else { return value }
        switch tree {
        case .mapping(var mapping):
            guard path.count > 1 else {
                mapping.set(key, value, at: place)
                return .mapping(mapping)
            }
            guard let inner = mapping[key], let changed = set(path.dropFirst(), in: inner, to: value, at: place) else {
                return nil
            }
            mapping.set(key, changed, at: place)
            return .mapping(mapping)
        case .sequence(var items, let at):
            guard let index = Int(key), items.indices.contains(index),
                let changed = set(path.dropFirst(), in: items[index], to: value, at: place)
            else { return nil }
            items[index] = changed
            return .sequence(items, at)
        case .scalar: return nil
        }
    }
}
