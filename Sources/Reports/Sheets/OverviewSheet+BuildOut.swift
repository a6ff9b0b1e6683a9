import Analysis

/// The parts of the overview that follow money, power, rents and evidence.
extension OverviewSheet {
    mutating func money() {
        let rows = answer.money.prefix(12)
        guard !rows.isEmpty else { return }
        heading(.moneyRound)
        chart(
            Chart(
                "own-money", .bars, title: labels[.ownMoneyTitle], unit: labels[.centsPerDollar], axis: labels[.party],
                categories: rows.map(\.title),
                series: [
                    .init(labels[.financedItself], rows.map(\.centsFinanced)),
                    .init(
                        labels[.allOwnMoney], rows.map(\.centsOwn), low: rows.map(\.centsLower),
                        high: rows.map(\.centsUpper)),
                ], isHorizontal: true, band: labels[.certainToPossible], note: labels(.tracedPaths, "\(rows[0].paths)"))
        )
    }

    mutating func buildOut() {
        let years = answer.announced.map { "\($0.year)" }
        if answer.announced.contains(where: { $0.announcedGW > 0 }) {
            heading(.announcedToBuilt)
            chart(
                Chart(
                    "announced", .lines, title: labels[.announcedTitle], unit: "GW", axis: labels[.year],
                    categories: years,
                    series: [
                        .init(labels[.announced], answer.announced.map(\.announcedGW), isDashed: true),
                        .init(labels[.wanted], answer.announced.map(\.wantedGW)),
                        .init(labels[.energised], answer.announced.map(\.energisedGW)),
                    ], note: note(.mediansYearEnd, .gigawattsCount)))
            chart(
                Chart(
                    "orders", .bars, title: labels[.ordersTitle], unit: "B USD", axis: labels[.year], categories: years,
                    series: [
                        .init(labels[.ordered], answer.announced.map { $0.ordered / 1e9 }),
                        .init(labels[.capexPaid], answer.announced.map { $0.capex / 1e9 }),
                    ], note: note(.mediansOfYear, .ordersCount, isFlow: true)))
        }
        let region = answer.power.contains { $0.region == "all" } ? "all" : answer.power.first?.region
        let gaps = answer.power.filter { $0.region == region }
        if !gaps.isEmpty {
            chart(
                Chart(
                    "shortfall", .lines, title: labels[.powerMissing], unit: "GW", axis: labels[.year],
                    categories: gaps.map { "\($0.year)" },
                    series: [
                        band(labels[.gross], gaps.map(\.grossShortfallGW)),
                        band(labels[.net], gaps.map(\.netShortfallGW)),
                    ], band: labels[.p5to95], note: note(.grossNetNote)))
        }
        let sources = answer.funding.map(\.source).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        if !sources.isEmpty {
            heading(.whoFunds)
            chart(
                Chart(
                    "funding", .stacked, title: labels[.fundingTitle], unit: "B USD", axis: labels[.year],
                    categories: years,
                    series: sources.map { source in
                        .init(
                            labels.source(source),
                            answer.funding.filter { $0.source == source }.map { $0.raised.p50 / 1e9 })
                    }, note: note(.fundingNote, isFlow: true)))
        }
        rents()
        revenue()
    }

    private mutating func rents() {
        let names = answer.prices.map(\.generation).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        guard !names.isEmpty else { return }
        heading(.rents)
        chart(
            Chart(
                "rents", .lines, title: labels[.rentTitle], unit: "USD/h", axis: labels[.year],
                categories: answer.announced.map { "\($0.year)" },
                series: names.prefix(7).map { name in
                    let own = answer.prices.filter { $0.generation == name }
                    return .init(own[0].title, own.map(\.rent.p50))
                }, note: note(.mediansYearEnd, .rentNote)))
    }

    private mutating func revenue() {
        let total = answer.revenue.filter { $0.of == "all" }
        let need = answer.revenue.filter { $0.of == "need" }
        guard !total.isEmpty else { return }
        heading(.revenueAndNeed)
        chart(
            Chart(
                "revenue", .lines, title: labels[.revenueTitle], unit: "B USD", axis: labels[.year],
                categories: total.map { "\($0.year)" },
                series: [band(total[0].title, total.map(\.dollars), 1e-9)]
                    + (need.isEmpty ? [] : [band(need[0].title, need.map(\.dollars), 1e-9)]),
                band: labels[.p5to95], note: note(.needNote, isFlow: true)))
        let labs = answer.revenue.map(\.of).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            .filter { $0 != "all" && $0 != "need" }
        table(
            DataTable(
                "revenue-by-lab", title: labels[.revenueOfLabs],
                columns: [.text(labels[.party])] + total.map { .init("\($0.year)", unit: "B USD") },
                rows: labs.map { lab in
                    let own = answer.revenue.filter { $0.of == lab }
                    return [.init(own[0].title)] + own.map { .figure($0.dollars.p50 / 1e9) }
                }, note: note(.mediansOfYear, isFlow: true)))
    }

