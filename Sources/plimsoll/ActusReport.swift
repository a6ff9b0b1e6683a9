import ACTUS
import Calendar
import Reports

/// Events of contracts as people and as programs read them.
enum ActusReport {
    typealias Computed = (name: String, type: ContractType, events: [ContractEvent])

    /// `{id: [{eventDate, eventType, payoff, ...}]}` in the spelling of the reference tests, one event a line.
    static func json(_ contracts: [Computed]) -> String {
        let entries = contracts.map { name, _, events in
            let rows = events.map { "    " + json($0) }.joined(separator: ",\n")
            return "  \(JSONText.text(name)): [\(rows.isEmpty ? "" : "\n\(rows)\n  ")]"
        }
        return entries.isEmpty ? "{}" : "{\n\(entries.joined(separator: ",\n"))\n}"
    }

    private static func json(_ event: ContractEvent) -> String {
        var fields = [
            "\"eventDate\": \"\(event.time)\"", "\"eventType\": \"\(event.type.rawValue)\"",
            "\"payoff\": \(number(event.payoff))", "\"currency\": \"\(event.currency)\"",
            "\"notionalPrincipal\": \(number(event.notionalPrincipal))",
            "\"nominalInterestRate\": \(number(event.nominalInterestRate))",
            "\"accruedInterest\": \(number(event.accruedInterest))",
        ]
        if let amount = event.exerciseAmount { fields.append("\"exerciseAmount\": \(number(amount))") }
        if let date = event.exerciseDate { fields.append("\"exerciseDate\": \"\(date)\"") }
        return "{\(fields.joined(separator: ", "))}"
    }

    /// All digits of a number; JSON has no infinity.
    private static func number(_ value: Double) -> String {
        value.isFinite ? "\(value == 0 ? 0 : value)" : "null"
    }

    /// A schedule for each contract, and what it pays by year.
    static func text(_ contracts: [Computed], width: Int) -> String {
        contracts.map { name, type, events in
            let currencies = Set(events.map { "\($0.currency)" }).sorted()
            let title = "\(name): \(type.rawValue)" + (currencies.count == 1 ? " in \(currencies[0])" : "")
            if events.isEmpty { return "\(title)\n  no events\n" }
            let tables = [schedule(events, manyCurrencies: currencies.count > 1), totals(events, currencies)]
            return ([title] + tables.flatMap { $0.lines(width: width) } + [""]).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    /// The events in order. Columns that would say nothing are left out.
    private static func schedule(_ events: [ContractEvent], manyCurrencies: Bool) -> TextTable {
        let hasTimes = events.contains { $0.time.second != 0 }
        var columns: [(heading: String, side: TextTable.Alignment, cell: (ContractEvent) -> String)] = [
            ("date", .left, { hasTimes ? "\($0.time)" : "\($0.time.day)" }),
            ("event", .left, { $0.type.rawValue }),
            ("payoff", .right, { money($0.payoff) }),
        ]
        if manyCurrencies { columns.append(("currency", .left, { "\($0.currency)" })) }
        if events.contains(where: { $0.notionalPrincipal != 0 }) {
            columns.append(("principal", .right, { money($0.notionalPrincipal) }))
        }
        if events.contains(where: { $0.nominalInterestRate != 0 }) {
            columns.append(("rate", .right, { Figures.percent($0.nominalInterestRate, decimals: 4) }))
        }
        if events.contains(where: { $0.accruedInterest != 0 }) {
            columns.append(("accrued", .right, { money($0.accruedInterest) }))
        }
        if events.contains(where: { ($0.exerciseAmount ?? 0) != 0 }) {
            columns.append(("exercise", .right, { $0.exerciseAmount.map(money) ?? "" }))
        }
        var table = TextTable(columns.map(\.heading), columns.map(\.side))
        for event in events { table.add(columns.map { $0.cell(event) }) }
        return table
    }

    /// What is paid in each calendar year, by currency.
    private static func totals(_ events: [ContractEvent], _ currencies: [String]) -> TextTable {
        var table = TextTable(["year"] + currencies.map { "total \($0)" }, [.left] + currencies.map { _ in .right })
        let years = Dictionary(grouping: events, by: \.time.day.year).sorted { $0.key < $1.key }
        for (year, events) in years {
            table.add(
                ["\(year)"]
                    + currencies.map { currency in
                        money(events.filter { "\($0.currency)" == currency }.reduce(0) { $0 + $1.payoff })
                    })
        }
        return table
    }

    private static func money(_ value: Double) -> String { Figures.fixed(value, decimals: 2) }
}
