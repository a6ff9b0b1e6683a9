import Analysis

/// Blocks of the page that follow the whole system: who falls with whom, money come round, what is built, funded and earned.
extension OverviewPage {
    mutating func conditional() {
        if answer.lossesByLender.count > 1, answer.losses.count > 8 {
            heading("Who loses, by lender: US$ million, over all paths")
            var rows = TextTable(["lender", "expected", "P95"], [.left, .right, .right])
            for lender in answer.lossesByLender where lender.expected.value > 0 {
                rows.add([lender.title, millions(lender.expected), inMillions(lender.p95)])
            }
            table(rows)
        }
        let shown = answer.conditional.filter { !$0.others.isEmpty }.prefix(8)
        guard !shown.isEmpty, answer.defaults.count > 8 else { return }
        heading("If a party fails, who fails with it or after")
        for row in shown {
            let others = row.others.prefix(4).map {
                "\($0.title) \(percent($0.share.value, digits: 0)) (otherwise \(percent($0.otherwise, digits: 0)))"
            }
            paragraph("\(row.title), in \(percent(row.share.value)) of paths: \(others.joined(separator: ", ")).")
        }
    }

    mutating func ownMoney() {
        guard !answer.money.isEmpty, answer.defaults.count > 8 else { return }
        heading("Money: cents of a dollar of revenue that are a party's own, come round")
        var rows = TextTable(
            ["party", "revenue, B USD", "financed itself", "all own money", "certain..possible"],
            [.left, .right, .right, .right, .right])
        for row in answer.money.prefix(12) {
            rows.add([
                row.title, Money.rounded(row.revenue / 1e9, 0), Money.rounded(row.centsFinanced, 2),
                Money.rounded(row.centsOwn, 2),
                "\(Money.rounded(row.centsLower, 2))..\(Money.rounded(row.centsUpper, 2))",
            ])
        }
        table(rows)
        paragraph(
            "Over the whole run, mean of \(answer.money[0].paths) traced paths; certain and possible within single quarters, "
                + "however money is mixed. `plimsoll trace PARTY` shows it by quarter and origin.")
    }

    mutating func announced() {
        guard !answer.announced.isEmpty, answer.announced.contains(where: { $0.announcedGW > 0 }) else { return }
        heading("Announced, wanted, built: medians")
        let shown = answer.announced
        var rows = TextTable(
            ["facility GW at year end"] + shown.map { "\($0.year)" }, [.left] + shown.map { _ in .right })
        func row(_ name: String, _ value: (BuildOut.Announced) -> Double, _ digits: Int) {
            rows.add([name] + shown.map { Money.rounded(value($0), digits) })
        }
        row("announced", { $0.announcedGW }, 1)
        row("wanted", { $0.wantedGW }, 1)
        row("energised", { $0.energisedGW }, 1)
        row("new orders, B USD", { $0.ordered / 1e9 }, 0)
        row("capex paid, B USD", { $0.capex / 1e9 }, 0)
        table(rows)
        let name = answer.power.contains { $0.region == "all" } ? "all" : answer.power.first?.region
        let gaps = answer.power.filter { $0.region == name }
        var missing = TextTable(
            ["missing"] + gaps.map { "\($0.year)" }, [.left] + gaps.map { _ in .right })
        missing.add(["gross"] + gaps.map { triple($0.grossShortfallGW) })
        missing.add(["net"] + gaps.map { triple($0.netShortfallGW) })
        table(missing)
        paragraph(
            "Missing: GW short of what is wanted, 5/50/95 % of paths: gross of the grid, net of faster ways too. Regions whose "
                + "supply is simply given are left out.")
    }

    private func triple(_ band: BuildOut.Band) -> String {
        [band.p5, band.p50, band.p95].map { Money.rounded($0, 0) }.joined(separator: "/")
    }

