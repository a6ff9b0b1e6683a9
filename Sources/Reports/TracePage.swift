import Analysis

/// Where a party's revenue came from, on a terminal.
package enum TracePage {
    package static func text(_ answer: TraceSample, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["\(answer.title.uppercased()): HOW MUCH OF ITS REVENUE IS ITS OWN MONEY COME ROUND"]
        lines += table(answer, width)
        lines.append("")
        lines += summary(answer).wrapped(width)
        lines += deals(answer, width)
        lines += ["", "Cents per dollar of revenue, ± standard error; \(answer.paths) paths."]
        lines += definitions.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static let definitions = """
        Own financing: money that it handed out as loan, equity or prepayment and got back as revenue, cash mixed pro rata and \
        carried from quarter to quarter; `so far` from the start on. Own money: whatever had been there before. Bounds: the \
        least and the most own money within quarters, however cash is mixed; what cash carries over from earlier quarters is in own \
        money and not in them, so own money may lie outside. Outsiders: last financed by an outside sector. \
        Unaided: what its payers could have paid had it handed out nothing.
        """

    private static func table(_ answer: TraceSample, _ width: Int) -> [String] {
        // The last three need a wide terminal.
        let isWide = width >= 110
        var table = TextTable(
            [answer.by, "revenue", "own financing", "so far", "own money", "bounds"]
                + (isWide ? ["within quarter", "outsiders", "unaided"] : ["unaided"]),
            [.left, .right, .right, .right, .right, .right] + (isWide ? [.right, .right, .right] : [.right]))
        for (row, soFar) in zip(answer.rows, answer.cumulative) {
            let cents = row.cents
            guard row.revenue.value > 0 else {
                table.add([row.period] + .init(repeating: "-", count: isWide ? 8 : 6))
                continue
            }
            table.add(
                [
                    row.period, Money.text(dollars: row.revenue.value), text(cents.ownFinancing) + " c",
                    number(soFar.cents.ownFinancing.value) + " c", text(cents.ownMoney) + " c",
                    "\(Money.rounded(cents.lower.value, 1))..\(Money.rounded(cents.upper.value, 1))",
                ]
                    + (isWide ? [text(cents.roundTrip), text(cents.outsiders)] : [])
                    + [Money.rounded(cents.withoutOwn.value, 1)])
        }
        return table.lines(width: width)
    }

    private static func summary(_ answer: TraceSample) -> String {
        let total = answer.total
        let cents = total.cents
        var text = """
            Whole run: revenue \(Money.text(dollars: total.revenue.value)), of which its own financing come round \
            \(Money.text(dollars: total.ownFinancing.value)) \
            (\(self.text(cents.ownFinancing)) c per dollar), all its own money come round \
            \(Money.text(dollars: total.ownMoney.value)) (\(self.text(cents.ownMoney)) c). It handed out \
            \(Money.text(dollars: answer.handedOut.value)) to other parties. Outsiders financed \
            \(Money.rounded(cents.outsiders.value, 1)) c of each dollar; without what it handed out its payers could still have \
            paid \(self.text(cents.withoutOwn)) c. 
            """
        if let segment = answer.segment {
            text += """
                On contracts for compute, equipment, halls and power and from users of AI: revenue \
                \(Money.text(dollars: segment.revenue.value)), its own financing \(self.text(segment.cents)) c. 
                """
        } else {
            text += "The AI segment cannot be told apart: all revenue comes on plain payments. "
        }
        if answer.given.value > 0 {
            text += """
                Shares that it gave without cash were worth \(Money.text(dollars: answer.given.value)); counted as cash handed \
                out, its own financing is \(self.text(cents.withGifts)) c.
                """
        } else {
            text += "It gave no shares without cash."
        }
        return text
    }

    private static func deals(_ answer: TraceSample, _ width: Int) -> [String] {
        guard !answer.deals.isEmpty else { return [] }
        var table = TextTable(["handed out on", "came back on", "dollars", "share"], [.left, .left, .right, .right])
        for deal in answer.deals.prefix(10) {
            table.add([
                name(deal.out), name(deal.back),
                "\(Money.text(dollars: deal.dollars.value)) ±\(Money.text(dollars: deal.dollars.standardError))",
                "\(Money.rounded(deal.share * 100, 1)) %",
            ])
        }
        return ["", "BY DEAL: WHAT IT HANDED OUT THERE, AND WHAT OF THAT CAME BACK HERE"] + table.lines(width: width)
            + (answer.deals.count > 10 ? ["  The 10 largest of \(answer.deals.count); all are in --json."] : [])
    }

    /// Every party, the most circular first.
    package static func everybody(_ answers: [TraceSample], width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["WHOSE REVENUE IS ITS OWN MONEY COME ROUND: CENTS OF A DOLLAR, WHOLE RUN"]
        let isWide = width >= 90
        var table = TextTable(
            ["party", "revenue", "own financing", "own money", "bounds"] + (isWide ? ["outsiders"] : []) + ["unaided"],
            [.left, .right, .right, .right, .right] + (isWide ? [.right] : []) + [.right])
        let shown = answers.filter { $0.total.cents.ownMoney.value >= 0.005 }
        for answer in shown {
            let cents = answer.total.cents
            table.add(
                [
                    answer.title, Money.text(dollars: answer.total.revenue.value), text(cents.ownFinancing),
                    text(cents.ownMoney), "\(number(cents.lower.value))..\(number(cents.upper.value))",
                ] + (isWide ? [Money.rounded(cents.outsiders.value, 1)] : [])
                    + [Money.rounded(cents.withoutOwn.value, 1)])
        }
        lines += shown.isEmpty ? ["  nobody's: no money that a party pays comes back to it"] : table.lines(width: width)
        let rest = answers.count - shown.count
        lines.append("")
        if rest > 0 && !shown.isEmpty {
            lines.append("  The other \(rest) part\(rest == 1 ? "y has" : "ies have") less than 0.005 c.")
        }
        lines += [
            "± standard error; \(answers.first?.paths ?? 0) paths. `plimsoll trace PARTY` shows deals and periods."
        ]
        lines += definitions.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func name(_ subject: String) -> String {
        subject.hasPrefix("contracts.") ? String(subject.dropFirst("contracts.".count)) : subject
    }

    private static func number(_ value: Double) -> String { Money.rounded(value, 2) }

    private static func text(_ estimate: Estimate) -> String {
        "\(number(estimate.value)) ±\(number(estimate.standardError))"
    }
}
