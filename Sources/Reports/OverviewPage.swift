import Analysis

/// The one-page answer on a terminal.
package struct OverviewPage {
    let answer: OverviewAnswer
    let width: Int
    private var lines: [String] = []
    /// Said once on a page: what `<` means, and which years are not whole.
    private var isBoundExplained = false
    private var isPartExplained = false

    /// Lays the page out for a terminal of that many columns; more columns show more years.
    package static func text(_ answer: OverviewAnswer, width: Int = 80) -> String {
        var page = OverviewPage(answer: answer, width: max(60, min(width, 160)))
        page.conditions()
        page.failures()
        page.impliedOdds()
        page.covenants()
        page.losses()
        page.conditional()
        page.ownMoney()
        page.announced()
        page.funding()
        page.prices()
        page.revenue()
        page.ratios()
        page.sitePower()
        page.regions()
        page.shocks()
        page.calibration()
        page.assumptions()
        page.audit()
        return page.lines.joined(separator: "\n") + "\n"
    }

    private init(answer: OverviewAnswer, width: Int) {
        self.answer = answer
        self.width = width
    }

    var isWide: Bool { width >= 110 }

    mutating func heading(_ text: String) {
        lines.append("")
        lines.append(text.uppercased())
    }

    mutating func paragraph(_ text: String) { lines += text.wrapped(width, indent: 2) }

    mutating func table(_ table: TextTable) { lines += table.lines(width: width) }

    /// Says what `<` means where a cell has it.
    private mutating func explainBound(_ values: [Double]) {
        guard !isBoundExplained, values.contains(0) else { return }
        isBoundExplained = true
        paragraph(PathShare.note(of: answer.paths))
    }

    /// Says which years of a table are not whole.
    mutating func explainParts(_ years: [Int]) {
        let note = yearHeads.note(years)
        guard !isPartExplained, !note.isEmpty else { return }
        isPartExplained = true
        paragraph(note)
    }

    /// Says which columns a table leaves out for lack of room.
    /// - Parameters:
    ///   - wide: columns that a wide terminal shows.
    ///   - all: those that there are.
    mutating func leftOut(_ shown: [String], wide: [String], of all: [String]) {
        let missing = (isWide ? all : wide).filter { !shown.contains($0) }
        if let note = YearHeads.leftOut(missing, isWider: !isWide) { paragraph(note) }
    }

    private mutating func conditions() {
        lines.append(answer.title)
        lines.append(String(repeating: "=", count: min(width, answer.title.count)))
        let shocks = answer.shocksOn.isEmpty ? "" : " Shocks on: \(answer.shocksOn.joined(separator: ", "))."
        let changes = answer.overrides.isEmpty ? "" : " Changed: \(answer.overrides.joined(separator: ", "))."
        lines +=
            ("Scenario \(answer.scenario), data as of \(answer.dataAsOf), nominal US$ (cost facts of \(answer.priceYear)), "
            + "\(answer.start) to \(answer.end), \(Money.grouped(Int64(answer.paths))) paths, seed \(answer.seed)."
            + shocks
            + changes
            + " Shares of paths under the listed assumptions: not a rating or a forecast of any named company.")
            .wrapped(width)
        lines.append("Digest \(answer.digest.prefix(16)), \(Money.rounded(answer.seconds, 1)) s.")
    }

    // MARK: Who fails

    private mutating func failures() {
        heading("Who fails: share of paths in default, ± standard error")
        let series = answer.defaults.first?.byQuarter ?? []
        let years = dates(of: series, count: isWide ? 6 : 2)
        var rows = TextTable(
            ["party"] + years.map { "by \($0.label)" } + ["commonest first cause"],
            [.left] + years.map { _ in .right } + [.left])
        let failing = answer.defaults.filter { $0.probability.value > 0 }
        let others = answer.defaults.count - failing.count
        let shown = answer.defaults.count > 8 ? failing : answer.defaults
        for party in shown {
            let cause = party.causes.first?.cause ?? "-"
            rows.add(
                [party.title]
                    + years.map {
                        odds(party.byQuarter[$0.index].probability, party.byQuarter[$0.index].standardError)
                    }
                    + [cause])
        }
        table(rows)
        leftOut(years.map(\.label), wide: dates(of: series, count: 6).map(\.label), of: [])
        explainBound(shown.flatMap { party in years.map { party.byQuarter[$0.index].probability } })
        if shown.count < answer.defaults.count {
            paragraph("The other \(others) parties default in no path.")
            return
        }
        for party in answer.defaults where party.causes.count > 1 {
            paragraph(
                "\(party.title), first causes: "
                    + party.causes.prefix(5).map { "\($0.cause) \(percent($0.share, digits: 0))" }.joined(
                        separator: ", ")
                    + ".")
        }
    }

    private mutating func covenants() {
        guard !answer.covenants.isEmpty else { return }
        heading("Covenants: share of paths with a breach, ± standard error")
        let series = answer.covenants[0].byQuarter
        let years = dates(of: series, count: isWide ? 6 : 2)
        var rows = TextTable(
            ["loan", "test", "limit"] + years.map { "by \($0.label)" },
            [.left, .left, .left] + years.map { _ in .right })
        for covenant in answer.covenants {
            rows.add(
                [covenant.title, covenant.test.uppercased(), covenant.limit]
                    + years.map {
                        odds(covenant.byQuarter[$0.index].probability, covenant.byQuarter[$0.index].standardError)
                    })
        }
        table(rows)
        leftOut(years.map(\.label), wide: dates(of: series, count: 6).map(\.label), of: [])
        explainBound(answer.covenants.flatMap { own in years.map { own.byQuarter[$0.index].probability } })
    }

    // MARK: Who loses

    private mutating func losses() {
        guard !answer.losses.isEmpty else { return }
        heading("Who loses: US$ million, over all paths")
        var rows = TextTable(
            ["loan (lender)", "hit in", "expected", "P95", "worst", "recovery"],
            [.left, .right, .right, .right, .right, .right])
        let most = answer.losses.count > 20 ? 10 : answer.losses.count
        let shown = answer.losses.enumerated().sorted {
            ($1.element.expected.value, $0.offset) < ($0.element.expected.value, $1.offset)
        }.prefix(most).map(\.element)
        for loss in shown {
            rows.add([
                "\(loss.title) (\(loss.lenderTitle))", odds(loss.probability.value, loss.probability.standardError),
                millions(loss.expected), inMillions(loss.p95), inMillions(loss.worst),
                loss.recoveryRate.map { share($0.value, $0.standardError) } ?? "-",
            ])
        }
        table(rows)
        if most < answer.losses.count {
            paragraph(
                "The \(most) loans with the largest expected loss of \(answer.losses.count); all are in --json.")
        }
        explainBound(shown.map(\.probability.value))
        let recovered = (most < answer.losses.count ? [] : answer.losses).compactMap { loss in
            loss.meanRecovered.map { "\(loss.title) \(Money.text(dollars: $0))" }
        }
        let open = answer.shareOfOpenEstates.map {
            $0 > 0
                ? " In \(percent($0, digits: 0)) of the hits the estate is still open at the end of the run: nothing is lost there yet."
                : ""
        }
        paragraph(
            "Hit: share of paths in which the borrower defaults owing. Recovery: of the claim at default, undiscounted, mean "
                + "over finished estates"
                + (recovered.isEmpty ? "." : "; in dollars, \(recovered.joined(separator: ", ")).") + (open ?? ""))
    }

    private mutating func ratios() {
        guard !answer.ratios.isEmpty else { return }
        heading("Cover and value at year end: P5 / P50 / P95 of the paths not in default")
        for ratio in answer.ratios {
            let shown = picked(ratio.years, count: isWide ? 8 : 5)
            var rows = TextTable(
                ["\(ratio.title), \(ratio.ratio.uppercased())"] + shown.map { "\($0.year)" },
                [.left] + shown.map { _ in .right })
            for (name, value) in [("P95", \OverviewAnswer.Band.p95), ("P50", \.p50), ("P5", \.p5)] {
                rows.add(
                    [name]
                        + shown.map { band -> String in
                            guard band.isRead(of: answer.paths), let number = band[keyPath: value] else { return "-" }
                            return Money.rounded(number, 2) + "x"
                        })
            }
            rows.add(["measured in"] + shown.map { percent($0.share, digits: 0) })
            rows.add(["paths"] + shown.map { Money.grouped(Int64(Sampling.count($0.share, of: answer.paths))) })
            table(rows)
            leftOut(
                shown.map { "\($0.year)" }, wide: picked(ratio.years, count: 8).map { "\($0.year)" },
                of: ratio.years.map { "\($0.year)" })
        }
        if answer.ratios.contains(where: { $0.years.contains { !$0.isRead(of: answer.paths) } }) {
            paragraph("-: measured in fewer than \(Sampling.fewest) paths, which say nothing about percentiles.")
        }
    }

    private mutating func sitePower() {
        guard answer.sites.count <= 6 else { return }
        for site in answer.sites where site.announced.contains(where: { $0 > 0 }) {
            heading("Power at \(site.title): IT MW energised at year end")
            let shown = Array(site.years.prefix(isWide ? 8 : 5))
            var rows = TextTable([""] + shown.map { "\($0.year)" }, [.left] + shown.map { _ in .right })
            rows.add(["announced"] + site.announced.prefix(shown.count).map { Money.rounded($0, 0) })
            for (name, value) in [("P95", \OverviewAnswer.Band.p95), ("P50", \.p50), ("P5", \.p5)] {
                rows.add([name] + shown.map { $0[keyPath: value].map { Money.rounded($0, 0) } ?? "-" })
            }
            table(rows)
            let years = site.years.map { "\($0.year)" }
            leftOut(shown.map { "\($0.year)" }, wide: Array(years.prefix(8)), of: years)
        }
    }

    private mutating func regions() {
        guard answer.regions.count <= 2 else { return }
        for region in answer.regions {
            heading("Power missing in \(region.title): facility MW at year end")
            let count = isWide ? 8 : 5
            let years = region.gross.prefix(count)
            var rows = TextTable([""] + years.map { "\($0.year)" }, [.left] + years.map { _ in .right })
            for (kind, bands) in [("gross", region.gross), ("net", region.net)] {
                for (name, value) in [("P95", \OverviewAnswer.Band.p95), ("P50", \.p50), ("P5", \.p5)] {
                    rows.add(
                        ["\(kind) \(name)"]
                            + bands.prefix(count).map { $0[keyPath: value].map { Money.rounded($0, 0) } ?? "-" })
                }
            }
            table(rows)
            let names = region.gross.map { "\($0.year)" }
            leftOut(Array(names.prefix(count)), wide: Array(names.prefix(8)), of: names)
            paragraph(
                "Gross: wanted less what exists, is under construction or comes through the grid. Net: less the faster ways "
                    + "to power as well.")
        }
    }

    private mutating func shocks() {
        guard !answer.shocks.isEmpty else { return }
        let several = Set(answer.shocks.map(\.party)).count > 1
        if Set(answer.shocks.map(\.party)).count > 8 {
            shocksOfAll()
            return
        }
        heading("What each shock does to \(several ? "borrowers" : answer.shocks[0].partyTitle)")
        var rows = TextTable(
            ["shock"] + (isWide ? ["default"] : []) + ["default, change", "breach", "lenders' loss", "earnings"],
            [.left] + (isWide ? [.right] : []) + [.right, .right, .right, .right])
        for shock in answer.shocks {
            rows.add(
                [several ? "\(shock.partyTitle): \(shock.title)" : shock.title]
                    + (isWide ? [percent(shock.defaultProbability.value)] : [])
                    + [
                        points(shock.defaultChange), points(shock.breachChange),
                        signed(millions(shock.lossChange), shock.lossChange.value),
                        signed(millions(shock.earningsChange), shock.earningsChange.value),
                    ])
        }
        table(rows)
        paragraph(
            "Changes against this run, on the same random numbers: default and breach in percentage "
                + "points of paths, lenders' losses and the borrower's earnings over the whole run in US$ million, ± "
                + "standard error.")
    }

    private mutating func assumptions() {
        let counts = answer.assumptions
        heading("What it rests on")
        paragraph(
            "\(counts.inputs) numbers: \(counts.facts) from facts, \(counts.derived) computed, \(counts.assumptions) "
                + "assumptions of the scenario, \(counts.defaults) defaults of the program"
                + (counts.unsourced > 0 ? ", \(counts.unsourced) without a source" : "")
                + ". Share that is assumed: \(percent(counts.share, digits: 0)).")
        assumptionRanges()
    }

    private mutating func audit() {
        guard !answer.audit.isEmpty else { return }
        heading("Audit: worst residual over all paths and quarters")
        var rows = TextTable(["check", "worst", ""], [.left, .right, .left])
        for check in answer.audit {
            rows.add([check.check, check.worst == 0 ? "0" : "\(check.worst)", check.ok ? "holds" : "BROKEN"])
        }
        table(rows)
    }
}
