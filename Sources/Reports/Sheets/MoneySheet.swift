import Analysis

/// Who pays whom, and how much of a party's revenue is its own money come round.
package enum MoneySheet {
    /// - Parameters:
    ///   - quarter: index of the quarter shown; nil for the whole run.
    ///   - what: class of flow; empty for all.
    package static func sheet(
        _ flows: FlowsAnswer, trace: TraceAnswer?, overview: OverviewAnswer, quarter: Int?, what: String, labels: Labels
    ) -> Sheet {
        let shown = quarter.map { [flows.quarters[$0]] } ?? flows.quarters
        let name = quarter.map { flows.quarters[$0].quarter } ?? labels[.wholeRun]
        var blocks: [Sheet.Block] = [
            .chart(sankey(flows, shown.flatMap(\.flows), what, labels(.flowsTitle, name, "\(flows.path)"), labels))
        ]
        if !overview.money.isEmpty {
            var page = OverviewSheet(answer: overview, labels: labels)
            page.money()
            blocks += page.blocks
        }
        if let trace, trace.revenue > 0 { blocks += tracing(trace, labels) }
        blocks.append(.table(loops(flows, labels)))
        return Sheet(title: labels[.money], question: labels[.moneyQuestion], method: "circularity", blocks: blocks)
    }

    /// The largest payers and payees by name, the rest together.
    static func sankey(
        _ answer: FlowsAnswer, _ flows: [FlowsAnswer.Flow], _ what: String, _ title: String, _ labels: Labels
    ) -> Chart {
        let kept = flows.filter { what.isEmpty || $0.what == what }
        var totals: [String: Double] = [:]
        for flow in kept {
            totals[flow.from, default: 0] += flow.dollars
            totals[flow.to, default: 0] += flow.dollars
        }
        let named = Set(totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(14).map(\.key))
        let titles = Dictionary(answer.parties.map { ($0.party, $0.title) }, uniquingKeysWith: { $1 })
        func name(_ party: String) -> String {
            named.contains(party) ? titles[party] ?? party : labels[.othersTogether]
        }
        var sums: [[String]: Double] = [:]
        for flow in kept { sums[[name(flow.from), name(flow.to), flow.what], default: 0] += flow.dollars }
        let (unit, scale) = PartySheet.dollars(sums.values.reduce(0, +) / 20)
        let all = sums.values.reduce(0, +)
        let links = sums.filter { $0.value > all * 0.0015 }
            .sorted { ($1.value, $0.key.joined()) < ($0.value, $1.key.joined()) }
            .map { Chart.Link(from: $0.key[0], to: $0.key[1], value: $0.value / scale, kind: $0.key[2]) }
        return Chart(
            "flows", .sankey, title: title, unit: unit, axis: labels[.payer], links: links,
            note: labels(.flowsNote, Money.text(dollars: all)))
    }

    private static func tracing(_ trace: TraceAnswer, _ labels: Labels) -> [Sheet.Block] {
        let earned = trace.quarters.filter { $0.revenue > 0 }
        guard !earned.isEmpty else { return [] }
        var totals: [String: Double] = [:]
        for period in earned {
            for origin in period.origins { totals[origin.origin, default: 0] += origin.share * period.revenue }
        }
        let largest = totals.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6).map(\.key)
        return [
            .heading(labels(.tracingOf, trace.title)),
            .figures([
                .init(
                    "\(Figure.text(trace.ownMoney / trace.revenue * 100)) c", labels[.ownPerDollar],
                    detail: labels(.ofRevenue, Money.text(dollars: trace.revenue))),
                .init(
                    "\(Figure.text(trace.ownFinancing / trace.revenue * 100)) c", labels[.financedPerDollar],
                    detail: Money.text(dollars: trace.ownFinancing)),
            ]),
            .chart(
                Chart(
                    "origins", .stacked, title: labels(.originsOf, trace.title), unit: "%", axis: labels[.quarter],
                    categories: earned.map(\.quarter),
                    series: largest.map { name in
                        .init(
                            name, earned.map { ($0.origins.first { $0.origin == name }?.share ?? 0) * 100 })
                    }, note: labels[.originsNote])),
            .chart(
                Chart(
                    "own-money-by-quarter", .lines, title: labels(.ownByQuarter, trace.title),
                    unit: labels[.centsPerDollar], axis: labels[.quarter], categories: earned.map(\.quarter),
                    series: [
                        .init(
                            labels[.allOwnMoney], earned.map { $0.ownMoney / $0.revenue * 100 },
                            low: earned.map { $0.lower / $0.revenue * 100 },
                            high: earned.map { $0.upper / $0.revenue * 100 }),
                        .init(labels[.financedItself], earned.map { $0.ownFinancing / $0.revenue * 100 }),
                    ], band: labels[.certainBand])),
        ]
    }

    private static func loops(_ flows: FlowsAnswer, _ labels: Labels) -> DataTable {
        DataTable(
            "loops", title: labels[.loopsTitle],
            columns: [.text(labels[.loop]), .text(labels[.deals]), .init(labels[.smallestStep], unit: "B USD")],
            rows: flows.loops.map { loop in
                [
                    .init((loop.parties + [loop.parties.first ?? ""]).joined(separator: " → ")),
                    .init(loop.deals.joined(separator: " → ")), .figure(loop.smallest / 1e9),
                ]
            }, note: labels[.loopsNote])
    }
}
