import Analysis

/// Where a party's revenue came from, on a terminal.
package enum TracePage {
    package static func text(_ answer: TraceAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = [
            "\(answer.title.uppercased()), PATH \(answer.path): HOW MUCH OF ITS REVENUE IS ITS OWN MONEY COME ROUND"
        ]
        // Origins have names of any length: they need a wide terminal.
        let isWide = width >= 110
        var table = TextTable(
            ["quarter", "revenue", "own financing", "own money", "bounds"] + (isWide ? ["largest origins"] : []),
            [.left, .right, .right, .right, .right] + (isWide ? [.left] : []))
        for row in answer.quarters {
            let origins = row.origins.prefix(2).map { "\($0.origin) \(Money.rounded($0.share * 100, 0)) %" }
            table.add(
                [
                    row.quarter, Money.text(dollars: row.revenue), cents(row.ownFinancing, row.revenue),
                    cents(row.ownMoney, row.revenue), bounds(row),
                ] + (isWide ? [origins.joined(separator: ", ")] : []))
        }
        lines += table.lines(width: width)
        lines.append("")
        lines += """
            Whole run: revenue \(Money.text(dollars: answer.revenue)), of which its own financing come round \
            \(Money.text(dollars: answer.ownFinancing)) (\(cents(answer.ownFinancing, answer.revenue)) per dollar), all \
            its own money come round \(Money.text(dollars: answer.ownMoney)) (\(cents(answer.ownMoney, answer.revenue))). \
            Own financing: money that it handed out as loan, equity or prepayment and got back as revenue, cash mixed pro \
            rata and carried from quarter to quarter. Bounds: the least and the most own money within the quarter, \
            however cash is mixed. Cents per dollar of revenue.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func cents(_ part: Double, _ whole: Double) -> String {
        whole > 0 ? "\(Money.rounded(part / whole * 100, 2)) c" : "-"
    }

    private static func bounds(_ row: TraceAnswer.Period) -> String {
        guard row.revenue > 0 else { return "-" }
        return
            "\(Money.rounded(row.lower / row.revenue * 100, 0))..\(Money.rounded(row.upper / row.revenue * 100, 0)) c"
    }
}
