import Analysis

/// Who loses what, on a terminal.
package enum LossesPage {
    package static func text(_ answer: LossesAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let scale = MoneyScale(largest: answer.lenders.map(\.expected.value).max() ?? 0)
        var lines = [heading(answer, scale)]
        if let probability = answer.probability, let title = answer.title {
            lines += """
                It fails in \(answer.conditional) of \(answer.paths) paths, \(probability.percent()). In those, loans to \(title) \
                lose \(scale.text(answer.direct)) and loans to others \(scale.text(answer.ofOthers)) \(scale.name)\
                \(answer.ofOthersOtherwise.map { ", where it stands \(scale.text($0))" } ?? "").
                """.wrapped(width, indent: 2)
        }
        lines += [""] + lenders(answer, scale, width)
        if !answer.creditors.isEmpty { lines += [""] + creditors(answer, width) }
        if !answer.failures.isEmpty { lines += [""] + failures(answer, width) }
        lines += [""]
        lines += """
            ± standard error. Loans: claims at default less what estates recover, undiscounted, over the whole run; an \
            estate that the end of the run cuts off has lost nothing yet. Written off: \
            what parties book as credit losses on loans, invoices and prepayments, so loans that a party made stand in both.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func heading(_ answer: LossesAnswer, _ scale: MoneyScale) -> String {
        answer.title.map { "WHO LOSES IF \($0.uppercased()) FAILS: \(scale.name) ON LOANS" }
            ?? "WHO LOSES: \(scale.name) ON LOANS, MEAN OVER ALL PATHS"
    }

    private static func lenders(_ answer: LossesAnswer, _ scale: MoneyScale, _ width: Int) -> [String] {
        let isGiven = answer.party != nil
        var table = TextTable(
            ["lender", "kind", "expected", "P95"] + (isGiven ? ["all paths"] : []),
            [.left, .left, .right, .right] + (isGiven ? [.right] : []))
        let shown = answer.lenders.filter { $0.expected.value > 0 }
        for lender in shown {
            table.add(
                [lender.title, lender.kind, scale.text(lender.expected), scale.text(lender.p95)]
                    + (isGiven ? [lender.unconditional.map { scale.text($0) } ?? ""] : []))
            for channel in lender.channels where lender.channels.count > 1 && channel.expected.value > 0 {
                table.add(
                    ["  \(channel.channel)", "", scale.text(channel.expected), ""] + (isGiven ? [""] : []))
            }
        }
        return shown.isEmpty ? ["  no lender loses anything in any path"] : table.lines(width: width)
    }

    private static func creditors(_ answer: LossesAnswer, _ width: Int) -> [String] {
        let scale = MoneyScale(largest: answer.creditors.map(\.expected.value).max() ?? 0)
        let isGiven = answer.party != nil
        var table = TextTable(
            ["written off by parties, \(scale.name)", "expected"] + (isGiven ? ["where it stands"] : []),
            [.left, .right] + (isGiven ? [.right] : []))
        for row in answer.creditors.prefix(12) {
            table.add(
                [row.title, scale.text(row.expected)]
                    + (isGiven ? [row.otherwise.map { scale.text($0) } ?? "-"] : []))
        }
        return table.lines(width: width)
    }

    private static func failures(_ answer: LossesAnswer, _ width: Int) -> [String] {
        var table = TextTable(["fails with it or after", "share", "where it stands"], [.left, .right, .right])
        for row in answer.failures.prefix(12) {
            table.add([row.title, row.share.percent(), row.otherwise.percent()])
        }
        return table.lines(width: width)
    }
}
