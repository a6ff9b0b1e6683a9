import Model

/// A shock of the scenario and how severe it is.
package struct ShockSetting: Sendable, Hashable {
    package let name: String
    /// In the shock's own unit; nil for the size that the scenario gives.
    package let severity: Double?

    package init(name: String, severity: Double? = nil) {
        self.name = name
        self.severity = severity
    }

    /// As `--shock` takes it: `rents-down`, or `rents-down=-0.25` with the severity.
    package var text: String { severity.map { "\(name)=\($0)" } ?? name }
}

extension Compiler {
    /// Switches shocks on: finds their targets among the inputs.
    func apply(_ settings: [ShockSetting]) -> [AppliedShock] {
        let kinds = Dictionary(uniqueKeysWithValues: Catalogue.shocks.map { ($0.schema.kind, $0) })
        for item in scenario["shocks"] { _ = targets(of: item) }
        return settings.enumerated().compactMap { number, setting in
            guard let item = scenario["shocks"].first(where: { $0.name == setting.name }) else {
                error(
                    "unknown shock `\(setting.name)`", at: Place(file: "--shock", line: 1, column: 1),
                    quote: setting.name,
                    hint: "shocks are: \(scenario["shocks"].map(\.name).joined(separator: ", "))")
                return nil
            }
            let record = item.record
            let start = offset(record.quarter("from"))
            let end = start + max(1, quartersConstant(record, "quarters"))
            let terms = ShockTerms(target: record.optionalInput("value") == nil ? 0 : constant(record, "value"))
            let severity = setting.severity ?? constant(record, "size")
            let kind = kinds[item.kind]!
            if let range = kind.schema.attributes.first(where: { $0.name == "size" })?.range, !range.contains(severity)
            {
                error(
                    "the severity of `\(setting.name)` lies outside of \(range.lowerBound) to \(range.upperBound)",
                    at: Place(file: "--shock", line: 1, column: 1), quote: setting.text,
                    hint: "kind `\(item.kind)`: \(kind.schema.meaning)")
            }
            return AppliedShock(
                effects: targets(of: item).map { path in
                    AppliedShock.Effect(
                        shock: number, path: path, kind: kind, severity: severity, terms: terms,
                        quarters: max(0, start)..<max(0, end))
                })
        }
    }

    /// The inputs that a shock changes; a target that is no input of the program is an error.
    private func targets(of item: Item) -> [String] {
        item.record.paths("targets").compactMap { path, place in
            if inputIndex[path] != nil || driverItems.contains(where: { "\($0.path).value" == path }) { return path }
            error(
                "a shock can only change a number that moves with time or path", at: place, quote: path,
                hint: "terms that shape the program (units, dates, commitments) are changed with --set")
            return nil
        }
    }
}
