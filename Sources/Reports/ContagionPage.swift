import Analysis

/// Who falls if another falls, on a terminal.
package enum ContagionPage {
    package static func text(_ answer: ContagionAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["IF A PARTY FAILS FIRST, WHO FALLS WITH IT"]
        var table = TextTable(
            ["first to default", "in", "victim", "falls only then", "same quarter"],
            [.left, .right, .left, .right, .right])
        for row in answer.rows {
            let first = "\(percent(row.first.value)) ±\(percent(row.first.standardError)) %"
            if row.victims.isEmpty { table.add([row.title, first, "none", "", ""]) }
            for (number, victim) in row.victims.enumerated() {
                table.add([
                    number == 0 ? row.title : "", number == 0 ? first : "", victim.title,
                    "\(percent(victim.share.value)) ±\(percent(victim.share.standardError)) %",
                    "\(percent(victim.sameQuarter)) %",
                ])
            }
        }
        lines += answer.rows.isEmpty ? ["  nobody defaults in any path"] : table.lines(width: width)
        lines.append("")
        let losses = answer.losses
        lines += """
            Loans lost per path: \(Money.text(dollars: losses.all.value)) in all, \
            \(Money.text(dollars: losses.ofOthers.value)) of them by others than the first to default; with the first \
            guaranteed \(Money.text(dollars: losses.ofOthersGuaranteed.value)). Contagion: \
            \(Money.text(dollars: losses.contagion.value)) ±\(Money.text(dollars: losses.contagion.standardError)). \
            \(answer.paths) paths; each path run again with its first defaulter guaranteed by an outside sector.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func percent(_ share: Double) -> String { Money.rounded(share * 100, 1) }
}

/// Where losses come from, on a terminal.
package enum LossChannelsPage {
    package static func text(_ answer: LossChannelsAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var table = TextTable(["channel switched off", "losses fall by"], [.left, .right])
        for row in answer.rows {
            table.add([
                row.channel, "\(Money.text(dollars: row.saved.value)) ±\(Money.text(dollars: row.saved.standardError))",
            ])
        }
        let meanings = answer.rows.map { "\($0.channel): \($0.meaning)" }.joined(separator: "; ") + "."
        return
            ([
                "LOSSES BY CHANNEL, PER PATH, SAME RANDOM NUMBERS",
                "  all losses on loans: \(Money.text(dollars: answer.losses.value))",
            ]
            + table.lines(width: width) + [""] + meanings.wrapped(width)).joined(separator: "\n") + "\n"
    }
}

/// The refinancing wall, on a terminal.
package enum RefinancingWallPage {
    package static func text(_ walls: [RefinancingWallAnswer], width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        guard !walls.isEmpty else { return "Nobody owes a loan before the run.\n" }
        var lines: [String] = []
        for wall in walls {
            lines.append(
                "\(wall.title.uppercased()): \(Money.text(dollars: wall.total)) OUTSTANDING BEFORE THE RUN, US$ MILLION"
            )
            let years = wall.ladder.map(\.year)
            var table = TextTable(
                ["loan", "rate"] + years + ["total"], [.left, .right] + years.map { _ in .right } + [.right])
            func cells(_ ladder: [RefinancingWallAnswer.Year]) -> [String] {
                years.map { year in
                    ladder.first { $0.year == year }.map { Money.rounded($0.amount / 1e6, 1) } ?? "-"
                }
            }
            for loan in wall.loans {
                table.add(
                    [loan.title, "\(Money.rounded(loan.rate * 100, 2)) %"] + cells(loan.ladder)
                        + [Money.rounded(loan.outstanding / 1e6, 1)])
            }
            table.add(
                ["all", "\(Money.rounded(wall.averageRate * 100, 2)) %"] + cells(wall.ladder)
                    + [Money.rounded(wall.total / 1e6, 1)])
            lines += table.lines(width: width)
            lines += ["  Interest of a quarter: \(Money.text(dollars: wall.interestPerQuarter)).", ""]
        }
        return lines.joined(separator: "\n")
    }
}
