import Analysis

/// The facts ledger as a page.
package enum FactsSheet {
    package static func sheet(_ answer: FactsAnswer, query: String, labels: Labels) -> Sheet {
        let words = query.lowercased().split(separator: " ")
        let found = answer.facts.filter { fact in
            let text = [
                fact.id, fact.subject, fact.counterparty, fact.quantity, fact.value, fact.unit, fact.kind, fact.source,
                fact.note, fact.usedBy.joined(separator: " "),
            ].joined(separator: " ").lowercased()
            return words.allSatisfy { text.contains($0) }
        }
        let table = DataTable(
            "facts", title: labels(.factsFound, "\(found.count)", "\(answer.facts.count)"),
            columns: [
                .text(labels[.factID]), .text(labels[.what]), .text(labels[.value]), .text(labels[.period]),
                .text(labels[.status]), .text(labels[.sourceOf]), .text(labels[.usedBy]),
            ],
            rows: found.prefix(400).map { fact in
                let with = fact.counterparty.isEmpty ? "" : ", \(fact.counterparty)"
                return [
                    .init(fact.id), .init("\(fact.subject)\(with): \(fact.quantity)"),
                    .init("\(fact.value) \(fact.unit)"), .init(fact.period),
                    .init(fact.confidence.isEmpty ? fact.kind : "\(fact.kind), \(fact.confidence)"),
                    .init(fact.locator.isEmpty ? fact.source : "\(fact.source), \(fact.locator)"),
                    .init(fact.usedBy.isEmpty ? "–" : fact.usedBy.prefix(4).joined(separator: ", ")),
                ]
            }, note: found.count > 400 ? labels[.firstFacts] : "")
        let conflicts = DataTable(
            "conflicts", title: labels(.conflictsTitle, "\(answer.conflicts.count)"),
            columns: [.text(labels[.what]), .text(labels[.values]), .text(labels[.usedOnes])],
            rows: answer.conflicts.map { conflict in
                let with = conflict.counterparty.isEmpty ? "" : ", \(conflict.counterparty)"
                return [
                    .init("\(conflict.subject)\(with): \(conflict.quantity)"),
                    .init(zip(conflict.facts, conflict.values).map { "\($0): \($1)" }.joined(separator: "; ")),
                    .init(conflict.used.isEmpty ? "–" : conflict.used.joined(separator: ", ")),
                ]
            }, note: labels[.conflictsNote])
        return Sheet(
            title: labels[.facts], question: labels[.factsQuestion], method: "evidence",
            blocks: [.table(table)] + (answer.conflicts.isEmpty ? [] : [.table(conflicts)]))
    }
}
