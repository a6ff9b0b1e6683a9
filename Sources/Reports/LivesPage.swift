import Analysis

/// Profit under other book lives, on a terminal.
package enum LivesPage {
    package static func text(_ answer: LivesAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let scale = MoneyScale(largest: answer.parties.map(\.depreciation.value).max() ?? 0)
        var lines = ["BOOK LIVES OF EQUIPMENT: WHAT THEY DO TO PROFIT, \(scale.name) OVER THE RUN"]
        var table = TextTable(
            ["party", "own life"] + answer.lives.map { "\(life($0)) years" },
            [.left, .right] + answer.lives.map { _ in .right })
        // Errors stand with those together: they would not fit beside each.
        for party in answer.parties where party.party != "all" {
            table.add(
                [party.title, party.ownLife.map { life($0) } ?? ""]
                    + party.lives.map { mark($0.netIncome, scale) })
        }
        lines += table.lines(width: width)
        lines += "Change of net income against the own life; (…): within two standard errors of nothing."
            .wrapped(width, indent: 2)
        if let all = answer.parties.last, all.party == "all" {
            lines += [""] + together(all, answer, scale, width)
        }
        let crossed = answer.parties.filter { $0.party != "all" }.compactMap { crossing($0) }
        if !crossed.isEmpty {
            lines += [""]
            lines +=
                ("Year in which the shorter life first gives the lower depreciation: " + crossed.joined(separator: "; ")
                + ".")
                .wrapped(width)
        }
        lines += [""]
        lines += """
            Same random numbers; ± standard error of the change; \(answer.paths) paths. A shorter life costs more at first and less \
            once the first vintages are written off. Tax follows the tax law's own lives, so it moves only where defaults and \
            funding do.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func together(
        _ all: LivesAnswer.PartyLives, _ answer: LivesAnswer, _ scale: MoneyScale, _ width: Int
    ) -> [String] {
        var table = TextTable(
            ["all together", "depreciation", "write-downs", "net income", "tax"],
            [.left, .right, .right, .right, .right])
        table.add([
            "own lives", scale.text(all.depreciation), scale.text(all.impairment), scale.text(all.netIncome), "",
        ])
        for row in all.lives {
            table.add([
                "\(life(row.life)) years, change", scale.signed(row.depreciation), scale.signed(row.impairment),
                scale.signed(row.netIncome), scale.signed(row.tax),
            ])
        }
        var years = TextTable(
            ["change"] + answer.years.map { "\($0)" }, [.left] + answer.years.map { _ in .right })
        // Many years leave no room for decimals.
        let digits = answer.years.count > 8 && width < 100 ? 0 : scale.digits
        for row in all.lives {
            years.add(
                ["\(life(row.life)) years"] + row.byYear.map { Money.rounded($0.value / scale.dollars, digits) })
        }
        return table.lines(width: width) + ["", "  depreciation by year"] + years.lines(width: width)
    }

    private static func crossing(_ party: LivesAnswer.PartyLives) -> String? {
        let own = party.lives.compactMap { row in row.crossOver.map { "\(life(row.life)) years \($0)" } }
        guard let policy = party.ownLife, !own.isEmpty else { return nil }
        return "\(party.title) (own \(life(policy))): " + own.joined(separator: ", ")
    }

    private static func life(_ years: Double) -> String {
        years == years.rounded() ? Money.rounded(years, 0) : Money.rounded(years, 1)
    }

    private static func mark(_ change: Estimate, _ scale: MoneyScale) -> String {
        let number = scale.text(change.value)
        let text = (change.value > 0 && number != scale.text(0) ? "+" : "") + number
        return change.value.magnitude < 2 * change.standardError ? "(\(text))" : text
    }
}
