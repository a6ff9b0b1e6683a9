import Analysis

extension OverviewPage {
    /// Year ends of a series by quarter, the last one always among them.
    func dates(of series: [OverviewAnswer.AtQuarter], count: Int) -> [(index: Int, label: String)] {
        let ends = series.indices.filter { series[$0].quarter.hasSuffix("Q4") || $0 == series.count - 1 }
        // The dates that credit committees ask for, where the run covers them.
        let asked = ends.filter {
            ["2027Q4", "2028Q4", "2030Q4"].contains(series[$0].quarter) || $0 == series.count - 1
        }
        if asked.count >= 3 { return asked.suffix(count <= 2 ? 2 : count).map { ($0, label(series[$0].quarter)) } }
        guard ends.count > count else { return ends.map { ($0, label(series[$0].quarter)) } }
        return (1...count).map { step in
            let index = ends[step * (ends.count - 1) / count]
            return (index, label(series[index].quarter))
        }
    }

    private func label(_ quarter: String) -> String {
        quarter.hasSuffix("Q4") ? String(quarter.prefix(4)) : quarter
    }

    /// A few years spread over all of them, the first and the last among them.
    func picked(_ years: [OverviewAnswer.Band], count: Int) -> [OverviewAnswer.Band] {
        guard years.count > count else { return years }
        return (0..<count).map { years[$0 * (years.count - 1) / (count - 1)] }
    }

    func percent(_ share: Double, digits: Int = 1) -> String { "\(Money.rounded(share * 100, digits)) %" }

    /// `4.2 ±0.2 %`.
    func share(_ value: Double, _ error: Double) -> String {
        "\(Money.rounded(value * 100, 1)) ±\(Money.rounded(error * 100, 1)) %"
    }

    /// A share of the run's paths: `4.2 ±0.2 %`, or `<0.3 %` where none has it.
    func odds(_ value: Double, _ error: Double) -> String { PathShare.text(value, error, of: answer.paths) }

    var yearHeads: YearHeads { YearHeads(from: answer.start, to: answer.end) }

    func points(_ change: Estimate) -> String {
        signed("\(Money.rounded(change.value * 100, 1)) ±\(Money.rounded(change.standardError * 100, 1))", change.value)
    }

    func millions(_ amount: Estimate) -> String {
        let digits = amount.value.magnitude < 10e6 ? 2 : 0
        return "\(Money.rounded(amount.value / 1e6, digits)) ±\(Money.rounded(amount.standardError / 1e6, digits))"
    }

    func inMillions(_ dollars: Double) -> String {
        dollars == 0 ? "0" : Money.rounded(dollars / 1e6, dollars.magnitude < 10e6 ? 2 : 0)
    }

    func signed(_ text: String, _ value: Double) -> String { value > 0 ? "+" + text : text }
}
