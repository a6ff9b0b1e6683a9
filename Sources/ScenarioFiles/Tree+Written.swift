import Model

extension Written {
    /// The tree as it stands, for a kind that reads it itself. Names without a value are left out.
    init(_ tree: Tree) {
        switch tree {
        case .scalar(let text, let place): self = .text(text, place)
        case .sequence(let items, let place): self = .list(items.map(Written.init), place)
        case .mapping(let mapping):
            let entries = mapping.entries.filter { !$0.value.isEmpty }.map {
                Entry(name: $0.key, place: $0.place, value: Written($0.value))
            }
            self = .map(entries, mapping.place)
        }
    }
}
