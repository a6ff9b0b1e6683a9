import Analysis

extension OverviewPage {
    /// The run's odds beside those that the market's spreads imply, with the reason where they differ twofold.
    mutating func impliedOdds() {
        let parties = answer.defaults.filter { $0.implied != nil }
        guard let first = parties.first?.implied else { return }
        heading("Against the market: odds of default that spreads imply, and the run's")
        let years = Array(first.byYear.suffix(isWide ? 3 : 2))
        var rows = TextTable(
            ["party", "spread"] + years.flatMap { ["market \($0.year)", "run \($0.year)"] },
            [.left, .right] + years.flatMap { _ in [.right, .right] })
        var notes: [String] = []
        for party in parties {
            guard let implied = party.implied else { continue }
            let shown = implied.byYear.suffix(years.count)
            rows.add(
                [party.title, "\(Money.rounded(implied.spread * 10_000, 0)) bp"]
                    + shown.flatMap {
                        [percent($0.implied), share($0.run, $0.standardError) + ($0.isTwofold ? " *" : "")]
                    })
            if shown.contains(where: \.isTwofold), !implied.note.isEmpty {
                notes.append("\(party.title): \(implied.note)")
            }
        }
        table(rows)
        paragraph(
            "* More than twofold apart. Implied odds hold a premium for risk: read them as the most that buyers expect."
        )
        for note in notes { paragraph(note + (note.hasSuffix(".") ? "" : ".")) }
    }
}
