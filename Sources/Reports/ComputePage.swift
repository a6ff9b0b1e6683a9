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
        lines += table("generation", used.map { ($0.title, $0.rent.map(band)) })
        lines += ["", "SHARE LET OF WHAT IS FREE AT SPOT, %, MEAN"]
        lines += table("generation", used.map { ($0.title, $0.utilisation.map(percent)) })
        lines += ["", "THOUSAND UNITS THAT STAND, MEAN"]
        lines += table("generation", used.map { ($0.title, $0.units.map { Money.rounded($0 / 1_000, 1) }) })
        if used.contains(where: { !$0.tiers.isEmpty }) {
            lines += ["", "THE CASCADE: TIER THAT MOST OF A GENERATION'S FREE UNITS SERVE, AND THEIR SHARE"]
            lines += table("generation", used.map { own in (own.title, answer.years.indices.map { tier(own, $0) }) })
        }
        lines += ["", "WORTH OF EQUIPMENT, B USD, MEAN: BOOK / TAX / MARKET AT SPOT"]
        lines += table(
            "owner", answer.fleets.map { own in (own.title, answer.years.indices.map { worth(own.value, $0) }) })
        lines += ["", "\(answer.paths) paths."]
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
        guard let most = own.tiers.max(by: { $0.share[year] < $1.share[year] }), most.share[year] > 0.005 else {
            return "none free"
        }
        return "\(most.tier) \(percent(most.share[year]))"
    }

    private static func worth(_ value: ComputeAnswer.Value, _ year: Int) -> String {
        [value.book, value.tax, value.market].map { Money.rounded($0[year] / 1e9, 1) }.joined(separator: "/")
    }

    private static func percent(_ share: Double) -> String { Money.rounded(share * 100, 0) }
}
