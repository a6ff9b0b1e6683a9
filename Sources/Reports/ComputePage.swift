import Analysis

/// Rents, the cascade and values of equipment, on a terminal.
package enum ComputePage {
    package static func text(_ answer: ComputeAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let shown = years(answer, width)
        func table(_ heading: String, _ rows: [(String, [String])]) -> [String] {
            var table = TextTable(
                [heading] + shown.map { "\(answer.years[$0])" }, [.left] + shown.map { _ in .right })
            for (name, cells) in rows { table.add([name] + shown.map { cells[$0] }) }
            return table.lines(width: width)
        }
        let used = answer.generations.filter { ($0.units.max() ?? 0) > 0 }
        var lines = ["RENT OF A UNIT AT SPOT, USD AN HOUR: MEDIAN (5 TO 95 % OF PATHS), END OF YEAR"]
        let all = answer.years.indices
        lines += table(
            "generation",
            used.map { own in (own.title, all.map { own.stands(in: $0) ? band(own.rent[$0]) : "-" }) })
        lines += ["", "SHARE LET OF WHAT IS FREE AT SPOT, %, MEAN"]
        lines += table(
            "generation",
            used.map { own in (own.title, all.map { own.isFree(in: $0) ? percent(own.utilisation[$0]) : "-" }) })
        lines += ["", "THOUSAND UNITS THAT STAND, MEAN"]
        lines += table(
            "generation",
            used.map { own in
                (own.title, all.map { own.stands(in: $0) ? Money.rounded(own.units[$0] / 1_000, 1) : "-" })
            })
        if used.contains(where: { !$0.tiers.isEmpty }) {
            lines += ["", "THE CASCADE: TIER THAT MOST OF A GENERATION'S FREE UNITS SERVE, AND THEIR SHARE"]
            lines += table("generation", used.map { own in (own.title, answer.years.indices.map { tier(own, $0) }) })
        }
        // Where all is written off for tax at once there is nothing to show of it.
        let hasTax = answer.fleets.contains { $0.value.tax.contains { $0 > 0 } }
        lines += ["", "WORTH OF EQUIPMENT, B USD, MEAN: BOOK\(hasTax ? " / TAX" : "") / MARKET AT SPOT"]
        lines += table(
            "owner", answer.fleets.map { own in (own.title, all.map { worth(own.value, $0, hasTax: hasTax) }) })
        lines.append("")
        let missing = all.filter { !shown.contains($0) }.map { "\(answer.years[$0])" }
        if !missing.isEmpty {
            lines +=
                "\(missing.joined(separator: ", ")) left out: \(width < 160 ? "COLUMNS=160 shows more, " : "")all are in --json."
                .wrapped(width)
        }
        lines += """
            -: none stands, or none is free: its owners and contracts have all of it, and its rent is what it would bring. Rents are per \
            hour of a unit on the scenario's index market. \(hasTax ? "" : "For tax all is written off at once, so its value for tax is nothing. ")\(answer.paths) paths.
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// As many years as fit, the first and the last among them.
    private static func years(_ answer: ComputeAnswer, _ width: Int) -> [Int] {
        let room = max(2, (width - 20) / 20)
        let all = Array(answer.years.indices)
        guard all.count > room, let last = all.last else { return all }
        let step = Double(last) / Double(room - 1)
        return (0..<room).map { Int((Double($0) * step).rounded()) }
    }

    private static func band(_ band: OverviewAnswer.Band) -> String {
        func text(_ value: Double?) -> String { Money.rounded(value ?? 0, 2) }
        let (low, high) = (text(band.p5), text(band.p95))
        return low == high ? text(band.p50) : "\(text(band.p50)) (\(low)-\(high))"
    }

    private static func tier(_ own: ComputeAnswer.Generation, _ year: Int) -> String {
        guard own.isFree(in: year), let most = own.tiers.max(by: { $0.share[year] < $1.share[year] }) else {
            return "-"
        }
        return "\(most.tier) \(percent(most.share[year]))"
    }

    private static func worth(_ value: ComputeAnswer.Value, _ year: Int, hasTax: Bool) -> String {
        ([value.book] + (hasTax ? [value.tax] : []) + [value.market]).map { Money.rounded($0[year] / 1e9, 1) }
            .joined(separator: "/")
    }

    private static func percent(_ share: Double) -> String { Money.rounded(share * 100, 0) }
}
