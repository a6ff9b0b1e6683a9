import Analysis

/// Megawatts announced, wanted, there and missing, on a terminal.
package enum PowerPage {
    package static func text(_ answer: PowerAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let unit = Scale(answer)
        var lines = ["POWER, FACILITY \(unit.name) AT THE END OF THE YEAR: MEDIAN (5 TO 95 % OF PATHS)"]
        for region in answer.regions {
            var table = TextTable(
                ["year", "announced", "wanted", "available", "gross short", "net short"],
                [.left, .right, .right, .right, .right, .right])
            for (number, year) in answer.years.enumerated() {
                table.add(
                    ["\(year)"]
                        + [region.announced, region.wanted, region.energised, region.gross, region.net]
                        .map { unit.text($0[number]) })
            }
            lines += ["", region.title] + table.lines(width: width)
            if let last = region.realised.last {
                lines +=
                    "Power available at the end of \(last.year) is \(percent(last.p50)) % of what is announced (10 % of paths below \(percent(last.p10)) %, 10 % above \(percent(last.p90)) %). Net shortfall exceeded: \(exceeded(region, unit)) \(unit.name)."
                    .wrapped(width, indent: 2)
            }
        }
        lines += [""] + sources(answer, unit, width)
        lines += [""]
        lines += """
            Announced: the scenario's tables, all sites of the region, what stands included. Wanted: what money still wants of it. \
            Available: firm supply that is energised, taken up or not; what one region has to spare does not serve another. Gross shortfall: \
            wanted less what the grid brings. Net shortfall: less the faster ways too. \(left(out: answer.given))\(answer.paths) paths.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func left(out given: [String]) -> String {
        given.isEmpty ? "" : "Left out, as supply there is simply given: \(given.joined(separator: ", ")). "
    }

    private static func sources(_ answer: PowerAnswer, _ unit: Scale, _ width: Int) -> [String] {
        var table = TextTable(
            ["firm \(unit.name) by source"] + answer.years.map { "\($0)" } + ["B USD", "Mt CO2"],
            [.left] + answer.years.map { _ in .right } + [.right, .right])
        for source in answer.sources {
            table.add(
                [source.source] + source.energised.map { unit.number($0.p50 ?? 0) }
                    + [
                        source.capex > 0 ? Money.rounded(source.capex / 1e9, 1) : "",
                        (source.emissions.last ?? 0) > 0 ? Money.rounded(source.emissions.last! / 1e6, 1) : "",
                    ])
        }
        return table.lines(width: width, indent: 0)
    }

    /// Gigawatts, or megawatts where all is small.
    private struct Scale {
        let name: String
        private let divisor: Double

        init(_ answer: PowerAnswer) {
            let most = answer.regions.flatMap(\.announced).compactMap(\.p95).max() ?? 0
            (name, divisor) = most < 2_000 ? ("MW", 1) : ("GW", 1_000)
        }

        func number(_ megawatts: Double) -> String { Money.rounded(megawatts / divisor, divisor > 1 ? 1 : 0) }

        func text(_ band: OverviewAnswer.Band) -> String {
            let (low, high) = (number(band.p5 ?? 0), number(band.p95 ?? 0))
            return low == high ? number(band.p50 ?? 0) : "\(number(band.p50 ?? 0)) (\(low) to \(high))"
        }
    }

    private static func exceeded(_ region: PowerAnswer.Region, _ unit: Scale) -> String {
        region.exceedance.filter { [0.9, 0.5, 0.1].contains($0.share) }
            .map { "in \(percent($0.share)) % of paths \(unit.number($0.megawatts))" }
            .joined(separator: ", ")
    }

    private static func percent(_ share: Double) -> String { Money.rounded(share * 100, 0) }
}