    /// Notes with the paths that they rest on and, where quarters are summed, the years that are not whole.
    private func note(_ notes: Label..., isFlow: Bool = false) -> String {
        let parts = isFlow ? YearHeads(from: answer.start, to: answer.end).parts.sorted { $0.key < $1.key } : []
        let texts =
            notes.map { labels[$0] } + parts.map { labels(.partOfYear, "\($0.key)", "\($0.value.count)") }
            + [answer.followedPaths.map { labels(.followedPaths, Money.grouped(Int64($0))) } ?? ""]
        return texts.filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func band(_ name: String, _ bands: [BuildOut.Band], _ scale: Double = 1) -> Chart.Series {
        .init(name, bands.map { $0.p50 * scale }, low: bands.map { $0.p5 * scale }, high: bands.map { $0.p95 * scale })
    }

    /// Cover and value of each loan, and covenants: what the lender of one deal looks at.
    mutating func deal() {
        let covenants = answer.covenants.filter { $0.probability > 0 }
        guard !answer.ratios.isEmpty, answer.losses.count <= 8 else { return }
        heading(.coverAndValue)
        for own in answer.ratios.prefix(6) { chart(RatioCharts.chart(own, labels, paths: answer.paths)) }
        if !covenants.isEmpty { chart(RatioCharts.breaches(covenants, labels)) }
    }

    mutating func evidence() {
        heading(.whatItRestsOn)
        if !answer.calibration.isEmpty {
            table(CalibrationTable.table(answer.calibration, labels))
        }
        if let ranges = answer.ranges {
            chart(
                Chart(
                    "weights", .bars, title: labels[.weightsTitle], unit: labels[.percentOfVariance],
                    axis: labels[.assumption], categories: ranges.top.map(\.input),
                    series: [.init("", ranges.top.map { $0.weight * 100 })], isHorizontal: true,
                    note: labels(.chanceAlone, Figure.text((ranges.top.first?.chance ?? 0) * 100, digits: 2))))
        }
        let counts = answer.assumptions
        chart(
            Chart(
                "inputs", .bars, title: labels[.inputsTitle], unit: labels[.numbersUnit], axis: labels[.origin],
                categories: [labels[.fromFacts], labels[.computed], labels[.assumptionsOf], labels[.defaultsOf]],
                series: [
                    .init(
                        "", [counts.facts, counts.derived, counts.assumptions, counts.defaults].map(Double.init))
                ], isHorizontal: true))
        text(labels[.disclaimer])
    }
}

/// Pictures of a loan's ratios, by year with their bands, and of the odds that a covenant is broken.
enum RatioCharts {
    /// - Parameter paths: of the run; a year that is measured in too few of them has no percentiles.
    static func chart(_ own: OverviewAnswer.Ratio, _ labels: Labels, paths: Int) -> Chart {
        let isCover = own.ratio == "dscr"
        let scale = isCover ? 1.0 : 100
        func values(_ percentile: (OverviewAnswer.Band) -> Double?) -> [Double?] {
            own.years.map { $0.isRead(of: paths) ? percentile($0).map { $0 * scale } : nil }
        }
        return Chart(
            "\(own.ratio)-\(own.contract)", .lines,
            title: labels(isCover ? .coverOf : .loanToValueOf, own.title), unit: isCover ? "x" : "%",
            axis: labels[.year],
            categories: own.years.map { "\($0.year)" },
            series: [
                .init(labels[.median], values { $0.p50 }, low: values { $0.p5 }, high: values { $0.p95 })
            ], band: labels[.p5to95], note: labels[.measuredWhereAlive])
    }

    static func breaches(_ covenants: [OverviewAnswer.CovenantOdds], _ labels: Labels) -> Chart {
        let shown = covenants.sorted { ($1.probability, $0.contract) < ($0.probability, $1.contract) }.prefix(6)
        return Chart(
            "breaches", .lines, title: labels[.breachByQuarter], unit: labels[.percentOfPaths], axis: labels[.quarter],
            categories: shown.first?.byQuarter.map(\.quarter) ?? [],
            series: shown.map { own in
                .init("\(own.title): \(own.test) \(own.limit)", own.byQuarter.map { $0.probability * 100 })
            })
    }
}

/// Published figures beside the run's.
enum CalibrationTable {
    static func table(_ rows: [CalibrationAnswer.Row], _ labels: Labels) -> DataTable {
        DataTable(
            "calibration", title: labels[.calibrationTitle],
            columns: [
                .text(labels[.figure]), .text(labels[.period]), .text(labels[.unit]), .init(labels[.publishedLow]),
                .init(labels[.publishedHigh]), .init(labels[.median]), .init("P5"), .init("P95"),
                .text(labels[.verdict]),
                .text(labels[.role]),
            ],
            rows: rows.map { row in
                [
                    .init(row.title), .init(row.period), .init(row.unit), .figure(row.published.low),
                    .figure(row.published.high), .figure(row.p50), .figure(row.p5), .figure(row.p95),
                    .init(row.verdict.rawValue), .init(row.role),
                ]
            }, note: labels[.calibrationNote])
    }
}
