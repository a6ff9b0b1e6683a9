import Model

extension ScenarioBuilder {
    /// The correlations, each pair once: one of a later file takes the place of an earlier one.
    mutating func correlations(_ names: NameTable) -> [Correlation] {
        var result: [Correlation] = []
        var index: [Set<String>: Int] = [:]
        for tree in document.correlations {
            guard findings.count < Self.mostFindings, let next = correlation(tree, names) else { continue }
            let pair: Set<String> = [next.first, next.second]
            guard let before = index[pair] else {
                index[pair] = result.count
                result.append(next)
                continue
            }
            if result[before].place.file == next.place.file {
                findings.append(
                    Diagnostic(
                        at: next.place, "the correlation of \(next.first) and \(next.second) is written twice",
                        quote: "\(next.first), \(next.second)", hint: "the first is at \(result[before].place)"))
            }
            result[before] = next
        }
        return result
    }

    /// `[a, b, "0.5 assumption 0.3..0.7, reason"]` or `{between: [a, b], rho: ...}`. Quotes may be left out: the reason
    /// may hold commas.
    private mutating func correlation(_ tree: Tree, _ names: NameTable) -> Correlation? {
        let members = tree.mapping.map { ($0["between"]?.sequence ?? []) + [$0["rho"]].compactMap { $0 } }
        let parts = members ?? tree.sequence ?? []
        let texts = parts.compactMap(\.text)
        guard parts.count >= 3, texts.count == parts.count else {
            findings.append(
                Diagnostic(
                    at: tree.place, "a correlation is a list of two names and a number", quote: tree.text,
                    hint: "write `[drivers.a, drivers.b, \"0.5 assumption\"]`"))
            return nil
        }
        guard let first = name(parts[0], names), let second = name(parts[1], names) else { return nil }
        guard first != second else {
            findings.append(
                Diagnostic(at: parts[1].place, "a correlation is of two different things", quote: texts[1]))
            return nil
        }
        let text = texts[2...].joined(separator: ", ")
        do {
            let value = try ValueReader(.dimensionless, range: -1...1, isFixed: true, environment: names.environment)
                .read(text, at: parts[2].place)
            guard case .constant(let rho) = value.form else { return nil }
            return Correlation(
                first: first, second: second, rho: rho, provenance: value.provenance, place: parts[2].place)
        } catch {
            findings.append(Diagnostic(error, of: text, from: parts[2].place))
            return nil
        }
    }

    /// The full name of an item or number that moves at random; `rent` is short for `drivers.rent`.
    private mutating func name(_ tree: Tree, _ names: NameTable) -> String? {
        let text = tree.text ?? ""
        for path in [text, "drivers.\(text)"] where names.isItem(path) { return path }
        if let found = names.number(at: text) { return found.path }
        let drivers = names.names(in: ["drivers"])
        findings.append(
            Diagnostic(
                at: tree.place, "there is nothing to correlate at `\(Diagnostic.shortened(text))`", quote: text,
                hint: Suggestion.hint(
                    for: text, among: drivers.map { "drivers.\($0)" } + drivers + names.numberPaths,
                    otherwise: "write `drivers.name` or `section.name.attribute`")))
        return nil
    }
}
