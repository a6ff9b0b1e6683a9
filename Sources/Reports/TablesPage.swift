import Analysis

/// Published tables rebuilt, on a terminal.
package enum TablesPage {
    package static func text(_ answer: TablesAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["PUBLISHED TABLES, REBUILT"]
        for table in answer.tables {
            lines += ["", "\(table.title) [\(table.grade)]"]
            lines += ("\(table.source). Formula: \(table.formula).").wrapped(width, indent: 2)
            if !table.rows.isEmpty { lines += rows(table, width) }
            if let open = table.open {
                lines += """
                    NOT BALANCED: \(CalibrationPage.number(open)) of the need is neither in the named sources nor in the named gap. \
                    The published parts do not close, and are not made to.
                    """.wrapped(width, indent: 2)
            }
            if !table.note.isEmpty { lines += table.note.wrapped(width, indent: 2) }
            if let bridge = table.bridge { lines += self.bridge(bridge, width) }
        }
        lines += [""]
        let verdicts: [TablesAnswer.Verdict] = [.exact, .within, .off, .overlay]
        lines += """
            \(answer.tables.flatMap(\.rows).count) figures of \(answer.tables.count) tables: \
            \(verdicts.map { "\($0.rawValue) \(answer.count($0))" }.joined(separator: ", ")). A: an identity, exact to the last \
            published digit. B: a reconstruction within the tolerance shown. C: shown beside, not rebuilt. Own numbers: mean ± \
            standard error, \(answer.paths) paths.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func rows(_ table: TablesAnswer.Table, _ width: Int) -> [String] {
        var text = TextTable(
            ["figure", "unit", "published", "ours", "difference", "tolerance", ""],
            [.left, .left, .right, .right, .right, .right, .left])
        for row in table.rows {
            text.add([
                row.figure, row.unit, figure(row.published), row.ours.map(figure) ?? "-",
                row.difference.map { $0 == 0 ? "0" : figure($0) } ?? "-",
                row.tolerance > 0 ? "\(Money.rounded(row.tolerance * 100, 1)) %" : "-", row.verdict.rawValue,
            ])
        }
        return text.lines(width: width)
    }

    private static func bridge(_ bridge: TablesAnswer.Bridge, _ width: Int) -> [String] {
        var text = TextTable(["to the scenario's own number", "\(bridge.unit)"], [.left, .right])
        for step in bridge.steps {
            text.add([
                step.step, figure(step.value) + (step.standardError.map { " ±\(figure($0))" } ?? ""),
            ])
        }
        return text.lines(width: width, indent: 4)
            + (bridge.scope.isEmpty ? [] : bridge.scope.wrapped(width, indent: 4))
    }

    /// Four significant digits, fewer where there are no more.
    private static func figure(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        let size = value.magnitude
        if size >= 1e15 { return "\(value)" }
        if size >= 10_000 { return (value < 0 ? "-" : "") + Money.grouped(Int64(size.rounded())) }
        let digits = size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.1 ? 3 : 4
        var text = Money.rounded(value, digits)
        while text.contains(".") && (text.hasSuffix("0") || text.hasSuffix(".")) {
            let isPoint = text.hasSuffix(".")
            text.removeLast()
            if isPoint { break }
        }
        return text
    }
}
