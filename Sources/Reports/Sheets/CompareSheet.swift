import Analysis

/// Two runs side by side: what differs, what moved, and which difference moved it.
package enum CompareSheet {
    /// - Parameter conditions: of the first run and of the second, in words.
    package static func sheet(
        _ answer: CompareAnswer, conditions: (before: String, after: String), labels: Labels
    ) -> Sheet {
        var blocks: [Sheet.Block] = [
            .terms([
                ("\(labels[.before]): \(answer.first)", conditions.before),
                ("\(labels[.after]): \(answer.second)", conditions.after),
            ])
        ]
        if answer.differences.isEmpty { blocks.append(.text(labels[.noDifference])) }
        let moved = answer.outputs.filter { $0.change.value != 0 }.sorted {
            ($1.change.value.magnitude, $0.name) < ($0.change.value.magnitude, $1.name)
        }
        blocks += pictures(answer, moved, labels)
        if !moved.isEmpty { blocks.append(.table(outputs(answer, moved, labels))) }
        if !answer.attribution.isEmpty { blocks.append(.table(attribution(answer, labels))) }
        if !answer.differences.isEmpty { blocks.append(.table(inputs(answer, labels))) }
        return Sheet(title: labels[.compare], question: labels[.compareQuestion], method: "compare", blocks: blocks)
    }

    private static func pictures(
        _ answer: CompareAnswer, _ moved: [CompareAnswer.Output], _ labels: Labels
    ) -> [Sheet.Block] {
        func bars(
            _ id: String, _ title: Label, _ axis: Label, unit: Label, _ rows: [(name: String, change: Estimate)],
            scale: Double, note: Label
        ) -> Sheet.Block {
            .chart(
                Chart(
                    id, .bars, title: labels[title], unit: labels[unit], axis: labels[axis],
                    categories: rows.map(\.name),
                    series: [
                        .init(
                            "", rows.map { $0.change.value * scale },
                            low: rows.map { ($0.change.value - 2 * $0.change.standardError) * scale },
                            high: rows.map { ($0.change.value + 2 * $0.change.standardError) * scale })
                    ], isHorizontal: true, band: labels[.twoErrors], note: labels[note]))
        }
        var blocks: [Sheet.Block] = []
        let odds = moved.filter { $0.kind == "share" }.prefix(16)
        if !odds.isEmpty {
            blocks.append(
                bars(
                    "default-change", .changeOfOdds, .party, unit: .percentagePoints,
                    odds.map { ($0.title, $0.change) }, scale: 100, note: .pairedNote))
        }
        let count = answer.outputs.first { $0.kind == "count" }?.title
        if let own = answer.attribution.first(where: { $0.output == count }) {
            let effects = zip(answer.parts, own.effects).compactMap { part, effect in effect.map { (part.name, $0) } }
            blocks.append(
                bars(
                    "moved-by", .movedBy, .input, unit: .partiesInDefault,
                    effects + [(labels[.interaction], own.interaction)], scale: 1, note: .movedNote))
        }
        return blocks
    }

    private static func outputs(
        _ answer: CompareAnswer, _ moved: [CompareAnswer.Output], _ labels: Labels
    ) -> DataTable {
        DataTable(
            "outputs", title: labels[.outputsMoved],
            columns: [
                .text(labels[.output]), .text(labels[.unit]), .init(answer.first), .init(answer.second),
                .init(labels[.change]),
            ],
            rows: moved.map { own in
                [.init(own.title), .init(unit(own.kind, labels))]
                    + [own.before, own.after, own.change].map { estimate($0, own.kind) }
            }, note: labels[.pairedNote] + " " + labels(.comparedPaths, "\(answer.paths)"))
    }

    private static func attribution(_ answer: CompareAnswer, _ labels: Labels) -> DataTable {
        let rows = answer.attribution.flatMap { own -> [[DataTable.Cell]] in
            let kind = answer.outputs.first { $0.title == own.output }?.kind ?? "share"
            func row(_ name: String, _ value: Estimate?) -> [DataTable.Cell] {
                [
                    .init(own.output), .init(name), .init(unit(kind, labels)),
                    value.map { estimate($0, kind) } ?? .init(labels[.notAlone]),
                ]
            }
            return zip(answer.parts, own.effects).map { part, effect in
                row(part.differences > 1 ? "\(part.name) (\(part.differences))" : part.name, effect)
            } + [row(labels[.interaction], own.interaction)]
        }
        return DataTable(
            "attribution", title: labels[.oneAtATime],
            columns: [.text(labels[.output]), .text(labels[.input]), .text(labels[.unit]), .init(labels[.change])],
            rows: rows,
            note: ([labels[.movedNote]]
                + answer.parts.filter { !$0.problem.isEmpty }.map { "\($0.name): \($0.problem)." })
                .joined(separator: " "))
    }

    private static func inputs(_ answer: CompareAnswer, _ labels: Labels) -> DataTable {
        DataTable(
            "inputs", title: labels(.inputsChanged, "\(answer.differences.count)"),
            columns: [.text(labels[.input]), .text(answer.first), .text(answer.second)],
            rows: answer.differences.map { change in
                [
                    .init(change.path), .init(change.before.isEmpty ? "–" : change.before),
                    .init(change.after.isEmpty ? "–" : change.after),
                ]
            })
    }

    private static func unit(_ kind: String, _ labels: Labels) -> String {
        switch kind {
        case "share": return "%"
        case "count": return labels[.partiesInDefault]
        default: return "M USD"
        }
    }

    private static func estimate(_ value: Estimate, _ kind: String) -> DataTable.Cell {
        switch kind {
        case "share": return .percent(value.value, error: value.standardError)
        case "count": return .estimate(value.value, error: value.standardError)
        default: return .estimate(value.value, error: value.standardError, scale: 1e-6)
        }
    }
}
