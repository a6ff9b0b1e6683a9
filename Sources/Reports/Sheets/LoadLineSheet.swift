import Analysis

/// Load lines: how severe each shock may be before a party fails, and the odds behind one of them.
package enum LoadLineSheet {
    /// - Parameters:
    ///   - threshold: share of paths in default that is passed, as `threshold(_:asked:)` gives it.
    ///   - party: whose curve is shown, and against which shock; one that has a load line where they are unknown or empty.
    package static func sheet(
        _ answer: LoadLineAnswer, threshold: Double, party: String, shock: String, labels: Labels
    ) -> Sheet {
        let owing = answer.parties.filter(\.owes)
        let own = answer.rows.filter { $0.threshold == threshold }
        let above = owing.count { $0.unshocked.value > threshold }
        let found = own.count { $0.verdict == .found }
        let percent = Figure.percent(threshold, digits: 0)
        var blocks: [Sheet.Block] = [
            .figures([
                .init("\(above)", labels(.aboveAtNoShock, percent), detail: labels(.ofParties, "\(owing.count)")),
                .init(
                    "\(found)", labels(.pairsThatPass, percent),
                    detail: labels(.ofPairs, "\(owing.count * answer.shocks.count)")),
            ]),
            .chart(heat(answer, threshold: threshold, hasLinks: true, labels: labels)),
        ]
        blocks += quiet(answer, labels)
        if let row = chosen(answer, own, party, shock) {
            blocks.append(.chart(curve(answer, row.party, row.shock, labels)))
        }
        blocks.append(.table(table(answer, labels)))
        return Sheet(title: labels[.loadLines], question: labels[.loadLineQuestion], method: "loadline", blocks: blocks)
    }

    /// The threshold that is asked for; else the first that some shock makes a party pass.
    package static func threshold(_ answer: LoadLineAnswer, asked: Double?) -> Double {
        answer.thresholds.first { $0 == asked }
            ?? answer.thresholds.first { level in
                answer.rows.contains { $0.threshold == level && $0.verdict == .found }
            } ?? answer.thresholds.first ?? 0
    }

    /// What is known while the rest is being computed.
    package static func soFar(_ answer: LoadLineAnswer, labels: Labels) -> Sheet {
        Sheet(
            title: labels[.loadLines], question: labels[.loadLineQuestion], method: "loadline",
            blocks: [
                .chart(heat(answer, threshold: threshold(answer, asked: nil), hasLinks: false, labels: labels))
            ] + quiet(answer, labels))
    }

    /// The pair whose curve is shown: as asked for, else the first that has a load line.
    package static func chosen(
        _ answer: LoadLineAnswer, _ rows: [LoadLineAnswer.Row], _ party: String, _ shock: String
    ) -> LoadLineAnswer.Row? {
        let near = rows.filter { (party.isEmpty || $0.party == party) && (shock.isEmpty || $0.shock == shock) }
        return near.first { $0.verdict == .found } ?? near.first ?? rows.first { $0.verdict == .found } ?? rows.first
    }

    // MARK: Pictures

    /// Parties that fail somewhere against shocks: the share of a shock's range that a party cannot bear.
    private static func heat(
        _ answer: LoadLineAnswer, threshold: Double, hasLinks: Bool, labels: Labels
    ) -> Chart {
        let percent = Figure.percent(threshold, digits: 0)
        let shown = answer.parties.filter { party in
            party.owes && answer.rows.contains { $0.party == party.party && $0.verdict != .never }
        }
        return Chart(
            "heat", .heat, title: labels(.loadLinesAt, percent, answer.by), unit: labels[.rangeNotBorne],
            axis: labels[.party],
            categories: answer.shocks.map { $0.unit.isEmpty ? $0.shock : "\($0.shock), \($0.unit)" },
            series: shown.map { party in
                let rows = answer.shocks.compactMap { shock in
                    answer.rows.first {
                        $0.party == party.party && $0.shock == shock.shock && $0.threshold == threshold
                    }
                }
                return .init(
                    party.title, zip(rows, answer.shocks).map { notBorne($0, of: $1) },
                    texts: zip(rows, answer.shocks).map { words($0, unit: $1.unit, labels) },
                    links: hasLinks
                        ? rows.map { "?party=\($0.party)&shock=\($0.shock)&threshold=\(threshold)#curve" }
                        : [])
            }, most: 100, note: labels(.loadLineNote, percent))
    }

    /// 100 where the odds are above at no shock, 0 where they never pass.
    private static func notBorne(_ row: LoadLineAnswer.Row, of shock: LoadLineAnswer.ShockRange) -> Double? {
        switch row.verdict {
        case .alreadyAbove: return 100
        case .never: return 0
        case .owesNothing: return nil
        case .found: return row.severity.map { shock.end == 0 ? 0 : 100 * (1 - min(1, $0 / shock.end)) }
        }
    }

    private static func words(_ row: LoadLineAnswer.Row, unit: String, _ labels: Labels) -> String {
        switch row.verdict {
        case .alreadyAbove: return labels[.aboveAlready]
        case .never: return labels[.never]
        case .owesNothing: return labels[.owesNothing]
        case .found:
            let text = unit.isEmpty ? row.text : String(row.text.dropLast(unit.count + 1))
            return row.isMonotone ? text : text + "*"
        }
    }

    private static func curve(_ answer: LoadLineAnswer, _ party: String, _ shock: String, _ labels: Labels) -> Chart {
        let range = answer.shocks.first { $0.shock == shock }
        let cells = answer.grid.filter { $0.party == party && $0.shock == shock }
        let title = answer.parties.first { $0.party == party }?.title ?? party
        let rows = answer.rows.filter { $0.party == party && $0.shock == shock }
        let ends = [cells.first?.severity ?? 0, cells.last?.severity ?? 0]
        let said = rows.map { row in
            let text = row.verdict == .found ? LoadLinePage.cell(row) : words(row, unit: "", labels)
            return labels(.passedAt, Figure.percent(row.threshold, digits: 0), text)
        }
        let bent = rows.first?.isMonotone == false ? [labels[.notMonotone]] : []
        return Chart(
            "curve", .curve, title: labels(.oddsAgainst, title, range?.title ?? shock), unit: labels[.percentOfPaths],
            axis: [shock, range?.unit ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
            series: [
                .init(
                    labels[.shareInDefault], cells.map { $0.odds * 100 }, low: cells.map { $0.low * 100 },
                    high: cells.map { $0.high * 100 }, at: cells.map(\.severity))
            ]
                + answer.thresholds.map { level in
                    .init(
                        Figure.percent(level, digits: 0), [level * 100, level * 100], at: ends, isDashed: true)
                },
            band: labels[.bandOfSampling], note: (said + bent).joined(separator: " "))
    }

    // MARK: Tables

    /// Parties that have no row: what owes nothing cannot fail, what never fails has no line.
    private static func quiet(_ answer: LoadLineAnswer, _ labels: Labels) -> [Sheet.Block] {
        func titles(_ holds: (LoadLineAnswer.PartyOdds, [LoadLineAnswer.Row]) -> Bool) -> String {
            answer.parties.filter { party in holds(party, answer.rows.filter { $0.party == party.party }) }
                .map(\.title).joined(separator: ", ")
        }
        let never = titles { party, rows in party.owes && rows.allSatisfy { $0.verdict == .never } }
        let none = titles { party, _ in !party.owes }
        return (never.isEmpty ? [] : [.text(labels(.neverWithin, never))])
            + (none.isEmpty ? [] : [.text(labels(.oweNothing, none))])
    }

    private static func table(_ answer: LoadLineAnswer, _ labels: Labels) -> DataTable {
        let titles = Dictionary(answer.parties.map { ($0.party, $0) }, uniquingKeysWith: { $1 })
        var columns: [DataTable.Column] = [
            .text(labels[.party]), .text(labels[.shock]), .text(labels[.unit]), .init(labels[.atNoShock], unit: "%"),
        ]
        for level in answer.thresholds {
            columns += [
                .init(labels(.passedAtHead, Figure.percent(level, digits: 0))), .init(labels[.from]),
                .init(labels[.to]),
            ]
        }
        columns.append(.init(labels[.atTheEnd], unit: "%"))
        let pairs = answer.parties.flatMap { party in answer.shocks.map { (party.party, $0) } }
        let rows = pairs.compactMap { party, shock -> [DataTable.Cell]? in
            let own = answer.rows.filter { $0.party == party && $0.shock == shock.shock }
            guard own.contains(where: { $0.verdict == .found }), let party = titles[party] else { return nil }
            let link = "?party=\(party.party)&shock=\(shock.shock)#curve"
            return [
                .init(party.title, link: link), .init(shock.shock, link: link), .init(shock.unit),
                .percent(party.unshocked.value, error: party.unshocked.standardError),
            ]
                + own.flatMap { row -> [DataTable.Cell] in
                    [
                        .init(words(row, unit: shock.unit, labels), number: row.severity), .figure(row.low),
                        .figure(row.high),
                    ]
                } + [.percent(own[0].oddsAtEnd.value, error: own[0].oddsAtEnd.standardError)]
        }
        let ranges = answer.shocks.map { shock in
            [shock.shock, Numerals.significant(shock.end), shock.unit].filter { !$0.isEmpty }.joined(separator: " ")
        }.joined(separator: ", ")
        return DataTable(
            "load-lines", title: labels(.loadLinesFound, answer.by), columns: columns, rows: rows,
            note: labels(.loadLineTableNote, ranges, "\(answer.paths)", "\(answer.seed)"))
    }
}
