import ACTUS
import Calendar
import Foundation

/// Events of contracts as people and as programs read them.
enum ActusReport {
    /// `{id: [{eventDate, eventType, payoff, ...}]}` in the spelling of the reference tests, one event a line.
    static func json(_ contracts: [(name: String, events: [ContractEvent])]) -> String {
        let entries = contracts.map { name, events in
            let rows = events.map { "    " + json($0) }.joined(separator: ",\n")
            return "  \(quoted(name)): [\(rows.isEmpty ? "" : "\n\(rows)\n  ")]"
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

    private static func quoted(_ text: String) -> String {
        (try? String(decoding: JSONEncoder().encode(text), as: UTF8.self)) ?? "\"\""
    }

    /// A schedule for each contract, and what it pays by year.
    static func text(_ contracts: [(name: String, events: [ContractEvent])]) -> String {
        contracts.map { name, events in
            guard !events.isEmpty else { return "\(name)\n  no events\n" }
            var lines = [
                name,
                row(["date", "event", "payoff", "", "principal", "rate", "accrued", "exercised"]),
            ]
            lines += events.map { event in
                row([
                    event.time.second == 0 ? "\(event.time.day)" : "\(event.time)", event.type.rawValue,
                    money(event.payoff), "\(event.currency)", money(event.notionalPrincipal),
                    rate(event.nominalInterestRate), money(event.accruedInterest),
                    event.exerciseAmount.map(money) ?? "",
                ])
            }
            return (lines + totals(events) + [""]).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func totals(_ events: [ContractEvent]) -> [String] {
        let currencies = Set(events.map { "\($0.currency)" }).sorted()
        let years = Dictionary(grouping: events, by: \.time.day.year).sorted { $0.key < $1.key }
        return years.flatMap { year, events in
            currencies.compactMap { currency in
                let payoffs = events.filter { "\($0.currency)" == currency }.map(\.payoff)
                return payoffs.isEmpty ? nil : row(["\(year)", "total", money(payoffs.reduce(0, +)), currency])
            }
        }
    }

    /// Cells in columns, text to the left and numbers to the right.
    private static func row(_ cells: [String]) -> String {
        let widths = [-19, -5, 18, -8, 18, 10, 16, 16]
        let padded = zip(cells, widths).map { cell, width in
            let blanks = String(repeating: " ", count: max(0, abs(width) - cell.count))
            return width < 0 ? cell + blanks : blanks + cell
        }
        var line = "  " + padded.joined(separator: " ")
        while line.last == " " { line.removeLast() }
        return line
    }

    private static func money(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
        let cents = (abs(value) * 100).rounded()
        let whole = String(Int64(cents / 100))
        var grouped = ""
        for (place, digit) in whole.enumerated() {
            if place > 0, (whole.count - place).isMultiple(of: 3) { grouped.append(",") }
            grouped.append(digit)
        }
        let rest = Int(cents.truncatingRemainder(dividingBy: 100))
        return "\(value < 0 && cents > 0 ? "-" : "")\(grouped).\(rest < 10 ? "0" : "")\(rest)"
    }

    private static func rate(_ value: Double) -> String {
        String(format: "%.4f %%", value * 100)
    }
}
