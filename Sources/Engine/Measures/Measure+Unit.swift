import Model

extension Program {
    /// What a measure of that text is counted in, with factor 1: dollars, megawatts ...; nil where nothing says.
    package func unit(ofMeasure text: String) -> Unit? {
        guard let name = text.split(separator: " ").first(where: { $0 != "+" && $0 != "-" }) else { return nil }
        let words = name.split(separator: ".").map(String.init)
        guard words.count == 3 else { return nil }
        if let item = scenario[words[0]].first(where: { $0.name == words[1] }) {
            let kinds = Catalogue.schemas.section(words[0])?.kinds ?? []
            let schema = kinds.first { $0.kind == item.kind } ?? kinds.first
            if let line = schema?.lines.first(where: { $0.name == words[2] }) {
                guard line.unit == .declared else { return line.unit.base }
                return Unit(item.record.optionalText("unit") ?? "1")?.base
            }
        }
        switch (words[0], words[2]) {
        case ("parties", "in-default"), ("parties", "leverage"): return .dimensionless
        case ("parties", _), ("sources", _), ("power", "capex"): return .usd
        case ("fleets", _), (_, "book-value"), (_, "tax-value"), (_, "market-value"): return .usd
        case ("power", "energised"): return .megawatts
        case ("generations", "units"), ("generations", "powered"): return .units
        default: return nil
        }
    }
}
