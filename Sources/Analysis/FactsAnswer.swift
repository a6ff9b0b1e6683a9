import Model

/// The facts ledger: what each number is, where the scenario uses it, which facts disagree.
package struct FactsAnswer: Sendable, Codable {
    package var scenario: String
    package var facts: [Row]
    package var conflicts: [Conflict]
    /// Quantities that have one value in each period and another in a later one: changes, not conflicts.
    package var changes: Int

    package struct Row: Sendable, Codable {
        package var id: String
        package var subject: String
        package var counterparty: String
        package var quantity: String
        package var value: String
        package var unit: String
        package var period: String
        package var kind: String
        package var source: String
        package var locator: String
        package var confidence: String
        package var note: String
        /// Inputs that cite it.
        package var usedBy: [String]
    }

    /// Facts about one quantity of one subject in one period that give different values.
    package struct Conflict: Sendable, Codable {
        package var subject: String
        package var counterparty: String
        package var quantity: String
        package var period: String
        package var facts: [String]
        package var values: [String]
        /// Those that the scenario uses.
        package var used: [String]
    }

    package init(_ scenario: Scenario) {
        self.scenario = scenario.settings.name
        var users: [String: [String]] = [:]
        for (path, input) in scenario.inputs {
            for id in input.citedFacts { users[id, default: []].append(path) }
        }
        facts = scenario.facts.map {
            Row(
                id: $0.id, subject: $0.subject, counterparty: $0.counterparty, quantity: $0.quantity, value: $0.value,
                unit: $0.unit, period: $0.period, kind: $0.kind, source: $0.source, locator: $0.locator,
                confidence: $0.confidence, note: $0.note, usedBy: users[$0.id] ?? [])
        }
        func isMixed(_ rows: [Row]) -> Bool { Set(rows.map(\.amount)).count > 1 }
        let quantities = FactsAnswer.groups(facts) { [$0.subject, $0.counterparty, $0.quantity, $0.unit] }
        let periods = quantities.map { FactsAnswer.groups($0) { [$0.period] } }
        conflicts = periods.flatMap { $0 }.filter(isMixed).map { rows in
            Conflict(
                subject: rows[0].subject, counterparty: rows[0].counterparty, quantity: rows[0].quantity,
                period: rows[0].period, facts: rows.map(\.id),
                values: rows.map { "\($0.value) \($0.unit) (\($0.period))" },
                used: rows.filter { !$0.usedBy.isEmpty }.map(\.id))
        }
        changes = zip(quantities, periods).count { all, own in isMixed(all) && !own.contains(where: isMixed) }
    }

    /// Rows that share a key, in the order of the ledger.
    private static func groups(_ rows: [Row], by key: (Row) -> [String]) -> [[Row]] {
        var groups: [[String]: [Row]] = [:]
        var order: [[String]] = []
        for row in rows {
            let own = key(row)
            if groups[own] == nil { order.append(own) }
            groups[own, default: []].append(row)
        }
        return order.compactMap { groups[$0] }
    }
}

extension FactsAnswer.Row {
    /// The value by which facts are compared: 5 and 5.0 are the same.
    fileprivate var amount: String { Double(value).map { "\($0)" } ?? value }
}

extension Input {
    /// The facts that the input rests on: cited, or read by its formula.
    var citedFacts: [String] {
        var ids: [String] = []
        if case .facts(let cited) = provenance { ids += cited }
        if case .formula(let formula) = form { ids += formula.facts }
        return ids
    }
}
