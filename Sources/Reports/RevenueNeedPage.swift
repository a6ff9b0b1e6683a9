import Analysis

/// Revenue needed against revenue there, on a terminal.
package enum RevenueNeedPage {
    package static func text(_ answer: RevenueNeedAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let isWide = width >= 110
        var lines = ["REVENUE FROM AI NEEDED AND THERE, \(answer.scenario): B USD, MEAN ± STANDARD ERROR"]
        var table = TextTable(
            ["year", "needed"] + (isWide ? ["of that wear"] : []) + ["there", "surplus", "times", "covered in"],
            [.left] + [.right, .right, .right, .right, .right] + (isWide ? [.right] : []))
        for year in answer.years {
            table.add(
                [
                    Int(year.year) == nil ? year.year : YearHeads.text(year.year, quarters: year.quarters),
                    billions(year.needed),
                ] + (isWide ? [billions(year.wear)] : []) + [
                    billions(year.paid), billions(year.surplus), multiple(year.multiple),
                    "\(Money.rounded(year.covered.value * 100, 0)) ±\(Money.rounded(year.covered.standardError * 100, 0)) %",
                ])
        }
        lines += table.lines(width: width)
        lines.append("")
        lines += """
            Needed: wear of equipment and halls and a return of \(Numerals.significant(answer.rate * 100)) % a year on their book \
            value, quarter by quarter.\(parts(answer)) There: what users of AI pay, all segments. Times: what revenue would have to be multiplied by, \
            5/50/95 % of paths. Covered: share of paths that pay what is needed. \(answer.paths) paths, seed \(answer.seed).
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func parts(_ answer: RevenueNeedAnswer) -> String {
        answer.years.filter { Int($0.year) != nil && $0.quarters < 4 }
            .map { " Of \($0.year) \($0.quarters) of four quarters are in the run." }.joined()
    }

    private static func billions(_ amount: Estimate) -> String {
        let digits = amount.value.magnitude < 20e9 ? 1 : 0
        return "\(Money.rounded(amount.value / 1e9, digits)) ±\(Money.rounded(amount.standardError / 1e9, 1))"
    }

    private static func multiple(_ band: BuildOut.Band) -> String {
        [band.p5, band.p50, band.p95].map { Money.rounded($0, 1) }.joined(separator: "/")
    }
}
