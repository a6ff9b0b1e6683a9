import Analysis

/// The one-page answer in pictures.
package struct OverviewSheet {
    let answer: OverviewAnswer
    let labels: Labels
    var blocks: [Sheet.Block] = []

    package static func sheet(_ answer: OverviewAnswer, labels: Labels) -> Sheet {
        var page = OverviewSheet(answer: answer, labels: labels)
        page.headlines()
        page.whoFails()
        page.whoLoses()
        page.shocks()
        page.whoFallsWithWhom()
        page.money()
        page.buildOut()
        page.deal()
        page.evidence()
        return Sheet(
            title: answer.title.isEmpty ? answer.scenario : answer.title, question: labels[.overviewQuestion],
            method: answer.losses.count > 8 ? "base-case" : "one-deal", blocks: page.blocks)
    }

    mutating func heading(_ label: Label) { blocks.append(.heading(labels[label])) }
    mutating func chart(_ chart: Chart) { blocks.append(.chart(chart)) }
    mutating func table(_ table: DataTable) { blocks.append(.table(table)) }
    mutating func text(_ text: String) { blocks.append(.text(text)) }

    private mutating func headlines() {
        let worst = answer.defaults.max { $0.probability.value < $1.probability.value }
        let losses = answer.lossesByLender.max { $0.expected.value < $1.expected.value }
        var figures: [Sheet.Headline] = []
        if let worst {
            figures.append(
                .init(
                    Figure.percent(worst.probability.value),
                    labels(.failsMost, worst.title, answer.end),
                    detail: "± \(Figure.percent(worst.probability.standardError)); \(worst.firstCause)"))
        }
        if let losses, losses.expected.value > 0 {
            figures.append(
                .init(
                    Money.text(dollars: losses.expected.value), labels(.losesMost, losses.title),
                    detail:
                        "± \(Money.text(dollars: losses.expected.standardError)); P95 \(Money.text(dollars: losses.p95))"
                ))
        }
        if let money = answer.money.first {
            figures.append(
                .init(
                    "\(Figure.text(money.centsOwn)) c", labels(.comesRound, money.title),
                    detail: labels(.boundsOf, Figure.text(money.centsLower), Figure.text(money.centsUpper))))
        }
        figures.append(
            .init(
                Figure.percent(answer.assumptions.share, digits: 0), labels[.assumedShare],
                detail: labels(.ofNumbers, Money.grouped(Int64(answer.assumptions.inputs)))))
        blocks.append(.figures(figures))
    }

    private mutating func whoFails() {
        heading(.whoFails)
        let failing = answer.defaults.filter { $0.probability.value > 0 }.sorted {
            ($1.probability.value, $0.party) < ($0.probability.value, $1.party)
        }
        guard !failing.isEmpty else { return text(labels[.nobodyFails]) }
        let in2030 = answer.start < "2031" ? min("2030", String(answer.end.prefix(4))) : String(answer.end.prefix(4))
        func series(_ name: String, _ value: (OverviewAnswer.Default) -> (Double, Double)) -> Chart.Series {
            let numbers = failing.map(value)
            return .init(
                name, numbers.map { $0.0 * 100 }, low: numbers.map { max(0, $0.0 - 2 * $0.1) * 100 },
                high: numbers.map { ($0.0 + 2 * $0.1) * 100 })
        }
        let byThen = series(labels(.byEndOf, in2030)) { ($0.probability2030, $0.standardError) }
        let byEnd = series(labels(.byEndOf, String(answer.end.prefix(4)))) {
            ($0.probability.value, $0.probability.standardError)
        }
        chart(
            Chart(
                "defaults", .bars, title: labels[.shareInDefault], unit: labels[.percentOfPaths], axis: labels[.party],
                categories: failing.map(\.title),
                series: in2030 == String(answer.end.prefix(4)) ? [byEnd] : [byThen, byEnd], isHorizontal: true,
                band: labels[.twoErrors],
                note: failing.count < answer.defaults.count
                    ? labels(.othersNever, "\(answer.defaults.count - failing.count)") : ""))
        let shown = failing.prefix(6)
        chart(
            Chart(
                "defaults-by-quarter", .lines, title: labels[.defaultByQuarter], unit: labels[.percentOfPaths],
                axis: labels[.quarter], categories: shown[0].byQuarter.map(\.quarter),
                series: shown.map { own in .init(own.title, own.byQuarter.map { $0.probability * 100 }) }))
        table(
            DataTable(
                "causes", title: labels[.firstCauses],
                columns: [
                    .text(labels[.party]), .init(labels[.missesPayment], unit: "%"),
                    .init(labels(.byEndOf, in2030), unit: "%"), .init(labels[.inDefault], unit: "%"),
                    .text(labels[.commonestCause]),
                ],
                rows: failing.map { own in
                    [
                        .init(own.title, link: "parties?party=\(own.party)"),
                        .percent(own.missedPayment.value, error: own.missedPayment.standardError, of: answer.paths),
                        .percent(own.probability2030, error: own.standardError, of: answer.paths),
                        .percent(own.probability.value, error: own.probability.standardError, of: answer.paths),
                        .init(
                            own.causes.prefix(2).map { "\($0.cause) (\(Figure.percent($0.share, digits: 0)))" }
                                .joined(separator: "; ")),
                    ]
                }, note: failing.contains { $0.probability2030 == 0 } ? labels[.zeroNote] : ""))
    }

    private mutating func whoLoses() {
        heading(.whoLoses)
        let lenders = answer.lossesByLender.filter { $0.expected.value > 0 }
        if lenders.isEmpty { text(labels[.nobodyLoses]) }
        if !lenders.isEmpty {
            chart(
                Chart(
                    "losses-by-lender", .bars, title: labels[.lossesByLender], unit: "M USD", axis: labels[.lender],
                    categories: lenders.map(\.title),
                    series: [
                        .init(
                            labels[.expectedLoss], lenders.map { $0.expected.value / 1e6 },
                            low: lenders.map { ($0.expected.value - 2 * $0.expected.standardError) / 1e6 },
                            high: lenders.map { ($0.expected.value + 2 * $0.expected.standardError) / 1e6 }),
                        .init(labels[.lossP95], lenders.map { $0.p95 / 1e6 }),
                    ], isHorizontal: true, band: labels[.twoErrors]))
        }
        let losses = answer.losses.sorted { ($1.expected.value, $0.contract) < ($0.expected.value, $1.contract) }
        table(
            DataTable(
                "losses", title: labels[.lossesByLoan],
                columns: [
                    .text(labels[.loan]), .text(labels[.lender]), .init(labels[.hitIn], unit: "%"),
                    .init(labels[.expectedLoss], unit: "M USD"), .init("P95", unit: "M USD"),
                    .init(labels[.worst], unit: "M USD"), .init(labels[.recovery], unit: "%"),
                ],
                rows: losses.prefix(30).map { loss in
                    [
                        .init(loss.title), .init(loss.lenderTitle),
                        .percent(loss.probability.value, error: loss.probability.standardError, of: answer.paths),
                        .estimate(loss.expected.value, error: loss.expected.standardError, scale: 1e-6),
                        .figure(loss.p95 / 1e6), .figure(loss.worst / 1e6),
                        loss.recoveryRate.map { .percent($0.value, error: $0.standardError) } ?? .init("–"),
                    ]
                }, note: labels[.lossNote]))
    }

    private mutating func shocks() {
        guard !answer.shocks.isEmpty else { return }
        heading(.whatShocksDo)
        let parties = answer.shocks.map(\.party).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        for party in parties.prefix(4) {
            let own = answer.shocks.filter { $0.party == party }
            func series(_ name: String, _ value: (OverviewAnswer.ShockEffect) -> Estimate) -> Chart.Series {
                let numbers = own.map(value)
                return .init(
                    name, numbers.map { $0.value * 100 },
                    low: numbers.map { ($0.value - 2 * $0.standardError) * 100 },
                    high: numbers.map { ($0.value + 2 * $0.standardError) * 100 })
            }
            chart(
                Chart(
                    "shocks-\(party)", .bars, title: labels(.shocksTo, own[0].partyTitle),
                    unit: labels[.percentagePoints], axis: labels[.shock], categories: own.map(\.title),
                    series: [
                        series(labels[.defaultChange]) { $0.defaultChange },
                        series(labels[.breachChange]) { $0.breachChange },
                    ], isHorizontal: true, band: labels[.twoErrors], note: labels[.sameNumbers]))
        }
    }

    private mutating func whoFallsWithWhom() {
        let shown = answer.conditional.filter { $0.isRead(of: answer.paths) }.prefix(10)
        guard shown.count > 1 else { return }
        var others: [(name: String, title: String)] = []
        for row in shown {
            for other in row.others.prefix(5) where !others.contains(where: { $0.name == other.party }) {
                others.append((other.party, other.title))
            }
        }
        others = Array(others.prefix(12))
        heading(.ifOneFails)
        chart(
            Chart(
                "conditional", .heat, title: labels[.conditionalTitle], unit: labels[.percentOfThosePaths],
                axis: labels[.fails], categories: others.map(\.title),
                series: shown.map { row in
                    .init(
                        row.title,
                        others.map { other in
                            row.others.first { $0.party == other.name }.map { ($0.share.value * 100).rounded() }
                        })
                }, note: labels[.conditionalNote]))
    }
}
