import Analysis

/// A party's statements on a terminal: one column a year, flows summed over its quarters, balances at its end.
package enum StatementsPage {
    package static func text(_ answer: StatementsAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = ["\(answer.title), path \(answer.path): statements by year, US$ million"]
        if !answer.consolidated.isEmpty {
            lines.append("Consolidated with \(answer.consolidated.joined(separator: ", ")).")
        }
        let years = Dictionary(grouping: answer.quarters) { String($0.quarter.prefix(4)) }.sorted { $0.key < $1.key }
        let parts = years.filter { $0.value.count < 4 }
            .map { "\($0.key) has \($0.value.count) of four quarters in the run: its flows are theirs." }
        if !parts.isEmpty { lines += parts.joined(separator: " ").wrapped(width) }
        let count = max(3, (width - 30) / 10)
        for first in stride(from: 0, to: years.count, by: count) {
            lines.append("")
            lines += block(Array(years[first..<min(first + count, years.count)]).map { ($0.key, $0.value) }, width)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private typealias Year = (name: String, quarters: [StatementsAnswer.Period])

    private static func block(_ years: [(String, [StatementsAnswer.Period])], _ width: Int) -> [String] {
        let years = years.map { Year(name: $0.0, quarters: $0.1) }
        let columns: [TextTable.Alignment] = [.left] + years.map { _ in .right }
        var lines: [String] = []
        func table(_ heading: String, _ fill: (inout TextTable) -> Void) {
            var table = TextTable([heading] + years.map(\.name), columns)
            fill(&table)
            lines += table.lines(width: width, indent: 0) + [""]
        }
        func million(_ cents: Int64) -> String { Money.rounded(Double(cents) / 1e8, 1) }
        func flows(_ table: inout TextTable, _ name: String, _ value: (StatementsAnswer.Period) -> Int64) {
            table.add([name] + years.map { million($0.quarters.reduce(0) { $0 + value($1) }) })
        }
        func lineNames(_ group: KeyPath<StatementsAnswer.Period, [StatementsAnswer.Line]>) -> [String] {
            var names: [String] = []
            for period in years.flatMap(\.quarters) {
                for line in period[keyPath: group] where !names.contains(line.line) { names.append(line.line) }
            }
            return names
        }
        func cents(
            _ period: StatementsAnswer.Period, _ group: KeyPath<StatementsAnswer.Period, [StatementsAnswer.Line]>,
            _ name: String
        ) -> Int64 {
            period[keyPath: group].first { $0.line == name }?.cents ?? 0
        }
        table("INCOME") { table in
            for name in lineNames(\.income) { flows(&table, name) { cents($0, \.income, name) } }
            for name in lineNames(\.costs) { flows(&table, "- \(name)") { cents($0, \.costs, name) } }
            flows(&table, "net income") { $0.netIncome }
        }
        table("BALANCE SHEET AT YEAR END") { table in
            for name in lineNames(\.assets) {
                table.add([name] + years.map { million(cents($0.quarters.last!, \.assets, name)) })
            }
            for name in lineNames(\.liabilities) {
                table.add(["- \(name)"] + years.map { million(cents($0.quarters.last!, \.liabilities, name)) })
            }
            table.add(["equity"] + years.map { million($0.quarters.last!.equity) })
        }
        table("CASH FLOW") { table in
            flows(&table, "operating, after interest") { $0.cashFlow.operating }
            flows(&table, "investing") { $0.cashFlow.investing }
            flows(&table, "financing") { $0.cashFlow.financing }
            flows(&table, "change in cash") { $0.cashFlow.change }
        }
        table("RATIOS AT YEAR END") { table in
            func ratio(_ name: String, _ value: (StatementsAnswer.Ratios) -> String) {
                table.add([name] + years.map { value($0.quarters.last!.ratios) })
            }
            func multiple(_ value: Double?) -> String { value.map { "\(Money.rounded($0, 2))x" } ?? "-" }
            ratio("grade") { $0.grade }
            ratio("net debt / EBITDA") { multiple($0.netDebtToEBITDA) }
            ratio("debt / contracted revenue") { multiple($0.debtToContractedRevenue) }
            ratio("FFO / debt") { multiple($0.ffoToDebt) }
            ratio("interest cover") { multiple($0.interestCover) }
            ratio("DSCR") { multiple($0.dscr) }
            ratio("loan to value") { multiple($0.loanToValue) }
            ratio("liquidity") { Money.rounded($0.liquidity / 1e6, 1) }
            ratio("RPO") { Money.rounded($0.rpo / 1e6, 1) }
            ratio("equity value") { Money.rounded($0.equityValue / 1e6, 1) }
        }
        return lines
    }
}
