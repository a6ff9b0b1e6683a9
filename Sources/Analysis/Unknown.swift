import Engine
import Model

/// What a goal seek moves: an input, a common factor on several, or the severity of a shock.
struct Unknown: Sendable {
    enum Target: Sendable {
        /// Stands in for one input, by its place in the program.
        case input(Int)
        /// Multiplies inputs.
        case factor([Int])
        /// The severity of a shock that the program was compiled with.
        case severity(Int)
        /// Shapes the program: each value is compiled anew.
        case recompiled
    }

    let text: String
    let target: Target
    let unit: WrittenUnit
    /// Where it stands now; nil for what is not one number.
    let current: Double?
    let range: ClosedRange<Double>
    /// Names of the inputs, for the page.
    let names: [String]

    var isMultiplier: Bool {
        if case .factor = target { return true }
        return false
    }

    /// - Parameter shocks: severities as compiled, which stay but for the unknown's own.
    func variation(_ value: Double, severities: [Double]) -> Variation {
        var variation = Variation(severities: severities.isEmpty ? nil : severities)
        switch target {
        case .input(let index): variation[index] = .replace([value])
        case .factor(let indices): for index in indices { variation[index] = .scale([value]) }
        case .severity(let shock): variation.severities?[shock] = value
        case .recompiled: break
        }
        return variation
    }

    // MARK: Reading

    /// - Parameters:
    ///   - text: `contracts.a.price`, `contracts.*.price`, `shocks.NAME.size`.
    ///   - from, to: ends of the range as written, in the input's unit; factors as plain numbers.
    init(
        _ text: String, times: Bool, from: String?, to: String?, in program: Program
    ) throws {
        self.text = text
        let words = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if words.count == 3, words[0] == "shocks", words[2] == "size",
            let place = program.shocks.firstIndex(where: { $0.name == words[1] }),
            let item = program.scenario["shocks"].first(where: { $0.name == words[1] })
        {
            let size = item.record.constant("size")
            let least = item.kind == "scale" ? -1 : item.kind == "replace" ? 0 : -Double.infinity
            let most = item.kind == "replace" ? 1 : Double.infinity
            target = .severity(place)
            unit = WrittenUnit(of: item.record.input("size"))
            (current, names) = (nil, [text])
            range = try Self.range(
                from, to, like: item.record.input("size"), min(0, 2 * size)...max(0, 2 * size), least, most, text)
            return
        }
        let matching = program.inputs.indices.filter { Self.matches(program.inputs[$0].path, words) }
        names = matching.map { program.inputs[$0].path }
        let single = matching.count == 1 ? program.inputs[matching[0]] : nil
        if let single, !times, case .constant(let value) = single.value.form {
            target = .input(matching[0])
            unit = WrittenUnit(of: single.value)
            current = value
            let allowed = program.allowedRange(of: text)
            var usual = min(0, 3 * value)...max(0, 3 * value)
            if let assumed = single.value.assumedRange {
                let width = assumed.high - assumed.low
                usual = min(assumed.low, max(assumed.low - width, min(0, assumed.low)))...(assumed.high + width)
            }
            let least = max(allowed.lowerBound, single.above ?? -.infinity)
            usual = max(usual.lowerBound, least)...max(least, min(usual.upperBound, allowed.upperBound))
            range = try Self.range(from, to, like: single.value, usual, least, allowed.upperBound, text)
            return
        }
        guard !matching.isEmpty else {
            guard let shaping = program.scenario.inputs.first(where: { $0.path == text })?.input,
                case .constant(let value) = shaping.form
            else { throw Self.unknown(text, program) }
            let allowed = program.allowedRange(of: text)
            target = .recompiled
            unit = WrittenUnit(of: shaping)
            current = value
            range = try Self.range(
                from, to, like: shaping, min(0, 3 * value)...max(0, 3 * value), allowed.lowerBound,
                allowed.upperBound, text)
            return
        }
        target = .factor(matching)
        unit = WrittenUnit(
            of: Input(.constant(1), unit: .dimensionless, provenance: .none, place: Self.place, text: "1"))
        current = 1
        let plain = Input(.constant(1), unit: .dimensionless, provenance: .none, place: Self.place, text: "1")
        range = try Self.range(from, to, like: plain, 0...3, 0, .infinity, text)
    }

    private static let place = Place(file: "find", line: 1, column: 1)

    /// Whether a path is what the words say; `*` stands for any one of them.
    private static func matches(_ path: String, _ words: [String]) -> Bool {
        let own = path.split(separator: ".", omittingEmptySubsequences: false)
        return own.count == words.count && zip(own, words).allSatisfy { $1 == "*" || $0 == $1 }
    }

    private static func range(
        _ from: String?, _ to: String?, like input: Input, _ usual: ClosedRange<Double>, _ least: Double,
        _ most: Double,
        _ text: String
    ) throws -> ClosedRange<Double> {
        func number(_ written: String?, _ usual: Double) throws -> Double {
            guard let written else { return usual }
            do throws(TextProblem) {
                let value = try ValueReader(input.unit, isFixed: true).read(written, at: place)
                guard case .constant(let number) = value.form else { return usual }
                return number
            } catch {
                throw Diagnostics([Diagnostic(error, of: written, from: place)])
            }
        }
        let (low, high) = (try number(from, usual.lowerBound), try number(to, usual.upperBound))
        func wrong(_ message: String, _ hint: String) -> Diagnostics {
            Diagnostics([Diagnostic(at: place, message, quote: text, hint: hint)])
        }
        guard low < high else {
            throw wrong(
                "there is no range to look in", "name its ends with --from and --to, in the unit of `\(input.text)`")
        }
        guard low >= least, high <= most else {
            throw wrong(
                "the range leaves what the input may be", "it lies between \(least) and \(most) in \(input.unit)")
        }
        return low...high
    }

    private static func unknown(_ text: String, _ program: Program) -> Diagnostics {
        let shocks = program.scenario["shocks"].map { "shocks.\($0.name).size" }
        return Diagnostics([
            Diagnostic(
                at: place, "no number that can be moved is called `\(text)`", quote: text,
                hint: Suggestion.hint(
                    for: text, among: program.inputs.map(\.path) + shocks,
                    otherwise: "name an input as --set does, `contracts.*.price` for several, or `shocks.NAME.size`"))
        ])
    }
}

extension Program {
    /// What the schema allows an input to be.
    func allowedRange(of path: String) -> ClosedRange<Double> {
        let anything = -Double.infinity...Double.infinity
        let words = path.split(separator: ".").map(String.init)
        guard words.count >= 3, let item = scenario[words[0]].first(where: { $0.name == words[1] }) else {
            return anything
        }
        let kinds = Catalogue.schemas.section(words[0])?.kinds ?? []
        var attributes = (kinds.first { $0.kind == item.kind } ?? kinds.first)?.attributes ?? []
        var range: ClosedRange<Double>?
        for word in words.dropFirst(2) where Int(word) == nil {
            guard let attribute = attributes.first(where: { $0.name == word }) else { return anything }
            range = attribute.range
            if case .records(let inner) = attribute.type { attributes = inner }
        }
        return range ?? anything
    }
}
