import Analysis

/// The story of a path on a terminal: sentences by quarter, covenants measured, the books of those who failed.
package enum StoryPage {
    package static func text(_ story: StoryAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["Path \(story.path) of \(story.scenario), seed \(story.seed)"]
        lines += story.summary.wrapped(width)
        lines += turns(story, width)
        var last = ""
        for sentence in story.sentences {
            if sentence.quarter != last {
                lines.append("")
                lines.append(sentence.quarter)
                last = sentence.quarter
            }
            let text = sentence.text.wrapped(width, indent: 4)
            lines += ["  - " + text[0].dropFirst(4)] + text.dropFirst()
        }
        lines += measurements(story, width)
        lines += statements(story, width)
        lines.append("")
        lines += "\(story.journal.count) bookings; --json prints the journal and every statement.".wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// The turning points, each with its largest postings.
    private static func turns(_ story: StoryAnswer, _ width: Int) -> [String] {
        guard !story.turns.isEmpty else { return [] }
        var lines = ["", "\(story.about.uppercased()), TURN BY TURN"]
        let headings: [(StoryAnswer.Turn.Kind, String)] = [
            (.departure, "Where the path leaves the others"), (.breach, "First breach"),
            (.management, "What management did"), (.failure, "How it ends"), (.loss, "Who is hit"),
        ]
        for (kind, heading) in headings {
            let own = story.turns.filter { $0.kind == kind }
            guard !own.isEmpty else { continue }
            lines.append("  " + heading)
            for turn in own.prefix(8) {
                let text = "\(turn.quarter)  \(turn.text)".wrapped(width, indent: 4)
                lines += text
                for entry in turn.postings.sorted(by: { $0.cents > $1.cents }).prefix(2) {
                    lines += posting(entry, in: story, width)
                }
            }
            if own.count > 8 { lines.append("    and \(own.count - 8) more; all are in --json") }
        }
        return lines
    }

    /// `2027Q1 12.3 M USD draw of funding.notes: debit cash, credit debt`, in the books of whom the story is about.
    private static func posting(_ entry: StoryAnswer.Entry, in story: StoryAnswer, _ width: Int) -> [String] {
        let own = entry.sides.filter { $0.party == story.aboutParty }
        let sides = (own.isEmpty ? entry.sides : own).map { "\($0.side) \($0.account)" }.joined(separator: ", ")
        return "\(entry.quarter) \(Money.text(entry.cents)) \(entry.cause), \(entry.subject): \(sides)"
            .wrapped(width, indent: 8)
    }

    /// Each covenant's measured values, at year ends.
    private static func measurements(_ story: StoryAnswer, _ width: Int) -> [String] {
        let ends = Set(story.covenants.map(\.quarter).filter { $0.hasSuffix("Q4") }).sorted()
        let shown = Array(ends.prefix(width >= 110 ? 10 : 6))
        guard !shown.isEmpty else { return [] }
        var table = TextTable(
            ["covenant", "limit"] + shown.map { String($0.prefix(4)) }, [.left, .left] + shown.map { _ in .right })
        var seen: [String] = []
        for row in story.covenants where !seen.contains("\(row.contract) \(row.test) \(row.limit)") {
            seen.append("\(row.contract) \(row.test) \(row.limit)")
            let values = shown.map { quarter in
                story.covenants.first {
                    $0.quarter == quarter && $0.contract == row.contract && $0.test == row.test && $0.limit == row.limit
                }.map { row.test == "liquidity" ? Money.text(dollars: $0.measured) : Money.rounded($0.measured, 2) }
                    ?? "-"
            }
            table.add(["\(row.contract) \(row.test)", row.limit] + values)
        }
        return ["", "COVENANTS AS MEASURED AT YEAR END"] + table.lines(width: width)
            + leftOut(ends.map { String($0.prefix(4)) }, shown.count, wide: 10, width)
    }

    /// Says which years a table leaves out for lack of room.
    private static func leftOut(_ years: [String], _ shown: Int, wide: Int, _ width: Int) -> [String] {
        YearHeads.leftOut(years.dropFirst(shown), isWider: shown < wide && years.count <= wide)?
            .wrapped(width, indent: 2) ?? []
    }

    /// Books of every party that is in a sentence, at the last quarter with one.
    private static func statements(_ story: StoryAnswer, _ width: Int) -> [String] {
        let parties = story.sentences.filter { $0.subject.hasPrefix("parties.") }.map {
            String($0.subject.dropFirst("parties.".count))
        }
        guard let party = parties.first else { return [] }
        let ends = story.statements.filter { $0.party == party && ($0.quarter.hasSuffix("Q4")) }
        let shown = Array(ends.prefix(width >= 110 ? 9 : 5))
        guard !shown.isEmpty else { return [] }
        var table = TextTable(
            ["US$ million"] + shown.map { String($0.quarter.prefix(4)) }, [.left] + shown.map { _ in .right })
        for group in [\StoryAnswer.Statement.assets, \.liabilities, \.income, \.costs] {
            var names: [String] = []
            for statement in shown {
                for line in statement[keyPath: group] where !names.contains(line.line) { names.append(line.line) }
            }
            for name in names {
                table.add(
                    [name]
                        + shown.map { statement in
                            let cents = statement[keyPath: group].first { $0.line == name }?.cents ?? 0
                            return Money.rounded(Double(cents) / 1e8, 0)
                        })
            }
        }
        table.add(["equity"] + shown.map { Money.rounded(Double($0.equity) / 1e8, 0) })
        return ["", "BOOKS OF \(party.uppercased()): BALANCES AT YEAR END, INCOME OF THE FOURTH QUARTER"]
            + table.lines(width: width)
            + leftOut(ends.map { String($0.quarter.prefix(4)) }, shown.count, wide: 9, width)
    }
}
