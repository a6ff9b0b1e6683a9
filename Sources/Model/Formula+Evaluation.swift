#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

extension Formula {
    /// The formula's value in a quarter of one path: a plain interpreter, the yardstick for the engine's row operations.
    ///
    /// - Parameters:
    ///   - quarter: quarters since the start of the run, from 0.
    ///   - line: a line's value in its own unit, by path and quarter (of the reading formula: for a line of last
    ///     quarter's books the caller looks one quarter back).
    /// - Returns: the value in the attribute's unit; a condition is 1 or 0.
    public func evaluate(at quarter: Int, line: (String, Int) -> Double) -> Double {
        func value(_ formula: Formula) -> Double { formula.evaluate(at: quarter, line: line) }
        switch self {
        case .number(let number, let unit), .fact(_, let number, let unit): return number * unit.factor
        case .reference(let path, let unit, _): return line(path, quarter) * unit.factor
        case .time: return Double(quarter)
        case .negate(let inner): return -value(inner)
        case .binary(let symbol, let a, let b): return symbol.apply(value(a), value(b))
        case .compare(let symbol, let a, let b): return symbol.holds(value(a), value(b)) ? 1 : 0
        case .logical(.not, let terms): return value(terms[0]) == 0 ? 1 : 0
        case .logical(.and, let terms): return terms.allSatisfy { value($0) != 0 } ? 1 : 0
        case .logical(.or, let terms): return terms.contains { value($0) != 0 } ? 1 : 0
        case .choose(let condition, let then, let otherwise): return value(value(condition) != 0 ? then : otherwise)
        case .call(let function, let terms): return function.apply(terms.map(value), quarter: Double(quarter))
        case .lag(let inner, let quarters, let initial):
            return quarter < quarters ? value(initial) : inner.evaluate(at: quarter - quarters, line: line)
        case .lookup(let inner, let points): return Formula.interpolate(value(inner), points)
        }
    }

    /// Linear between points, flat outside.
    static func interpolate(_ x: Double, _ points: [Point]) -> Double {
        guard let upper = points.firstIndex(where: { $0.at >= x }) else { return points.last?.value ?? .nan }
        guard upper > 0 else { return points[0].value }
        let (a, b) = (points[upper - 1], points[upper])
        return a.value + (b.value - a.value) * (x - a.at) / (b.at - a.at)
    }

    static func exponential(_ x: Double) -> Double { exp(x) }
    fileprivate static func logarithm(_ x: Double) -> Double { log(x) }
    fileprivate static func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
}

extension Formula.BinaryOperator {
    func apply(_ a: Double, _ b: Double) -> Double {
        switch self {
        case .add: a + b
        case .subtract: a - b
        case .multiply: a * b
        case .divide: a / b
        case .power: Formula.power(a, b)
        }
    }
}

extension Formula.Comparison {
    func holds(_ a: Double, _ b: Double) -> Bool {
        switch self {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        case .equal: a == b
        case .notEqual: a != b
        }
    }
}

extension Formula.Function {
    func apply(_ x: [Double], quarter: Double) -> Double {
        switch self {
        case .min: x.dropFirst().reduce(x[0]) { $1 < $0 ? $1 : $0 }
        case .max: x.dropFirst().reduce(x[0]) { $1 > $0 ? $1 : $0 }
        case .clamp: Swift.min(Swift.max(x[0], x[1]), x[2])
        case .exp: Formula.exponential(x[0])
        case .log: Formula.logarithm(x[0])
        case .sqrt: x[0].squareRoot()
        case .abs: x[0].magnitude
        case .logistic: 1 / (1 + Formula.exponential(-x[0]))
        case .ramp: Swift.min(Swift.max((quarter - x[0]) / (x[1] - x[0]), 0), 1)
        case .step: quarter >= x[0] ? 1 : 0
        case .pulse: quarter >= x[0] && quarter <= x[1] ? 1 : 0
        }
    }
}
