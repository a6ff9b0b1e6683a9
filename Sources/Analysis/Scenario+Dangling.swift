import Model

extension Scenario {
    /// The first item that something names and that is not there, as `contracts.a needs parties.b`; nil where all is well. A
    /// reader refuses such a scenario; one that is put together from two may come to be.
    var dangling: String? {
        for section in sections.keys.sorted() {
            for item in self[section] {
                for name in item.record.values.keys.sorted() {
                    if let missing = missing(item.record.values[name]!) { return "\(item.path) needs \(missing)" }
                }
            }
        }
        return nil
    }

    private func missing(_ value: Value) -> String? {
        switch value {
        case .reference(let section, let name, _): return isThere(section, name) ? nil : "\(section).\(name)"
        case .input(let input):
            guard case .formula(let formula) = input.form else { return nil }
            return formula.references.first { path in
                let words = path.split(separator: ".").map(String.init)
                return words.count >= 2 && !isThere(words[0], words[1])
            }
        case .records(let records):
            return records.lazy.flatMap { $0.values.values }.compactMap { missing($0) }.first
        case .list(let values): return values.lazy.compactMap { missing($0) }.first
        case .path(let path, _):
            let words = path.split(separator: ".").map(String.init)
            return words.count >= 2 && !isThere(words[0], words[1]) ? path : nil
        default: return nil
        }
    }

    private func isThere(_ section: String, _ name: String) -> Bool { self[section].contains { $0.name == name } }
}
