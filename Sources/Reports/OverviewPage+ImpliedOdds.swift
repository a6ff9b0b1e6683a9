import Analysis

extension OverviewPage {
    /// The run's odds beside those that the market's spreads imply, with the reason where they differ twofold.
    mutating func impliedOdds() {
        let parties = answer.defaults.filter { $0.implied != nil }
        guard let first = parties.first?.implied else { return }
        heading("Against the market: odds of default that spreads imply, and the run's")
        // The years of the table above, as many as there is room for.
        let series = answer.defaults[0].byQuarter
        func years(_ count: Int, wide: Bool) -> [Int] {
            let asked = dates(of: series, count: wide ? 6 : 2).compactMap { Int($0.label) }
            let known = asked.filter { year in first.byYear.contains { $0.year == year } }
            return Array((known.isEmpty ? first.byYear.map(\.year) : known).suffix(count))
        }
        let shownYears = years(isWide ? 3 : 2, wide: isWide)
        let (wideYears, allYears) = (years(3, wide: true), years(6, wide: true))
        var rows = TextTable(
            ["party", "spread"] + shownYears.flatMap { ["market \($0)", "run \($0)"] },
            [.left, .right] + shownYears.flatMap { _ in [.right, .right] })
        var notes: [String] = []
        for party in parties {
            guard let implied = party.implied else { continue }
            let shown = shownYears.map { year in implied.byYear.first { $0.year == year } }
            rows.add(
                [party.title, "\(Money.rounded(implied.spread * 10_000, 0)) bp"]
                    + shown.flatMap { own -> [String] in
                        guard let own else { return ["-", "-"] }
                        return [percent(own.implied), odds(own.run, own.standardError) + (own.isTwofold ? " *" : "")]
                    })
            if shown.contains(where: { $0?.isTwofold == true }), !implied.note.isEmpty {
                notes.append("\(party.title): \(implied.note)")
            }
        }
        table(rows)
        leftOut(
            shownYears.map { "\($0)" }, wide: wideYears.map { "\($0)" }, of: allYears.map { "\($0)" })
        paragraph(
            "* More than twofold apart. Implied odds hold a premium for risk: read them as the most that buyers expect."
        )
        for note in notes { paragraph(note + (note.hasSuffix(".") ? "" : ".")) }
    }
}
