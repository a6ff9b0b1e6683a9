import Analysis

/// Announced, committed, funded, built, on a terminal.
package enum AnnouncedPage {
    package static func text(_ answer: AnnouncedAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        guard let first = answer.parties.first else { return "Nobody announces anything.\n" }
        var lines = ["ANNOUNCED, COMMITTED, FUNDED, BUILT: \(first.title.uppercased())"]
        lines += years(first, answer, width)
        if answer.parties.count > 1 { lines += [""] + parties(Array(answer.parties.dropFirst()), answer, width) }
        lines += [""]
        lines += """
            Dollars of the year. Announced: what plans would order as guided; committed: what they ordered; of a party \
            without plans, instalments of the orders it has signed; funded: paid for equipment and halls, older orders included; \
            built: put on the books as delivered. Facility gigawatts at the end of the \
            year. Announced: as the sites say; committed: wanted by equipment that stands or is on firm order\
            \(answer.hasRegions ? "" : " (not shown: the scenario models no region)"); built: with power and hall. ± standard \
            error; \(answer.paths) paths.
            """.wrapped(width)
        lines += counted(answer).wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Whose dollars and gigawatts these are.
    private static func counted(_ answer: AnnouncedAnswer) -> String {
        let parts = (answer.parties.first?.years ?? []).filter { $0.quarters < 4 }
            .map { "\($0.quarters)/4: dollars of \($0.quarters) of the four quarters of \($0.year). " }
        return parts.joined() + """
            Counted: parties that plan or order for sites where computing equipment stands, or own one; all of their capital spending, \
            and the sites that they own, wherever those are.\
            \(answer.hasRegions ? " The front page counts more: all sites of its regions, whoever owns them, and all parties' capital spending, utilities and makers among them." : "")
            """
    }

    private static func years(
        _ own: AnnouncedAnswer.PartySteps, _ answer: AnnouncedAnswer, _ width: Int
    ) -> [String] {
        let scale = MoneyScale(largest: own.years.map(\.announced.value).max() ?? 0)
        var dollars = TextTable(
            [scale.name, "announced", "committed", "funded", "built"], [.left, .right, .right, .right, .right])
        var power = TextTable(["GW", "announced", "committed", "built"], [.left, .right, .right, .right])
        for year in own.years {
            dollars.add(
                [YearHeads.text("\(year.year)", quarters: year.quarters)]
                    + [year.announced, year.committed, year.funded, year.built].map { scale.text($0) })
            power.add([
                "\(year.year)", gigawatts(year.announcedGW), year.committedGW.map { gigawatts($0) } ?? "-",
                gigawatts(year.builtGW),
            ])
        }
        return dollars.lines(width: width) + [""] + power.lines(width: width)
    }

    private static func gigawatts(_ estimate: Estimate) -> String {
        estimate.text(digits: estimate.value < 10 ? 2 : 1)
    }

    /// Each party over the whole run and at its end.
    private static func parties(
        _ rows: [AnnouncedAnswer.PartySteps], _ answer: AnnouncedAnswer, _ width: Int
    ) -> [String] {
        let scale = MoneyScale(largest: rows.first?.years.map(\.announced.value).max() ?? 0)
        var table = TextTable(
            ["whole run, \(scale.name)", "announced", "committed", "funded", "built", "GW announced", "with power"],
            [.left, .right, .right, .right, .right, .right, .right])
        for row in rows {
            func sum(_ figure: (AnnouncedAnswer.Year) -> Estimate) -> String {
                Money.rounded(row.years.reduce(0) { $0 + figure($1).value } / scale.dollars, 0)
            }
            table.add([
                row.title, sum(\.announced), sum(\.committed), sum(\.funded), sum(\.built),
                Money.rounded(row.years.last?.announcedGW.value ?? 0, 2),
                row.years.last?.announcedGW.value == 0 ? "-" : row.energised.percent(digits: 0),
            ])
        }
        return table.lines(width: width)
    }
}

/// The build-out in American growth, on a terminal.
package enum GrowthPage {
    package static func text(_ answer: GrowthAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var table = TextTable(
            ["year", "capex, B USD", "domestic", "% of GDP", "growth, points", "less imports"],
            [.left, .right, .right, .right, .right, .right])
        for row in answer.rows {
            table.add([
                "\(row.year)" + (row.quarters < 4 ? "*" : ""), row.capex.text(per: 1e9, digits: 0),
                row.domestic.text(per: 1e9, digits: 0), row.share.text(digits: 2),
                row.contribution.map { $0.signed(digits: 2) } ?? "-",
                row.netContribution.map { $0.signed(digits: 2) } ?? "-",
            ])
        }
        var lines = ["THE BUILD-OUT IN AMERICAN GDP AND ITS GROWTH"] + table.lines(width: width) + [""]
        let assumed = answer.assumptions.map {
            "\($0.name) \(Money.rounded($0.value, $0.value < 100 ? 1 : 0)) \($0.unit) (\($0.reason))"
        }
        lines += """
            Growth: change of domestic investment against the year before, over GDP of that year, nominal percentage points; less \
            imports: what is made abroad adds nothing to GDP. Capex: of parties that plan for sites where equipment stands, the part that \
            their orders of the year put there; the front page's is all that all parties spend. Domestic: the part that goes to sites in \
            \(answer.domestic.joined(separator: ", "))\
            \(answer.abroad.isEmpty ? "" : ", not \(answer.abroad.joined(separator: ", "))"). \
            \(annualised(answer))± standard error; \(answer.paths) paths.
            """.wrapped(width)
        lines +=
            [""] + ("Assumptions, none of them the scenario's: " + assumed.joined(separator: "; ") + ".").wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Which years are scaled from their quarters within the run.
    private static func annualised(_ answer: GrowthAnswer) -> String {
        answer.rows.filter { $0.quarters < 4 }
            .map {
                "* \($0.year) is annualised: the dollars of \($0.quarters) of its quarters times 4/\($0.quarters). "
            }
            .joined()
    }
}
