import Analysis

/// Rents, the cascade and what equipment is worth.
package enum ComputeSheet {
    /// - Parameter generation: whose cascade and values are shown; the one with most units where it is unknown or empty.
    package static func sheet(_ answer: ComputeAnswer, generation name: String, labels: Labels) -> Sheet {
        let years = answer.years.map { "\($0)" }
        let used = answer.generations.filter { ($0.units.max() ?? 0) > 0 }
        let largest = used.sorted { ($1.units.max() ?? 0) < ($0.units.max() ?? 0) }.prefix(8)
        let shown = used.filter { own in largest.contains { $0.generation == own.generation } }
        var blocks: [Sheet.Block] = [
            .chart(
                Chart(
                    "rents", .lines, title: labels[.rentTitle], unit: "USD/h", axis: labels[.year], categories: years,
                    series: shown.map { own -> Chart.Series in
                        func rents(_ percentile: (OverviewAnswer.Band) -> Double?) -> [Double?] {
                            own.rent.enumerated().map { own.stands(in: $0) ? percentile($1) : nil }
                        }
                        let isAlone = shown.count <= 4
                        return .init(
                            own.title, rents { $0.p50 }, low: isAlone ? rents { $0.p5 } : [],
                            high: isAlone ? rents { $0.p95 } : [])
                    }, note: labels[.mediansYearEnd])),
            .table(rents(used, answer.years, labels)),
            .chart(
                Chart(
                    "utilisation", .lines, title: labels[.utilisationTitle], unit: "%", axis: labels[.year],
                    categories: years,
                    series: shown.map { own in
                        .init(
                            own.title, own.utilisation.enumerated().map { own.isFree(in: $0) ? $1 * 100 : nil })
                    },
                    note: labels[.meansOfYear])),
            .chart(
                Chart(
                    "units", .stacked, title: labels[.unitsTitle], unit: labels[.thousandUnits], axis: labels[.year],
                    categories: years, series: shown.map { .init($0.title, $0.units.map { $0 / 1e3 }) },
                    note: labels[.meansYearEnd])),
        ]
        if let own = used.first(where: { $0.generation == name }) ?? largest.first {
            blocks += cascade(own, years, labels)
        }
        blocks += worth(answer, years, labels)
        return Sheet(title: labels[.compute], question: labels[.computeQuestion], method: "compute", blocks: blocks)
    }

    private static func rents(_ used: [ComputeAnswer.Generation], _ years: [Int], _ labels: Labels) -> DataTable {
        DataTable(
            "rent-bands", title: labels[.rentBands],
            columns: [.text(labels[.generation])] + years.map { .init("\($0)", unit: "USD/h") },
            rows: used.map { own in
                [.init(own.title, link: "compute?generation=\(own.generation)")]
                    + own.rent.enumerated().map { year, band -> DataTable.Cell in
                        guard own.stands(in: year) else { return .init("–") }
                        let text = [band.p5, band.p50, band.p95].map { Figure.text($0 ?? .nan, digits: 2) }
                        return .init("\(text[1]) (\(text[0]) – \(text[2]))", number: band.p50)
                    }
            }, note: labels[.medianAndBand])
    }

    private static func cascade(
        _ own: ComputeAnswer.Generation, _ years: [String], _ labels: Labels
    ) -> [Sheet.Block] {
        var blocks: [Sheet.Block] = [.heading(own.title)]
        if !own.tiers.isEmpty {
            blocks.append(
                .chart(
                    Chart(
                        "cascade", .stacked, title: labels(.cascadeOf, own.title), unit: labels[.percentOfFree],
                        axis: labels[.year], categories: years,
                        series: own.tiers.map { .init($0.tier, $0.share.map { $0 * 100 }) }, note: labels[.cascadeNote])
                ))
        }
        let (unit, scale) = PartySheet.dollars((own.value.book + own.value.market).max() ?? 0)
        blocks.append(
            .chart(
                Chart(
                    "values", .lines, title: labels(.valuesOf, own.title), unit: unit, axis: labels[.year],
                    categories: years,
                    series: [
                        (Label.bookValue, own.value.book), (.marketValue, own.value.market), (.taxValue, own.value.tax),
                    ].filter { $0.1.contains { $0 != 0 } }.map { label, values in
                        .init(labels[label], values.map { $0 / scale }, isDashed: label == .taxValue)
                    }, note: labels[.meansYearEnd])))
        return blocks
    }

    private static func worth(_ answer: ComputeAnswer, _ years: [String], _ labels: Labels) -> [Sheet.Block] {
        guard !answer.fleets.isEmpty else { return [] }
        let owners = answer.fleets.sorted { ($1.value.book.max() ?? 0) < ($0.value.book.max() ?? 0) }.prefix(12)
        let year = min(2, max(0, years.count - 1))
        return [
            .heading(labels[.fleetsWorth]),
            .chart(
                Chart(
                    "fleets", .bars, title: labels(.fleetsTitle, years[year]), unit: "B USD", axis: labels[.owner],
                    categories: owners.map(\.title),
                    series: [
                        .init(labels[.bookValue], owners.map { $0.value.book[year] / 1e9 }),
                        .init(labels[.marketValue], owners.map { $0.value.market[year] / 1e9 }),
                    ], isHorizontal: true, note: labels[.meansYearEnd])),
            .table(
                DataTable(
                    "fleet-values", title: labels[.fleetValues],
                    columns: [.text(labels[.owner]), .text(labels[.valueKind])]
                        + years.map { .init($0, unit: "B USD") },
                    rows: owners.flatMap { own in
                        [
                            (Label.bookValue, own.value.book), (.taxValue, own.value.tax),
                            (.marketValue, own.value.market),
                        ].filter { $0.1.contains { $0 != 0 } }.map { label, values in
                            [.init(own.title), .init(labels[label])] + values.map { .figure($0 / 1e9) }
                        }
                    }, note: labels[.meansYearEnd])),
        ]
    }
}
