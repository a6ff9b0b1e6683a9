/// A series as a formula of the hour t: `load[t]=100*(0.92+0.08*sin(2*pi*((t%24)-9)/24))`.
///
/// Numbers, t, pi, + - * / %, parentheses, max, min, abs, floor, sin and cos; after it `for 6<=t%24<=18 else 0` where
/// another value holds outside a range. Several are separated by semicolons.
struct HourlyFormula {
    indirect enum Term {
        case number(Double)
        case hour
        case operation(Character, Term, Term)
        case call(String, [Term])
    }

    private var term: Term
    /// Each is at most the next, for the formula to hold.
    private var chain: [Term] = []
    private var otherwise: Term = .number(0)

    func value(at hour: Double) -> Double {
        let values = chain.map { Self.evaluate($0, hour) }
        let holds = zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
        return Self.evaluate(holds ? term : otherwise, hour)
    }

    /// The formulas of a text, by the name before `[t]`.
    static func all(in text: String) throws(PowerError) -> [String: HourlyFormula] {
        var result: [String: HourlyFormula] = [:]
        guard text.utf8.count <= 10_000 else { throw PowerError("formula", "is too long; give lists of numbers") }
        for part in text.split(separator: ";") {
            guard let equals = part.firstIndex(of: "=") else {
                throw PowerError("formula", "\"\(part)\" has no =; write name[t]=...")
            }
            let name = part[..<equals].prefix { $0 != "[" }.filter { $0 != " " }
            var parser = Parser(characters: part[part.index(after: equals)...].filter { $0 != " " })
            result[String(name)] = try parser.formula()
        }
        return result
    }

    private static func evaluate(_ term: Term, _ hour: Double) -> Double {
        switch term {
        case .number(let number): return number
        case .hour: return hour
        case .operation(let sign, let left, let right):
            let (a, b) = (evaluate(left, hour), evaluate(right, hour))
            switch sign {
            case "+": return a + b
            case "-": return a - b
            case "*": return a * b
            case "/": return a / b
            default: return a - b * (a / b).rounded(.down)
            }
        case .call(let name, let terms):
            let values = terms.map { evaluate($0, hour) }
            switch name {
            case "max": return values.max() ?? 0
            case "min": return values.min() ?? 0
            case "abs": return values[0].magnitude
            case "floor": return values[0].rounded(.down)
            case "cos": return Circle.sine(values[0] + Double.pi / 2)
            default: return Circle.sine(values[0])
            }
        }
    }

    private struct Parser {
        var characters: [Character]
        var place = 0
        var depth = 0

        init(characters: some Sequence<Character>) { self.characters = Array(characters) }

        func fault() -> PowerError {
            let rest = String(characters[min(place, characters.count)...].prefix(20))
            return PowerError(
                "formula", "\"\(rest)\" is not understood; use t, pi, + - * / %, max, min, abs, floor, sin, cos")
        }

        mutating func take(_ text: String) -> Bool {
            guard characters[place...].starts(with: text) else { return false }
            place += text.count
            return true
        }

        mutating func formula() throws(PowerError) -> HourlyFormula {
            var formula = HourlyFormula(term: try sum())
            if take("for") {
                repeat { formula.chain.append(try sum()) } while take("<=")
                if take("else") { formula.otherwise = try sum() }
            }
            if place < characters.count { throw fault() }
            return formula
        }

        mutating func sum() throws(PowerError) -> Term {
            depth += 1
            defer { depth -= 1 }
            if depth > 100 { throw fault() }
            var term = try product()
            while place < characters.count, "+-".contains(characters[place]) {
                place += 1
                term = .operation(characters[place - 1], term, try product())
            }
            return term
        }

        mutating func product() throws(PowerError) -> Term {
            var term = try factor()
            while place < characters.count, "*/%".contains(characters[place]) {
                place += 1
                term = .operation(characters[place - 1], term, try factor())
            }
            return term
        }

        mutating func factor() throws(PowerError) -> Term {
            if take("-") {
                depth += 1
                defer { depth -= 1 }
                if depth > 100 { throw fault() }
                return .operation("-", .number(0), try factor())
            }
            if take("(") {
                let inner = try sum()
                if !take(")") { throw fault() }
                return inner
            }
            for name in ["max", "min", "abs", "floor", "sin", "cos"] where take(name + "(") {
                var terms: [Term] = []
                repeat { terms.append(try sum()) } while take(",")
                if !take(")") { throw fault() }
                return .call(name, terms)
            }
            if take("pi") { return .number(.pi) }
            if take("t") { return .hour }
            let digits = characters[place...].prefix { $0.isNumber || $0 == "." }
            guard let number = Double(String(digits)) else { throw fault() }
            place += digits.count
            return .number(number)
        }
    }
}

/// The sine in plain arithmetic, so that every machine gives the same bits.
enum Circle {
    /// Absolute error below 1e-15 times (1 + |x|).
    static func sine(_ x: Double) -> Double {
        let turns = (x / (2 * Double.pi)).rounded()
        var r = x - turns * (2 * Double.pi)
        // Between -pi and pi; the outer halves mirror the inner ones, where the series is short.
        if r > Double.pi / 2 { r = Double.pi - r } else if r < -Double.pi / 2 { r = -Double.pi - r }
        let square = r * r
        var term = 1.0
        for step in stride(from: 22.0, to: 0, by: -2) { term = 1 - square / (step * (step + 1)) * term }
        return r * term
    }
}
