import ACTUS
import Calendar
import Model

/// Market objects as a scenario gives them: numbers, or tables by quarter. A value is seen from the first day of its
/// quarter on.
struct MarketTable: MarketObserver {
    static let attributes = [
        Attribute("object", .text, "Its code, as the terms name it."),
        Attribute(
            "values", .quantity("1"), "A number, or a table by quarter; rates per year, `4 %`, prices in dollars."),
    ]

    private var values: [String: [Input.Step]] = [:]

    init(_ item: Item, _ compiler: Compiler) {
        for record in item.record.records("market") {
            let (code, input) = (record.text("object"), record.input("values"))
            if values[code] != nil {
                compiler.error(
                    "`\(item.path)` has market object `\(code)` twice", at: record.place(of: "object"), quote: code,
                    hint: "put all its quarters into one table")
            }
            switch input.form {
            case .constant(let value): values[code] = [Input.Step(from: Quarter(index: 0), value: value)]
            case .series(let steps): values[code] = steps.sorted { $0.from < $1.from }
            case .distribution, .formula:
                compiler.error(
                    "an instrument's dates and amounts are laid out once for all paths: `values` is a number or a table",
                    at: input.place, quote: input.text, hint: "write for example `{2026Q1: 4 %, 2026Q3: 4.5 %}`")
            }
        }
    }

    func value(of code: String, at time: Timestamp) -> Double? {
        guard let steps = values[code] else { return nil }
        let quarter = Quarter(containing: time.day)
        return (steps.last { $0.from <= quarter } ?? steps.first)?.value
    }
}
