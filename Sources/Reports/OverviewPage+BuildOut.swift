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
        let shown = answer.conditional.filter { $0.isRead(of: answer.paths) }.prefix(8)
        guard !shown.isEmpty, answer.defaults.count > 8 else { return }
        heading("If a party fails, who fails with it or after, whatever the cause")
        for row in shown {
            let others = row.others.prefix(4).map {
                "\($0.title) \($0.share.percent(digits: 0)) (otherwise \(percent($0.otherwise, digits: 0)))"
            }
            let paths = Money.grouped(Int64(Sampling.count(row.share.value, of: answer.paths)))
            paragraph(
                "\(row.title) fails in \(paths) paths, \(percent(row.share.value)); there fail too, whatever the cause: "
                    + "\(others.joined(separator: ", ")).")
        }
        paragraph(
            "± standard error. Otherwise: in the paths in which it does not fail. Common causes are in these shares; `plimsoll answer "
                + "contagion` shows who falls only because another does. Parties that fail in fewer than \(Sampling.fewest) paths are left "
                + "out.")
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
        let traced = answer.money[0].paths
        paragraph(
            "Money traced on \(traced) path\(traced == 1 ? "" : "s"), means over the whole run. Certain and possible: within single quarters, "
                + "however money is mixed; what cash carries over from earlier quarters is in own money and not in them. `plimsoll trace "
                + "PARTY` shows it by quarter and origin.")
    }

    mutating func announced() {
        guard !answer.announced.isEmpty, answer.announced.contains(where: { $0.announcedGW > 0 }) else { return }
        heading("Announced, wanted, built: medians")
        let shown = answer.announced
        var rows = TextTable(
            ["facility GW at year end"] + shown.map { yearHeads.text($0.year) }, [.left] + shown.map { _ in .right })
        func row(_ name: String, _ value: (BuildOut.Announced) -> Double, _ digits: Int) {
            rows.add([name] + shown.map { Money.rounded(value($0), digits) })
        }
        row("announced", { $0.announcedGW }, 1)
        row("wanted", { $0.wantedGW }, 1)
        row("power available", { $0.energisedGW }, 1)
        row("new orders, B USD", { $0.ordered / 1e9 }, 0)
        row("capex paid, B USD", { $0.capex / 1e9 }, 0)
        table(rows)
        explainParts(shown.map(\.year))
        let name = answer.power.contains { $0.region == "all" } ? "all" : answer.power.first?.region
        let gaps = answer.power.filter { $0.region == name }
        var missing = TextTable(
            ["missing"] + gaps.map { "\($0.year)" }, [.left] + gaps.map { _ in .right })
        missing.add(["gross"] + gaps.map { triple($0.grossShortfallGW) })
        missing.add(["net"] + gaps.map { triple($0.netShortfallGW) })
        table(missing)
        let regions = answer.power.filter { $0.region != "all" }.map(\.title)
            .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let place = regions.isEmpty ? "" : " of \(regions.joined(separator: ", "))"
        paragraph(
            """
            Missing: GW short of what is wanted, 5/50/95 % of paths: gross of the grid, net of faster ways too. GW: of all sites\(place), \
            whoever owns them and whatever stands there; regions whose supply is simply given are left out. Power available is firm \
            supply, taken up or not: what one region has to spare does not serve another. Orders and capital spending: of all parties, \
            wherever they build, utilities and makers among them. `plimsoll answer announced` counts only parties that run or house \
            computing equipment, and their own sites. \(followed)
            """)
    }

    /// How many paths the blocks by year rest on; empty where the answer does not say.
    private var followed: String {
        guard let paths = answer.followedPaths else { return "" }
        return "Medians of \(paths < answer.paths ? "the first" : "all") \(Money.grouped(Int64(paths))) paths."
    }

    private func triple(_ band: BuildOut.Band) -> String {
        [band.p5, band.p50, band.p95].map { Money.rounded($0, 0) }.joined(separator: "/")
    }

    /// Rows of named bands by year.
    /// - Parameters:
    ///   - more: rows of single numbers that stand below where there is no room for whole bands.
    ///   - isFlow: quarters are summed, so a part of a year is marked.
    private mutating func bands(
        _ heading: String, _ rows: [(name: String, year: Int, band: BuildOut.Band)],
        more: [(name: String, year: Int, value: Double)] = [], scale: Double, digits: Int, isFlow: Bool, note: String
    ) {
        guard !rows.isEmpty else { return }
        let years = rows.map(\.year).reduce(into: [Int]()) { if !$0.contains($1) { $0.append($1) } }
        let names = rows.map(\.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        // Whole bands where there is room for them, medians else.
        let isFull = width >= 24 + years.count * 17
        var table = TextTable(
            [isFull ? "median (5 to 95 %)" : "median"] + years.map { isFlow ? yearHeads.text($0) : "\($0)" },
            [.left] + years.map { _ in .right })
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
        for name in isFull ? [] : more.map(\.name).reduce(into: [String](), { if !$0.contains($1) { $0.append($1) } }) {
            table.add(
                [name]
                    + years.map { year -> String in
                        more.first { $0.name == name && $0.year == year }.map { text($0.value) } ?? ""
                    })
        }
        self.heading(heading)
        self.table(table)
        if isFlow { explainParts(years) }
        let notes = [note, followed].filter { !$0.isEmpty }
        if !notes.isEmpty { paragraph(notes.joined(separator: " ")) }
    }

    mutating func funding() {
        bands(
            "Who funds it: B USD raised in the year; gap is need that nobody met",
            answer.funding.map { ($0.source, $0.year, $0.raised) },
            more: answer.funding.filter { $0.source == "gap" }.map { ("gap, 95th percentile", $0.year, $0.raised.p95) },
            scale: 1e9, digits: 0, isFlow: true,
            note:
                "Raised by all parties, before repayments: it renews old loans too, and the rest of capital spending is paid from own "
                + "cash, so the sources do not add up to it.")
    }

    mutating func prices() {
        bands(
            "Rent of a unit at spot, US$ an hour, end of year", answer.prices.map { ($0.title, $0.year, $0.rent) },
            scale: 1, digits: 2, isFlow: false,
            note: "Per hour of one accelerator on the scenario's index market"
                + (answer.calibration.isEmpty
                    ? "."
                    : "; how that compares with published rents stands in the calibration (`plimsoll answer calibration`).")
        )
    }

    mutating func revenue() {
        bands(
            "Revenue of firms that run models, and what it would take: B USD of the year",
            answer.revenue.map { ($0.title, $0.year, $0.dollars) }, scale: 1e9, digits: 0, isFlow: true,
            note: answer.revenue.contains { $0.of == "need" }
                ? "Wear and 10 %: depreciation of equipment and halls, and a return of 10 % a year on their book value, quarter by quarter, "
                    + "as in `plimsoll solve --revenue`." : "")
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
                + "`plimsoll answer calibration` shows every target and says what the words mean; an input was set to its figure and "
                + "proves nothing. " + followed)
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
