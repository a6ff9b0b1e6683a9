import Engine
import Model

extension ShockSetting {
    /// Reads `power-late=2 quarters`, `rents-down=-25 %`, `rents-down`.
    /// - Throws: `Diagnostics` that name the scenario's shocks, or say how a severity is written.
    package init(reading text: String, in scenario: Scenario) throws {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let place = Place(file: "--shock", line: 1, column: 1)
        let name = parts[0].withoutSpacesAround
        guard let item = scenario["shocks"].first(where: { $0.name == name }) else {
            let known = scenario["shocks"].map(\.name).joined(separator: ", ")
            throw Diagnostics([
                Diagnostic(
                    at: place, "unknown shock `\(name)`", quote: text,
                    hint: known.isEmpty ? "the scenario has no shocks" : "shocks are: \(known)")
            ])
        }
        guard parts.count == 2 else {
            self.init(name: name)
            return
        }
        let size = item.record.input("size")
        let written = parts[1].withoutSpacesAround
        // A bare number is in the shock's own unit.
        if let number = Double(written), number.isFinite {
            self.init(name: name, severity: number)
            return
        }
        let value: Input
        do throws(TextProblem) {
            value = try ValueReader(size.unit, isFixed: true).read(written, at: place)
        } catch {
            throw Diagnostics([
                Diagnostic(
                    at: place, "severity of `\(name)`: \(error.message)", quote: text,
                    hint: error.hint ?? "write it like the shock's own size: `\(size.text)`")
            ])
        }
        guard case .constant(let severity) = value.form else { preconditionFailure("a fixed value is a constant") }
        self.init(name: name, severity: severity)
    }
}

extension Substring {
    fileprivate var withoutSpacesAround: String {
        var text = self
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
