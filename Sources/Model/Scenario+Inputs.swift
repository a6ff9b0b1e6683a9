extension Scenario {
    /// Every numeric input by path, in the order of sections and items: what an assumptions table lists.
    public var inputs: [(path: String, input: Input)] {
        sections.keys.sorted().flatMap { section in
            self[section].flatMap { item in Self.inputs(of: item.record, at: item.path) }
        }
    }

    private static func inputs(of record: Record, at path: String) -> [(path: String, input: Input)] {
        record.values.keys.sorted().flatMap { name in inputs(of: record.values[name]!, at: "\(path).\(name)") }
    }

    private static func inputs(of value: Value, at path: String) -> [(path: String, input: Input)] {
        switch value {
        case .input(let input): return [(path, input)]
        case .records(let records):
            return records.enumerated().flatMap { inputs(of: $1, at: "\(path).\($0)") }
        case .list(let values): return values.enumerated().flatMap { inputs(of: $1, at: "\(path).\($0)") }
        default: return []
        }
    }

    /// One warning for all numbers that have neither a fact nor the word `assumption`; nil where there are none.
    ///
    /// Sizes of shocks are questions, not claims about the world, and need no source; neither does a zero. Figures of a
    /// published table have the source of the table.
    public var unsourcedWarning: Diagnostic? {
        let bare = inputs.filter {
            guard $0.input.provenance == .none, !$0.path.hasPrefix("shocks."), !$0.path.hasPrefix("tables.") else {
                return false
            }
            return $0.input.form != .constant(0)
        }
        guard let first = bare.first else { return nil }
        return Diagnostic(
            .warning, at: first.input.place,
            "\(bare.count) number\(bare.count == 1 ? " has" : "s have") neither a fact nor the word `assumption`",
            quote: Suggestion.list(bare.map(\.path), limit: 6),
            hint: "add `@fact`, or `assumption low..high, reason`")
    }
}
