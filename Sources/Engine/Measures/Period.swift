import Calendar
import Model

/// The part of a run that a measure is asked for: a year, a quarter, a span of quarters, or its end.
///
/// Written `2028`, `2028Q4`, `2026Q2-2026Q4`, `2026-2030`, `end`.
package struct Period: Sendable, Equatable {
    package let text: String
    /// Quarters of the run.
    package let quarters: ClosedRange<Int>

    /// - Throws: `Diagnostics` for a text that is no period, or lies outside the run.
    package init(_ text: String, in program: Program) throws {
        let settings = program.scenario.settings
        self.text = text
        func wrong(_ message: String) -> Diagnostics {
            Diagnostics([
                Diagnostic(
                    at: Place(file: "period", line: 1, column: 1), message, quote: text,
                    hint:
                        "write `2028`, `2028Q4`, `2026Q2-2026Q4` or `end`, within \(settings.start) to \(settings.end)")
            ])
        }
        if text == "end" {
            quarters = (program.quarters - 1)...(program.quarters - 1)
            return
        }
        func span(_ part: Substring) -> ClosedRange<Int>? {
            if let quarter = Quarter(String(part)) {
                let offset = settings.start.distance(to: quarter)
                return offset...offset
            }
            guard let year = Int(part), (1000...9999).contains(year) else { return nil }
            let first = settings.start.distance(to: Quarter(year: year, number: 1))
            return first...(first + 3)
        }
        let parts = text.split(separator: "-", maxSplits: 1)
        guard let first = parts.first.flatMap(span), let last = parts.last.flatMap(span),
            first.lowerBound <= last.upperBound
        else { throw wrong("this is no period") }
        let (from, to) = (max(0, first.lowerBound), min(program.quarters - 1, last.upperBound))
        guard from <= to else { throw wrong("the period lies outside the run") }
        quarters = from...to
    }
}
