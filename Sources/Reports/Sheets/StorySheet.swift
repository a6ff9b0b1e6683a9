import Analysis

/// The worst paths of a run, and one of them told.
package enum StorySheet {
    package static func worst(_ answer: WorstPathsAnswer, labels: Labels) -> DataTable {
        DataTable(
            "worst-paths", title: labels[.worstPaths],
            columns: [.text(labels[.why]), .text(labels[.value]), .init(labels[.path])],
            rows: answer.rows.prefix(60).map { row in
                [
                    .init(row.title), .init(row.text),
                    .init("\(row.path)", number: Double(row.path), link: "stories?path=\(row.path)"),
                ]
            })
    }

    /// Bookings of a quarter, the largest first.
    package static func journal(_ story: StoryAnswer, quarter: String, labels: Labels) -> DataTable {
        let entries = story.journal.filter { $0.quarter == quarter && $0.cents != 0 }.sorted {
            ($1.cents.magnitude, $0.subject, $0.cause) < ($0.cents.magnitude, $1.subject, $1.cause)
        }
        return DataTable(
            "journal", title: labels(.journalOf, quarter),
            columns: [
                .text(labels[.subject]), .text(labels[.cause]), .text(labels[.debit]), .text(labels[.credit]),
                .init(labels[.amount], unit: "M USD"),
            ],
            rows: entries.prefix(40).map { entry in
                func sides(_ side: String) -> String {
                    entry.sides.filter { $0.side == side }.map { "\($0.party): \($0.account)" }.joined(separator: "; ")
                }
                return [
                    .init(entry.subject), .init(entry.cause), .init(sides("debit")), .init(sides("credit")),
                    .init(Figure.text(Double(entry.cents) / 1e8, digits: 2), number: Double(entry.cents) / 1e8),
                ]
            }, note: labels(.largestOf, "\(min(40, entries.count))", "\(entries.count)"))
    }
}
