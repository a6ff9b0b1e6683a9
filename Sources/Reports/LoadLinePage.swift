import Analysis

/// How severe each shock may be before a party fails, on a terminal.
package enum LoadLinePage {
    package static func text(_ answer: LoadLineAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let heading = "LOAD LINES OF \(answer.scenario): HOW SEVERE A SHOCK MAY BE BEFORE A PARTY FAILS BY \(answer.by)"
        var lines = heading.wrapped(width)
        var quiet: [String] = []
        for party in answer.parties {
            let rows = answer.rows.filter { $0.party == party.party }
            guard party.owes else {
                lines += ["", "\(party.title): owes nothing, so it has no load line."]
                continue
            }
            guard answer.parties.count == 1 || rows.contains(where: { $0.verdict != .never }) else {
                quiet.append(party.title)
                continue
            }
            lines += block(party, rows, answer, width: width)
        }
        if !quiet.isEmpty {
            lines.append("")
            lines += "Never within the range of any shock: \(quiet.joined(separator: ", ")).".wrapped(width)
        }
        let notes = answer.shocks.filter { !$0.note.isEmpty }.map { "\($0.title) ends at \(range($0)): \($0.note)" }
        let levels = answer.thresholds.map(percent).joined(separator: " and ")
        lines.append("")
        lines += """
            The smallest severity at which the share of paths in default by \(answer.by) passes \(levels), and in brackets where \
            it lies at 95 %, by sampling and by the grid; .. without an end: beyond the range. Each shock alone, on the same \
            random numbers. Ranges: \(answer.shocks.map { "\($0.shock) to \(range($0))" }.joined(separator: ", ")). \
            \(notes.map { $0 + ". " }.joined())\(answer.paths) paths, seed \(answer.seed). `--json` has the share at every severity.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func block(
        _ party: LoadLineAnswer.PartyOdds, _ rows: [LoadLineAnswer.Row], _ answer: LoadLineAnswer, width: Int
    ) -> [String] {
        var lines = [
            "",
            "\(party.title): \(share(party.unshocked)) in default without a shock",
        ]
        var table = TextTable(
            ["shock"] + answer.thresholds.map { "\(percent($0)) passed at" } + ["at the end"],
            [.left] + answer.thresholds.map { _ in .right } + [.right])
        var never: [String] = []
        var isBent = false
        for shock in answer.shocks {
            let own = rows.filter { $0.shock == shock.shock }
            guard own.contains(where: { $0.verdict == .found }) else {
                if own.allSatisfy({ $0.verdict == .never }) { never.append(shock.shock) }
                continue
            }
            isBent = isBent || !own[0].isMonotone
            let mark = own[0].isMonotone ? "" : "*"
            table.add(["\(shock.shock)\(mark)"] + own.map { cell($0) } + [share(own[0].oddsAtEnd)])
        }
        let levels = zip(answer.thresholds, answer.thresholds.indices).compactMap { threshold, place in
            let own = rows.filter { $0.threshold == threshold }
            return own.allSatisfy { $0.verdict == .alreadyAbove } ? percent(threshold) : nil
        }
        if rows.contains(where: { $0.verdict == .found }) { lines += table.lines(width: width) }
        if !levels.isEmpty {
            lines += "Already above \(levels.joined(separator: " and ")) at no shock.".wrapped(width, indent: 2)
        }
        let rest = answer.shocks.filter { shock in
            let own = rows.filter { $0.shock == shock.shock }
            return !own.contains { $0.verdict == .found } && own.contains { $0.verdict == .never }
                && own.contains { $0.verdict == .alreadyAbove }
        }.map(\.shock)
        if !never.isEmpty {
            lines += "Never within the range: \(never.joined(separator: ", ")).".wrapped(width, indent: 2)
        }
        if !rest.isEmpty {
            let level = percent(answer.thresholds.last ?? 0)
            lines += "Never above \(level) within the range: \(rest.joined(separator: ", ")).".wrapped(width, indent: 2)
        }
        if isBent {
            lines += "* not monotone: somewhere a more severe shock makes fewer paths fail; this is the first crossing."
                .wrapped(width, indent: 2)
        }
        return lines
    }

    /// `-38 % (-41..-35)`, `above already`, `never`.
    static func cell(_ row: LoadLineAnswer.Row) -> String {
        guard row.verdict == .found, let low = row.low else {
            return row.verdict == .alreadyAbove ? "above already" : "never"
        }
        let high = row.high.map { Numerals.significant($0) } ?? ""
        return "\(row.text) (\(Numerals.significant(low))..\(high))"
    }

    private static func range(_ shock: LoadLineAnswer.ShockRange) -> String {
        shock.unit.isEmpty ? Numerals.significant(shock.end) : "\(Numerals.significant(shock.end)) \(shock.unit)"
    }

    private static func percent(_ share: Double) -> String { "\(Numerals.significant(share * 100)) %" }

    private static func share(_ odds: Estimate) -> String {
        "\(Money.rounded(odds.value * 100, 1)) ±\(Money.rounded(odds.standardError * 100, 1)) %"
    }
}
