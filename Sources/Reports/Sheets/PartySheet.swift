import Analysis

/// One party: its statements as fans, what it owes, when that falls due, its covenants, and who is exposed to it.
package enum PartySheet {
    package struct Material {
        package var party: PartyAnswer
        package var overview: OverviewAnswer
        package var wall: RefinancingWallAnswer?
        package var statements: StatementsAnswer
        /// Loans whose borrower, or lender, the party is.
        package var borrowed, lent: [String]

        package init(
            party: PartyAnswer, overview: OverviewAnswer, wall: RefinancingWallAnswer?, statements: StatementsAnswer,
            borrowed: [String], lent: [String]
        ) {
            self.party = party
            self.overview = overview
            self.wall = wall
            self.statements = statements
            self.borrowed = borrowed
            self.lent = lent
        }
    }

    package static func sheet(_ own: Material, labels: Labels) -> Sheet {
        let party = own.party
        var blocks: [Sheet.Block] = []
        if let odds = own.overview.defaults.first(where: { $0.party == party.party }) {
            blocks.append(
                .figures([
                    .init(
                        Figure.percent(odds.probability.value), labels(.inDefaultBy, own.overview.end),
                        detail: "± \(Figure.percent(odds.probability.standardError))"),
                    .init(
                        Figure.percent(odds.missedPayment.value), labels[.missesPayment],
                        detail: "± \(Figure.percent(odds.missedPayment.standardError))"),
                    .init(
                        odds.firstCause.isEmpty ? "–" : Figure.percent(odds.causes.first?.share, digits: 0),
                        odds.firstCause.isEmpty ? labels[.nobodyFails] : odds.firstCause,
                        detail: odds.firstCause.isEmpty ? "" : labels[.ofItsDefaults]),
                ]))
        }
        blocks.append(.heading(labels[.statementsAsFans]))
        blocks += fans(party, labels).map { .chart($0) }
        let debt = stack(party, labels)
        if debt != nil || own.wall != nil { blocks.append(.heading(labels[.whatItOwes])) }
        if let debt { blocks.append(.chart(debt)) }
        if let wall = own.wall { blocks.append(.chart(maturities(wall, labels))) }
        let ratios = own.overview.ratios.filter { own.borrowed.contains($0.contract) }
        let covenants = own.overview.covenants.filter { own.borrowed.contains($0.contract) }
        if !ratios.isEmpty || !covenants.isEmpty {
            blocks.append(.heading(labels[.covenants]))
            blocks += ratios.map { .chart(RatioCharts.chart($0, labels, paths: own.overview.paths)) }
            if covenants.contains(where: { $0.probability > 0 }) {
                blocks.append(.chart(RatioCharts.breaches(covenants, labels)))
            }
            blocks.append(.table(headroom(covenants, own.overview.ratios, paths: own.overview.paths, labels)))
        }
        blocks += exposures(own, labels)
        blocks.append(.heading(labels(.statementsOfPath, "\(own.statements.path)")))
        blocks.append(.table(statement(own.statements, labels)))
        return Sheet(title: party.title, question: labels[.partyQuestion], method: "money", blocks: blocks)
    }

    private static func fans(_ party: PartyAnswer, _ labels: Labels) -> [Chart] {
        let groups: [(String, Label, [String])] = [
            ("earned", .earnedTitle, ["revenue", "ebitda"]), ("spent", .spentTitle, ["operating-cash-flow", "capex"]),
            ("raised", .raisedTitle, ["debt-raised", "equity-raised"]), ("stock", .stockTitle, ["cash", "debt"]),
            ("worth", .worthTitle, ["book-equity", "equity-value"]), ("backlog", .backlogTitle, ["backlog"]),
            ("leverage", .leverageTitle, ["leverage"]),
        ]
        return groups.compactMap { id, title, names in
            let figures = names.compactMap { name in party.figures.first { $0.figure == name } }
            let values = figures.flatMap { $0.bands.compactMap { max($0.p95?.magnitude ?? 0, $0.p5?.magnitude ?? 0) } }
            guard let most = values.max(), most > 0, let first = figures.first else { return nil }
            let (unit, scale) = first.unit == "USD" ? dollars(most) : (first.unit, 1)
            return Chart(
                id, .lines, title: labels[title], unit: unit, axis: labels[.year],
                categories: party.years.map { "\($0)" },
                series: figures.map { own in
                    .init(
                        labels.figure(own.figure), own.bands.map { $0.p50.map { $0 / scale } },
                        low: own.bands.map { $0.p5.map { $0 / scale } },
                        high: own.bands.map { $0.p95.map { $0 / scale } })
                }, band: labels[.p5to95], note: labels[first.isFlow ? .sumsOfYear : .atYearEnd])
        }
    }

    /// A unit in which the largest amount reads well.
    package static func dollars(_ most: Double) -> (unit: String, scale: Double) {
        most >= 2e9 ? ("B USD", 1e9) : most >= 2e6 ? ("M USD", 1e6) : ("USD", 1)
    }

    private static func stack(_ party: PartyAnswer, _ labels: Labels) -> Chart? {
        let shown = party.debt.filter { ($0.outstanding.max() ?? 0) > 0 }
        guard !shown.isEmpty else { return nil }
        let most = party.years.indices.map { year in shown.reduce(0) { $0 + $1.outstanding[year] } }.max() ?? 0
        let (unit, scale) = dollars(most)
        return Chart(
            "funding-stack", .stacked, title: labels[.fundingStack], unit: unit, axis: labels[.year],
            categories: party.years.map { "\($0)" },
            series: shown.map { loan in .init("\(loan.title) (\(loan.lender))", loan.outstanding.map { $0 / scale }) },
            note: labels[.fundingStackNote])
    }

    private static func maturities(_ wall: RefinancingWallAnswer, _ labels: Labels) -> Chart {
        let (unit, scale) = dollars(wall.ladder.map(\.amount).max() ?? 0)
        let years = wall.ladder.map(\.year)
        return Chart(
            "maturity-wall", .stacked, title: labels[.maturityWall], unit: unit, axis: labels[.year], categories: years,
            series: wall.loans.map { loan in
                .init(
                    "\(loan.title), \(Figure.percent(loan.rate, digits: 2))",
                    years.map { year in (loan.ladder.first { $0.year == year }?.amount ?? 0) / scale })
            }, note: labels(.wallNote, Money.text(dollars: wall.total), Money.text(dollars: wall.interestPerQuarter)))
    }

    private static func headroom(
        _ covenants: [OverviewAnswer.CovenantOdds], _ ratios: [OverviewAnswer.Ratio], paths: Int, _ labels: Labels
    ) -> DataTable {
        DataTable(
            "headroom", title: labels[.headroom],
            columns: [
                .text(labels[.loan]), .text(labels[.test]), .text(labels[.limit]), .init(labels[.brokenIn], unit: "%"),
                .init("P5"), .init(labels[.median]), .init("P95"), .init(labels[.paths]),
            ],
            rows: covenants.map { own in
                let measured = ratios.first { $0.contract == own.contract && $0.ratio == own.test }
                let worst = measured?.years.filter { $0.isRead(of: paths) }
                    .min { ($0.p5 ?? .infinity) < ($1.p5 ?? .infinity) }
                let count = worst.map { Sampling.count($0.share, of: paths) }
                let scale = own.test == "ltv" ? 100.0 : 1
                return [
                    .init(own.title), .init(own.test.uppercased()), .init(own.limit),
                    .percent(own.probability, error: own.standardError, of: paths),
                    .figure(worst?.p5.map { $0 * scale }), .figure(worst?.p50.map { $0 * scale }),
                    .figure(worst?.p95.map { $0 * scale }),
                    .init(count.map { Money.grouped(Int64($0)) } ?? "–", number: count.map { Double($0) }),
                ]
            }, note: labels[.headroomNote])
    }

    private static func exposures(_ own: Material, _ labels: Labels) -> [Sheet.Block] {
        func table(_ id: String, _ title: Label, _ names: [String], _ note: Label) -> Sheet.Block? {
            let losses = own.overview.losses.filter { names.contains($0.contract) }
            guard !losses.isEmpty else { return nil }
            return .table(
                DataTable(
                    id, title: labels[title],
                    columns: [
                        .text(labels[.loan]), .text(labels[.lender]), .init(labels[.hitIn], unit: "%"),
                        .init(labels[.expectedLoss], unit: "M USD"), .init("P95", unit: "M USD"),
                        .init(labels[.recovery], unit: "%"),
                    ],
                    rows: losses.map { loss in
                        [
                            .init(loss.title), .init(loss.lenderTitle),
                            .percent(
                                loss.probability.value, error: loss.probability.standardError, of: own.overview.paths),
                            .estimate(loss.expected.value, error: loss.expected.standardError, scale: 1e-6),
                            .figure(loss.p95 / 1e6),
                            loss.recoveryRate.map { .percent($0.value, error: $0.standardError) } ?? .init("–"),
                        ]
                    }, note: labels[note]))
        }
        let tables = [
            table("exposed-to-it", .exposedToIt, own.borrowed, .exposedNote),
            table("exposed-to-others", .itsExposures, own.lent, .exposedNote),
        ].compactMap { $0 }
        var blocks: [Sheet.Block] = tables.isEmpty ? [] : [.heading(labels[.exposures])] + tables
        if let row = own.overview.conditional.first(where: { $0.party == own.party.party }),
            row.isRead(of: own.overview.paths)
        {
            let shown = row.others.prefix(10)
            blocks.append(
                .chart(
                    Chart(
                        "falls-with-it", .bars, title: labels(.fallsWith, own.party.title),
                        unit: labels[.percentOfThosePaths], axis: labels[.party], categories: shown.map(\.title),
                        series: [
                            .init(
                                labels[.thenFails], shown.map { $0.share.value * 100 },
                                low: shown.map { ($0.share.value - 2 * $0.share.standardError) * 100 },
                                high: shown.map { ($0.share.value + 2 * $0.share.standardError) * 100 }),
                            .init(labels[.otherwiseFails], shown.map { $0.otherwise * 100 }),
                        ], isHorizontal: true, band: labels[.twoErrors], note: labels[.conditionalNote])))
        }
        return blocks
    }

    /// Statements of one path by year: flows summed, balances and ratios at its end.
    package static func statement(_ answer: StatementsAnswer, _ labels: Labels) -> DataTable {
        let years = Dictionary(grouping: answer.quarters) { String($0.quarter.prefix(4)) }.sorted { $0.key < $1.key }
        var rows: [[DataTable.Cell]] = []
        func row(_ name: String, _ value: ([StatementsAnswer.Period]) -> Double?, _ digits: Int = 1) {
            rows.append(
                [.init(name)]
                    + years.map { year in
                        let number = value(year.value)
                        return .init(number.map { Figure.text($0, digits: digits) } ?? "–", number: number)
                    })
        }
        func lines(_ group: KeyPath<StatementsAnswer.Period, [StatementsAnswer.Line]>, _ sign: String, isFlow: Bool) {
            var names: [String] = []
            for line in answer.quarters.flatMap({ $0[keyPath: group] }) where !names.contains(line.line) {
                names.append(line.line)
            }
            for name in names {
                func cents(_ period: StatementsAnswer.Period) -> Int64 {
                    period[keyPath: group].first { $0.line == name }?.cents ?? 0
                }
                row(sign + name) { quarters in
                    Double(isFlow ? quarters.reduce(0) { $0 + cents($1) } : cents(quarters.last!)) / 1e8
                }
            }
        }
        lines(\.income, "", isFlow: true)
        lines(\.costs, "− ", isFlow: true)
        row(labels[.netIncome]) { Double($0.reduce(0) { $0 + $1.netIncome }) / 1e8 }
        lines(\.assets, "", isFlow: false)
        lines(\.liabilities, "− ", isFlow: false)
        row(labels[.equityLine]) { Double($0.last!.equity) / 1e8 }
        row(labels[.cashOperating]) { Double($0.reduce(0) { $0 + $1.cashFlow.operating }) / 1e8 }
        row(labels[.cashInvesting]) { Double($0.reduce(0) { $0 + $1.cashFlow.investing }) / 1e8 }
        row(labels[.cashFinancing]) { Double($0.reduce(0) { $0 + $1.cashFlow.financing }) / 1e8 }
        row("DSCR, x", { $0.last!.ratios.dscr }, 2)
        row("LTV, %", { $0.last!.ratios.loanToValue.map { $0 * 100 } })
        row(labels[.netDebtToEBITDA], { $0.last!.ratios.netDebtToEBITDA }, 2)
        row(labels[.interestCover], { $0.last!.ratios.interestCover }, 2)
        return DataTable(
            "statements", title: labels(.statementsTitle, answer.title),
            columns: [.text("M USD")] + years.map { .init($0.key) }, rows: rows, note: labels[.statementsNote])
    }
}
