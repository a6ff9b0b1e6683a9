import Analysis

/// Megawatts, valuations and trained models in dollars, on a terminal.
package enum ValuePage {
    package static func text(_ answer: ValueAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines: [String] = []
        if !answer.megawatts.isEmpty { lines += megawatts(answer, width) + [""] }
        if !answer.valuations.isEmpty { lines += valuations(answer, width) + [""] }
        if !answer.labs.isEmpty { lines += labs(answer, width) + [""] }
        lines.append("± standard error; \(answer.paths) paths.")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func megawatts(_ answer: ValueAnswer, _ width: Int) -> [String] {
        var table = TextTable(
            ["owner", "year", "at spot", "with contracts", "contracts add", "in the books"],
            [.left, .left, .right, .right, .right, .right])
        for owner in answer.megawatts {
            // First, middle and last year with equipment.
            let known = owner.years.indices.filter { owner.years[$0] != nil }
            let shown = Set([known.first, known.isEmpty ? nil : known[known.count / 2], known.last].compactMap { $0 })
            for (number, index) in shown.sorted().enumerated() {
                guard let year = owner.years[index] else { continue }
                table.add([
                    number == 0 ? owner.title : "", "\(answer.years[index])", year.atSpot.text(per: 1e6),
                    year.contracted.text(per: 1e6),
                    Money.rounded((year.contracted.value - year.atSpot.value) / 1e6, 1), year.book.text(per: 1e6),
                ])
            }
        }
        return ["A MEGAWATT OF EQUIPMENT AT YEAR END: M USD PER MW OF IT LOAD"] + table.lines(width: width)
            + """
            At spot: rent until it no longer covers running cost, discounted at the owner's cost of capital. With contracts: their \
            price for the rest of their terms first, on the share that they hold.
            """.wrapped(width, indent: 2)
    }

    private static func valuations(_ answer: ValueAnswer, _ width: Int) -> [String] {
        var table = TextTable(
            ["valued at, B USD", "equity", "times revenue", "growth at 15 %", "25 %", "35 %", "or margin"],
            [.left, .right, .right, .right, .right, .right, .right])
        for row in answer.valuations {
            table.add(
                [
                    row.title, Money.rounded(row.equityValue / 1e9, 0),
                    row.multiple > 0 ? Money.rounded(row.multiple, 1) : "-",
                ]
                    + row.growth.map { $0.growth.map { "\(Money.rounded($0 * 100, 0)) %" } ?? "-" }
                    + [row.margin.map { "\(Money.rounded($0 * 100, 0)) %" } ?? "-"])
        }
        var needed = TextTable(
            ["revenue needed at 25 %", "B USD a year", "in four quarters to", "reached in"],
            [.left, .right, .right, .right])
        var isKnown = false
        for row in answer.valuations {
            guard let share = row.reached, let need = row.neededRevenue, let end = row.reachedBy else { continue }
            isKnown = true
            needed.add([row.title, Money.rounded(need / 1e9, 1), end, share.percent()])
        }
        return ["WHAT A VALUATION TAKES FOR GRANTED"] + table.lines(width: width)
            + (isKnown ? [""] + needed.lines(width: width) : [])
                + """
                Yearly growth of revenue for ten years that the value needs at that margin of free cash, reached over five years, then \
                3 % for ever; or the margin it needs if revenue grows as in the run's medians and then slows down. Discounted at the \
                party's cost of capital.
                """.wrapped(width, indent: 2)
    }

    private static func labs(_ answer: ValueAnswer, _ width: Int) -> [String] {
        var table = TextTable(
            ["lab, B USD", "compute paid", "of it training", "value at the end", "covers it in"],
            [.left, .right, .right, .right, .right])
        for lab in answer.labs {
            table.add([
                lab.title, lab.compute.text(per: 1e9), lab.training.text(per: 1e9),
                lab.terminal.text(per: 1e9, digits: 0),
                lab.covers.percent(digits: 0),
            ])
        }
        return ["WHAT MODELS COST TO TRAIN, AND WHAT IS THERE AT THE END"] + table.lines(width: width)
            + """
            All discounted to the start. Paid for compute under contract and at spot; own machines are not in it. Training: by its \
            share of the compute. Value: revenue of the last year, whole firm, at 25 % of free cash growing at 3 %.
            """.wrapped(width, indent: 2)
    }
}