    /// Rows of named bands by year.
    private mutating func bands(
        _ heading: String, _ rows: [(name: String, year: Int, band: BuildOut.Band)], scale: Double, digits: Int
    ) {
        guard !rows.isEmpty else { return }
        let years = rows.map(\.year).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        let names = rows.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        // Whole bands where there is room for them, medians else.
        let isFull = width >= 24 + years.count * 17
        var table = TextTable(
            [isFull ? "median (5 to 95 %)" : "median"] + years.map { "\($0)" }, [.left] + years.map { _ in .right })
        func text(_ value: Double) -> String { Money.rounded(value / scale, digits) }
        for name in names {
            table.add(
                [name]
                    + years.map { year in
                        guard let band = rows.first(where: { $0.name == name && $0.year == year })?.band else {
                            return ""
                        }
                        return isFull ? "\(text(band.p50)) (\(text(band.p5))-\(text(band.p95)))" : text(band.p50)
                    })
        }
        self.heading(heading)
        self.table(table)
    }

    mutating func funding() {
        bands(
            "Who funds it: B USD raised in the year; gap is need that nobody met",
            answer.funding.map { ($0.source, $0.year, $0.raised) }, scale: 1e9, digits: 0)
    }

    mutating func prices() {
        bands(
            "Rent of a unit at spot, US$ an hour, end of year", answer.prices.map { ($0.title, $0.year, $0.rent) },
            scale: 1, digits: 2)
    }

    mutating func revenue() {
        bands(
            "Revenue of firms that run models, and what it would take: B USD of the year",
            answer.revenue.map { ($0.title, $0.year, $0.dollars) }, scale: 1e9, digits: 0)
    }

    /// One row per shock where there are many parties: how often anybody fails more or less.
    mutating func shocksOfAll() {
        heading("What each shock does: change of the share of paths in default, percentage points")
        var rows = TextTable(["shock", "who is hit most"], [.left, .left])
        let names = answer.shocks.map(\.shock).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        for name in names {
            let own = answer.shocks.filter { $0.shock == name }
            let clear = own.filter { $0.defaultChange.value.magnitude > 3 * $0.defaultChange.standardError }
            let most = clear.sorted {
                ($1.defaultChange.value.magnitude, $0.party) < ($0.defaultChange.value.magnitude, $1.party)
            }
            let text = most.prefix(isWide ? 5 : 3).map {
                "\($0.partyTitle) \($0.defaultChange.value > 0 ? "+" : "")\(Money.rounded($0.defaultChange.value * 100, 0))"
            }
            rows.add([own[0].title, text.isEmpty ? "nobody beyond sampling error" : text.joined(separator: ", ")])
        }
        table(rows)
    }

    mutating func calibration() {
        guard !answer.calibration.isEmpty else { return }
        heading("Calibration: published figures beside the run's")
        let verdicts: [CalibrationAnswer.Verdict] = [.inside, .overlaps, .outside, .uninformative]
        var rows = TextTable(
            ["", "input", "actual", "forecast"], [.left, .right, .right, .right])
        for verdict in verdicts {
            rows.add(
                [verdict.rawValue]
                    + ["input", "actual", "forecast"].map { role in
                        "\(answer.calibration.count { $0.role == role && $0.verdict == verdict })"
                    })
        }
        table(rows)
        let out = answer.calibration.filter { $0.verdict == .outside }.prefix(6).map {
            "\($0.title) \($0.period): \(CalibrationPage.number($0.p50)) against \(CalibrationPage.number($0.published.low)) to \(CalibrationPage.number($0.published.high)) \($0.unit)"
        }
        paragraph(
            (out.isEmpty ? "" : "Outside: \(out.joined(separator: "; ")). ")
                + "`plimsoll answer calibration` shows every target; an input was set to its figure and proves nothing."
        )
    }

    mutating func assumptionRanges() {
        guard let ranges = answer.ranges else { return }
        heading("The assumptions that matter most for how many fail")
        var rows = TextTable(["input", "as written", "explains"], [.left, .left, .right])
        for own in ranges.top { rows.add([own.input, own.text, percent(own.weight)]) }
        table(rows)
        if let chance = ranges.top.first?.chance {
            paragraph(
                "Explains: share of the variance of the number of defaults. The largest that chance alone would show among all "
                    + "assumptions is about \(percent(chance)).")
        }
        heading("Share of paths in default with one of them at either end of its range")
        var odds = TextTable(["party", "as it is", "from", "to"], [.left, .right, .right, .right])
        for own in ranges.odds where own.high > 0 {
            odds.add([
                own.title, share(own.probability.value, own.probability.standardError), percent(own.low),
                percent(own.high),
            ])
        }
        table(odds)
    }
}
