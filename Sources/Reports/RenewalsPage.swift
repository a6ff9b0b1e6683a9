import Analysis

/// What is lost if nothing is renewed, on a terminal.
package enum RenewalsPage {
    package static func text(_ answer: RenewalsAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let scale = MoneyScale(
            largest: answer.sellers.flatMap { $0.invoiced.map(\.value) }.max() ?? 0)
        // Many years leave room for two digits.
        let isTight = answer.years.count > 8 && width < 100
        let years = answer.years.map { isTight ? "'\("\($0)".suffix(2))" : "\($0)" }
        var ends = TextTable(
            ["MW ending"] + years + ["later", "all"],
            [.left] + answer.years.map { _ in .right } + [.right, .right])
        var lost = TextTable(
            ["lost, \(scale.name)"] + years + ["± sum"],
            [.left] + answer.years.map { _ in .right } + [.right])
        var effects = TextTable(
            ["if nothing is renewed", "default, points", "breach, points", "half ended", "debt then"],
            [.left, .right, .right, .right, .right])
        for seller in answer.sellers {
            ends.add(
                [seller.title] + seller.ending.map { $0 > 0 ? Money.rounded($0, 0) : "-" }
                    + [Money.rounded(seller.later, 0), Money.rounded(seller.megawatts, 0)])
            lost.add(
                [seller.title]
                    + zip(seller.lost, seller.invoiced).map { lost, all in
                        all.value == 0 && lost.value == 0 ? "-" : scale.text(lost.value)
                    } + [error(seller.lost, scale)])
            effects.add([
                seller.title, seller.defaultChange.signed(per: 0.01), seller.breachChange.signed(per: 0.01),
                seller.halfEnded ?? "after the run",
                seller.debtThen.map { Money.text(dollars: $0.value) } ?? "-",
            ])
        }
        var lines = ["CONTRACTS FOR COMPUTE THAT COME TO THEIR END, AND WHAT IF NONE IS RENEWED"]
        lines += ends.lines(width: width) + [""] + lost.lines(width: width) + [""] + effects.lines(width: width)
        lines += lenders(answer, width)
        lines += [""]
        lines += """
            MW ending: IT load whose term ends in the year. Lost: invoiced under contract, less what is where every renewal is \
            refused, on the same random numbers; what is not renewed goes to spot, so revenue lost under contract is \
            partly earned there. Half ended: the quarter by which half of the contracted megawatts have ended if every tranche \
            starts on time; debt then still outstanding outlives them. ± standard error; \(answer.paths) paths.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lenders(_ answer: RenewalsAnswer, _ width: Int) -> [String] {
        let scale = MoneyScale(largest: answer.lenders.map(\.outliving.value).max() ?? 0)
        var table = TextTable(
            ["lender, \(scale.name)", "outlives contracts", "loses more", "largest loan"],
            [.left, .right, .right, .left])
        let shown = answer.lenders.filter { $0.outliving.value > 0 || $0.lossChange.value != 0 }
        for lender in shown {
            table.add([
                lender.title, scale.text(lender.outliving), scale.signed(lender.lossChange),
                lender.loans.first.map { "\($0.title) in \($0.quarter)" } ?? "-",
            ])
        }
        return shown.isEmpty
            ? [""]
                + "No loan of a seller is outstanding when half of its contracts have ended within the run."
                .wrapped(width, indent: 2)
            : [""] + table.lines(width: width)
    }

    /// A bound of the error of the sum of years: the sum of their errors.
    private static func error(_ years: [Estimate], _ scale: MoneyScale) -> String {
        scale.text(years.reduce(0) { $0 + $1.standardError })
    }
}
