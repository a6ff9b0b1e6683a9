import Analysis

/// The one-page answer on a terminal.
package struct OverviewPage {
    let answer: OverviewAnswer
    let width: Int
    private var lines: [String] = []

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
        let years = dates(of: answer.defaults.first?.byQuarter ?? [], count: isWide ? 6 : 2)
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
                        share(party.byQuarter[$0.index].probability, party.byQuarter[$0.index].standardError)
                    }
                    + [cause])
        }
        table(rows)
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
        let years = dates(of: answer.covenants[0].byQuarter, count: isWide ? 6 : 2)
        var rows = TextTable(
            ["loan", "test", "limit"] + years.map { "by \($0.label)" },
            [.left, .left, .left] + years.map { _ in .right })
        for covenant in answer.covenants {
            rows.add(
                [covenant.title, covenant.test.uppercased(), covenant.limit]
                    + years.map {
                        share(covenant.byQuarter[$0.index].probability, covenant.byQuarter[$0.index].standardError)
                    })
        }
        table(rows)
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
        }.prefix(most).map(\.offset)
        for (number, loss) in answer.losses.enumerated() where most == answer.losses.count || shown.contains(number) {
            rows.add([
                "\(loss.title) (\(loss.lenderTitle))", share(loss.probability.value, loss.probability.standardError),
                millions(loss.expected), inMillions(loss.p95), inMillions(loss.worst),
                loss.recoveryRate.map { share($0.value, $0.standardError) } ?? "-",
            ])
        }
        table(rows)
        if most < answer.losses.count {
            paragraph("The \(most) loans with the largest expected loss of \(answer.losses.count); all are in --json.")
        }
        let recovered = (most < answer.losses.count ? [] : answer.losses).compactMap { loss in
            loss.meanRecovered.map { "\(loss.title) \(Money.text(dollars: $0))" }
        }
        paragraph(
            "Hit: share of paths in which the borrower defaults owing. Recovery: of the claim at default, undiscounted, mean "
                + "over finished estates"
                + (recovered.isEmpty ? "." : "; in dollars, \(recovered.joined(separator: ", "))."))
    }

    private mutating func ratios() {
        guard !answer.ratios.isEmpty else { return }
        heading("Cover and value at year end: P5 / P50 / P95 of the paths not in default")
        for ratio in answer.ratios {
            let shown = picked(ratio.years, count: width >= 110 ? 8 : 5)
            var rows = TextTable(
                ["\(ratio.title), \(ratio.ratio.uppercased())"] + shown.map { "\($0.year)" },
                [.left] + shown.map { _ in .right })
            for (name, value) in [("P95", \OverviewAnswer.Band.p95), ("P50", \.p50), ("P5", \.p5)] {
                rows.add([name] + shown.map { $0[keyPath: value].map { Money.rounded($0, 2) + "x" } ?? "-" })
            }
            rows.add(["measured in"] + shown.map { percent($0.share, digits: 0) })
            table(rows)
        }
    }

    private mutating func sitePower() {
        guard answer.sites.count <= 6 else { return }
        for site in answer.sites where site.announced.contains(where: { $0 > 0 }) {
            heading("Power at \(site.title): IT MW energised at year end")
            let shown = Array(site.years.prefix(width >= 110 ? 8 : 5))
            var rows = TextTable([""] + shown.map { "\($0.year)" }, [.left] + shown.map { _ in .right })
            rows.add(["announced"] + site.announced.prefix(shown.count).map { Money.rounded($0, 0) })
            for (name, value) in [("P95", \OverviewAnswer.Band.p95), ("P50", \.p50), ("P5", \.p5)] {
                rows.add([name] + shown.map { $0[keyPath: value].map { Money.rounded($0, 0) } ?? "-" })
            }
            table(rows)
        }
    }

    private mutating func regions() {
        guard answer.regions.count <= 2 else { return }
        for region in answer.regions {
            heading("Power missing in \(region.title): facility MW at year end")
            let count = width >= 110 ? 8 : 5
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
