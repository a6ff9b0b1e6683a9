import Analysis

/// The facts ledger on a terminal.
package enum FactsPage {
    package static func text(_ answer: FactsAnswer, conflictsOnly: Bool, width: Int = 80) -> String {
        let width = max(60, min(width, 200))
        var lines: [String] = []
        if conflictsOnly {
            lines.append("Facts of \(answer.scenario) that disagree on one period: \(answer.conflicts.count)")
            for conflict in answer.conflicts {
                lines.append("")
                let with = conflict.counterparty.isEmpty ? "" : ", \(conflict.counterparty)"
                lines += "\(conflict.subject)\(with): \(conflict.quantity)".wrapped(width)
                for (id, value) in zip(conflict.facts, conflict.values) {
                    lines += "\(id)  \(value)\(conflict.used.contains(id) ? "  <- used" : "")".wrapped(width, indent: 2)
                }
            }
            if answer.changes > 0 {
                lines.append("")
                lines +=
                    "\(answer.changes) other quantit\(answer.changes == 1 ? "y differs" : "ies differ") only between periods: changes, not conflicts."
                    .wrapped(width)
            }
        } else {
            lines.append("Facts of \(answer.scenario): \(answer.facts.count)")
            var table = TextTable(
                ["what", "id", "value", "kind", "source", "used"], [.left, .left, .left, .left, .left, .right])
            for fact in answer.facts {
                table.add([
                    "\(fact.subject): \(fact.quantity)", fact.id, "\(fact.value) \(fact.unit)", fact.kind,
                    fact.source, "\(fact.usedBy.count)",
                ])
            }
            lines += table.lines(width: width)
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
