import Analysis

/// How many megawatts are announced, wanted, there and missing.
package enum PowerSheet {
    /// - Parameter region: the region shown; the first where it is unknown or empty.
    package static func sheet(_ answer: PowerAnswer, region name: String, labels: Labels) -> Sheet {
        let years = answer.years.map { "\($0)" }
        guard let region = answer.regions.first(where: { $0.region == name }) ?? answer.regions.first else {
            return Sheet(title: labels[.power], question: labels[.powerQuestion], method: "power")
        }
        let most = region.announced.compactMap(\.p95).max() ?? 0
        let (unit, scale) = most < 2_000 ? ("MW", 1.0) : ("GW", 1e-3)
        func fan(_ label: Label, _ bands: [OverviewAnswer.Band], isDashed: Bool = false) -> Chart.Series {
            .init(
                labels[label], bands.map { $0.p50.map { $0 * scale } }, low: bands.map { $0.p5.map { $0 * scale } },
                high: bands.map { $0.p95.map { $0 * scale } }, isDashed: isDashed)
        }
        func at(_ share: Double) -> String {
            region.exceedance.first { $0.share == share }.map { Figure.text($0.megawatts * scale) } ?? "–"
        }
        let last = years.last ?? ""
        var blocks: [Sheet.Block] = [
            .figures([
                .init(
                    "\(at(0.5)) \(unit)", labels(.missingIn, last),
                    detail: labels(.exceededRange, at(0.9), at(0.1))),
                .init(
                    Figure.percent(region.realised.last?.p50, digits: 0), labels(.turnsUp, last),
                    detail: labels(
                        .tenToNinety, Figure.percent(region.realised.last?.p10, digits: 0),
                        Figure.percent(region.realised.last?.p90, digits: 0))),
            ]),
            .chart(
                Chart(
                    "announced", .lines, title: labels(.announcedIn, region.title), unit: unit, axis: labels[.year],
                    categories: years,
                    series: [
                        fan(.announced, region.announced, isDashed: true), fan(.wanted, region.wanted),
                        fan(.energised, region.energised),
                    ], band: labels[.p5to95], note: labels[.facilityYearEnd])),
            .chart(
                Chart(
                    "shortfall", .lines, title: labels(.missingOf, region.title), unit: unit, axis: labels[.year],
                    categories: years, series: [fan(.gross, region.gross), fan(.net, region.net)],
                    band: labels[.p5to95], note: labels[.grossNetNote])),
            .chart(
                Chart(
                    "exceedance", .curve, title: labels(.exceedanceTitle, last), unit: labels[.percentOfPaths],
                    axis: labels(.missingAxis, unit),
                    series: [
                        .init(
                            "", region.exceedance.map { $0.share * 100 },
                            at: region.exceedance.map { $0.megawatts * scale })
                    ], note: labels[.exceedanceNote])),
            .chart(
                Chart(
                    "realised", .lines, title: labels[.realisedTitle], unit: "%", axis: labels[.year],
                    categories: years,
                    series: [
                        .init(
                            labels[.median], region.realised.map { $0.p50 * 100 },
                            low: region.realised.map { $0.p10 * 100 }, high: region.realised.map { $0.p90 * 100 })
                    ], band: labels[.p10to90])),
        ]
        if let chart = projects(region, years, unit: unit, scale, labels) { blocks.append(.chart(chart)) }
        blocks += sources(answer, labels)
        blocks.append(.table(stages(answer, labels)))
        return Sheet(
            title: labels[.power], question: labels[.powerQuestion], method: "power", blocks: blocks)
    }

    /// The projects of a region by where they stand; nil where it has none.
    private static func projects(
        _ region: PowerAnswer.Region, _ years: [String], unit: String, _ scale: Double, _ labels: Labels
    ) -> Chart? {
        let shown = region.pipeline.filter { $0.megawatts.contains { $0 > 0 } }
        guard !shown.isEmpty else { return nil }
        return Chart(
            "projects", .stacked, title: labels(.stagesTitle, region.title), unit: unit, axis: labels[.year],
            categories: years,
            series: shown.map { .init(labels.stage($0.stage), $0.megawatts.map { $0 * scale }) },
            note: labels[.stagesNote])
    }

    private static func sources(_ answer: PowerAnswer, _ labels: Labels) -> [Sheet.Block] {
        guard !answer.sources.isEmpty else { return [] }
        let years = answer.years.map { "\($0)" }
        return [
            .heading(labels[.bySource]),
            .chart(
                Chart(
                    "sources", .stacked, title: labels[.sourcesTitle], unit: "GW", axis: labels[.year],
                    categories: years,
                    series: answer.sources.map { source in
                        .init(labels.source(source.source), source.energised.map { ($0.p50 ?? 0) / 1e3 })
                    }, note: labels[.sourcesNote])),
            .table(
                DataTable(
                    "source-costs", title: labels[.sourceCosts],
                    columns: [.text(labels[.source]), .init(labels[.cost], unit: "B USD")]
                        + years.map { .init("\(labels[.emissions]) \($0)", unit: "Mt CO2") },
                    rows: answer.sources.map { source in
                        [.init(labels.source(source.source)), .figure(source.capex / 1e9)]
                            + source.emissions.map { .figure($0 / 1e6) }
                    }, note: labels[.meansOfYear])),
        ]
    }

    /// The pipeline, stage by stage: what is announced, of that wanted, of that energised, and what is lost between.
    private static func stages(_ answer: PowerAnswer, _ labels: Labels) -> DataTable {
        DataTable(
            "stages", title: labels[.pipeline],
            columns: [.text(labels[.region]), .text(labels[.stage])] + answer.years.map { .init("\($0)", unit: "MW") },
            rows: answer.regions.flatMap { region in
                [
                    (Label.announced, region.announced), (.wanted, region.wanted), (.energised, region.energised),
                    (.gross, region.gross), (.net, region.net),
                ].map { label, bands in
                    [.init(region.title), .init(labels[label])]
                        + bands.map { band in
                            let text = [band.p5, band.p50, band.p95].map { Figure.text($0 ?? .nan, digits: 0) }
                            return .init("\(text[1]) (\(text[0]) – \(text[2]))", number: band.p50)
                        }
                }
            }, note: labels[.medianAndBand])
    }
}
