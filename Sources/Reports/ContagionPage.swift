import Analysis

/// Who falls if another falls, on a terminal.
package enum ContagionPage {
    package static func text(_ answer: ContagionAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["IF A PARTY FAILS FIRST, WHO FALLS WITH IT"]
        var table = TextTable(
            ["first to default", "in", "paths", "victim", "falls only then", "same quarter"],
            [.left, .right, .right, .left, .right, .right])
        var isThin = false
        for row in answer.rows {
            let first = "\(percent(row.first.value)) ±\(percent(row.first.standardError)) %"
            let paths = Sampling.count(row.first.value, of: answer.paths)
            // Where it is the first in every path there is nothing to compare them with.
            guard paths >= Sampling.fewest || paths == answer.paths else {
                isThin = true
                table.add([row.title, first, "\(paths)", "-", "-", "-"])
                continue
            }
            if row.victims.isEmpty { table.add([row.title, first, "\(paths)", "none", "", ""]) }
            for (number, victim) in row.victims.enumerated() {
                table.add([
                    number == 0 ? row.title : "", number == 0 ? first : "", number == 0 ? "\(paths)" : "", victim.title,
                    "\(percent(victim.share.value)) ±\(percent(victim.share.standardError)) %",
                    "\(percent(victim.sameQuarter)) %",
                ])
            }
        }
        lines += answer.rows.isEmpty ? ["  nobody defaults in any path"] : table.lines(width: width)
        if isThin {
            lines += "-: first in fewer than \(Sampling.fewest) paths, too few to say who falls with it.".wrapped(
                width, indent: 2)
        }
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
            let scale = WallScale(wall.total)
            lines +=
                "\(wall.title.uppercased()): \(Money.text(dollars: wall.total)) OUTSTANDING BEFORE THE RUN, \(scale.name)"
                .wrapped(width)
            let years = wall.ladder.map(\.year)
            var table = TextTable(
                ["loan", "rate"] + years + ["total"], [.left, .right] + years.map { _ in .right } + [.right])
            func cells(_ ladder: [RefinancingWallAnswer.Year]) -> [String] {
                years.map { year in
                    ladder.first { $0.year == year }.map { scale.text($0.amount) } ?? "-"
                }
            }
            for loan in wall.loans {
                table.add(
                    [short(loan.title, of: wall), "\(Money.rounded(loan.rate * 100, 2)) %"] + cells(loan.ladder)
                        + [scale.text(loan.outstanding)])
            }
            table.add(
                ["all", "\(Money.rounded(wall.averageRate * 100, 2)) %"] + cells(wall.ladder)
                    + [scale.text(wall.total)])
            lines += table.lines(width: width)
            lines += ["  Interest of a quarter: \(Money.text(dollars: wall.interestPerQuarter)).", ""]
        }
        return lines.joined(separator: "\n")
    }

    /// A loan's name without that of the party under whose heading it stands: `secured loans` of `CoreWeave secured loans`.
    static func short(_ title: String, of wall: RefinancingWallAnswer) -> String {
        for ending in [wall.title, wall.party].map({ " of \($0)" })
        where title.lowercased().hasSuffix(ending.lowercased()) && title.count > ending.count {
            return String(title.dropLast(ending.count))
        }
        let own = Set(wall.title.lowercased().split(separator: " ") + wall.party.lowercased().split(separator: "-"))
        let words = title.split(separator: " ")
        let rest = words.drop { own.contains(Substring($0.lowercased())) }
        return rest.isEmpty ? title : rest.joined(separator: " ")
    }

    /// A unit in which eight years of a ladder fit beside the names of loans.
    private struct WallScale {
        let name: String
        private let dollars: Double
        private let digits: Int

        init(_ total: Double) {
            (name, dollars, digits) =
                total >= 10e9
                ? ("US$ BILLION", 1e9, total >= 100e9 ? 1 : 2)
                : ("US$ MILLION", 1e6, total >= 100e6 ? 0 : total >= 10e6 ? 1 : 3)
        }

        func text(_ amount: Double) -> String { Money.rounded(amount / dollars, digits) }
    }
}
