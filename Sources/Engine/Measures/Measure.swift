import Lanes
import Ledger
import Model

/// A number of a run that can be followed quarter by quarter: `parties.openai.revenue`, `regions.pjm.net-shortfall`.
///
/// Every line that a formula may read is one, at the end of its quarter; parties have more, read off their payments.
package struct Measure: Sendable {
    package let name: String
    /// Added up over a period; else the value at its end counts.
    package let isFlow: Bool
    private let read: @Sendable (Block, inout [Double]) -> Void

    /// - Parameter read: adds the quarter's value to each lane.
    init(_ name: String, isFlow: Bool, _ read: @escaping @Sendable (Block, inout [Double]) -> Void) {
        self.name = name
        self.isFlow = isFlow
        self.read = read
    }

    /// The quarter's value in every lane, after Close.
    package func values(_ block: Block) -> [Double] {
        var values = [Double](repeating: 0, count: block.width)
        read(block, &values)
        return values
    }

    /// The sum of several measures, each with a sign.
    static func sum(_ name: String, _ parts: [(sign: Double, measure: Measure)]) -> Measure {
        Measure(name, isFlow: parts.contains { $0.measure.isFlow }) { block, values in
            for part in parts {
                for (lane, value) in part.measure.values(block).enumerated() { values[lane] += part.sign * value }
            }
        }
    }

    init(_ name: String, _ source: FormulaSource, isFlow: Bool) {
        switch source.rows {
        case .real(let row):
            let (row, factor) = (row.latest, source.factor)
            self.init(name, isFlow: isFlow) { block, values in
                let column = block[row]
                for lane in values.indices { values[lane] += column[lane] * factor }
            }
        case .balances(let rows, let sign):
            let (rows, factor) = (rows.map(\.latest), 0.01 * Double(sign) * source.factor)
            self.init(name, isFlow: isFlow) { block, values in
                for row in rows {
                    let column = block[row]
                    for lane in values.indices { values[lane] += Double(column[lane]) * factor }
                }
            }
        }
    }

    /// What was paid on some legs, in dollars.
    init(_ name: String, paidOn legs: [(leg: Leg, sign: Double)]) {
        self.init(name, isFlow: true) { block, values in
            for (leg, sign) in legs {
                let paid = block[leg.paid]
                for lane in values.indices where paid[lane] != 0 { values[lane] += sign * Double(paid[lane]) / 100 }
            }
        }
    }
}

extension Program {
    /// The measure of a name, or of several joined by ` + ` and ` - `.
    /// - Throws: `Diagnostics` that name what there is.
    package func measure(_ text: String) throws -> Measure {
        var parts: [(sign: Double, measure: Measure)] = []
        var sign = 1.0
        for word in text.split(separator: " ") {
            switch word {
            case "+": sign = 1
            case "-": sign = -1
            default: parts.append((sign, try single(String(word))))
            }
        }
        guard let first = parts.first else { throw unknown(text) }
        return parts.count == 1 && first.sign == 1 ? first.measure : .sum(text, parts)
    }

    /// The value in force of an input.
    package func measure(of input: InputSlot) -> Measure {
        Measure(input.path, FormulaSource(.real(input.row), factor: 1), isFlow: false)
    }

    private func single(_ name: String) throws -> Measure {
        if let source = lines[name] { return Measure(name, source, isFlow: isFlow(name)) }
        let own =
            partyMeasure(name) ?? fleetMeasure(name) ?? siteMeasure(name) ?? powerMeasure(name)
            ?? pipelineMeasure(name) ?? sourceMeasure(name)
        if let own { return own }
        throw unknown(name)
    }

    /// Whether a line is added up over a period, as its kind's schema says.
    private func isFlow(_ name: String) -> Bool {
        let words = name.split(separator: ".")
        guard words.count == 3, let item = scenario[String(words[0])].first(where: { $0.name == words[1] }) else {
            return false
        }
        let kinds = Catalogue.schemas.sections.first { $0.name == item.section }?.kinds ?? []
        let schema = kinds.first { $0.kind == item.kind } ?? kinds.first
        return schema?.lines.first { $0.name == words[2] }?.isFlow ?? false
    }

    private func unknown(_ name: String) -> Diagnostics {
        let known = lines.keys.sorted() + partyMeasureNames
        return Diagnostics([
            Diagnostic(
                at: Place(file: "measure", line: 1, column: 1), "no measure is called `\(name)`", quote: name,
                hint: Suggestion.hint(
                    for: name, among: known,
                    otherwise: "write for example `parties.NAME.revenue` or `regions.NAME.net-shortfall`"))
        ])
    }
}
