import Analysis

/// Two runs side by side.
package enum CompareSheet {
    package static func sheet(_ answer: RunComparison, labels: Labels) -> Sheet {
        let moved = answer.defaults.filter { $0.before.value > 0 || $0.after.value > 0 }.sorted {
            ($1.change.value.magnitude, $0.party) < ($0.change.value.magnitude, $1.party)
        }
        func side(_ side: RunComparison.Side) -> String {
            let shocks = side.shocks.isEmpty ? labels[.noShocks] : side.shocks.joined(separator: ", ")
            return
                "\(side.scenario), \(Money.grouped(Int64(side.paths))) \(labels[.paths]), \(labels[.seed]) \(side.seed), "
                + "\(shocks), digest \(side.digest.prefix(16))"
        }
        var blocks: [Sheet.Block] = [
            .terms([(labels[.before], side(answer.before)), (labels[.after], side(answer.after))])
        ]
        if moved.isEmpty { blocks.append(.text(labels[.nobodyFails])) }
        if !moved.isEmpty {
            let shown = moved.prefix(16)
            blocks.append(
                .chart(
                    Chart(
                        "default-change", .bars, title: labels[.changeOfOdds], unit: labels[.percentagePoints],
                        axis: labels[.party], categories: shown.map(\.title),
                        series: [
                            .init(
                                "", shown.map { $0.change.value * 100 },
                                low: shown.map { ($0.change.value - 2 * $0.change.standardError) * 100 },
                                high: shown.map { ($0.change.value + 2 * $0.change.standardError) * 100 })
                        ], isHorizontal: true, band: labels[.twoErrors],
                        note: labels[answer.isPaired ? .pairedNote : .unpairedNote])))
            blocks.append(
                .table(
                    DataTable(
                        "defaults", title: labels[.oddsSideBySide],
                        columns: [
                            .text(labels[.party]), .init(labels[.before], unit: "%"), .init(labels[.after], unit: "%"),
                            .init(labels[.change], unit: labels[.percentagePoints]),
                        ],
                        rows: moved.map { own in
                            [
                                .init(own.title), .percent(own.before.value, error: own.before.standardError),
                                .percent(own.after.value, error: own.after.standardError),
                                .percent(own.change.value, error: own.change.standardError),
                            ]
                        })))
        }
        if !answer.losses.isEmpty {
            blocks.append(
                .table(
                    DataTable(
                        "losses", title: labels[.lossesSideBySide],
                        columns: [.text(labels[.loan])]
                            + [labels[.before], labels[.after], labels[.change]].map { .init($0, unit: "M USD") },
                        rows: answer.losses.map { own in
                            [.init(own.title)]
                                + [own.before, own.after, own.change].map {
                                    .estimate($0.value, error: $0.standardError, scale: 1e-6)
                                }
                        })))
        }
        blocks.append(
            .table(
                DataTable(
                    "inputs", title: labels(.inputsChanged, "\(answer.inputs.count)"),
                    columns: [.text(labels[.input]), .text(labels[.before]), .text(labels[.after])],
                    rows: answer.inputs.prefix(200).map { change in
                        [
                            .init(change.input), .init(change.before.isEmpty ? "–" : change.before),
                            .init(change.after.isEmpty ? "–" : change.after),
                        ]
                    })))
        return Sheet(title: labels[.compare], question: labels[.compareQuestion], method: "evidence", blocks: blocks)
    }
}
