import Lanes
import Model

/// A formula compiled to operations on rows. Every operation writes one row from one to three others.
package struct FormulaProgram: Sendable {
    enum Operation: Sendable {
        case fill(Row<Scalar>, Double)
        case time(Row<Scalar>)
        case load(Row<Scalar>, from: Row<Scalar>, factor: Double)
        case loadBalances(Row<Scalar>, [Row<Cents>], factor: Double)
        /// Before quarter `quarters`, `early`; from it on, `late`.
        case fromQuarter(Row<Scalar>, quarters: Int, late: Row<Scalar>, early: Row<Scalar>)
        case unary(Row<Scalar>, Unary, Row<Scalar>)
        case binary(Row<Scalar>, Binary, Row<Scalar>, Row<Scalar>)
        case choose(Row<Scalar>, Row<Scalar>, Row<Scalar>, Row<Scalar>)
        case lookup(Row<Scalar>, Row<Scalar>, [Formula.Point])
        /// Shifts a lag chain by one quarter: runs every quarter, whatever the formula needs.
        case remember(Row<Scalar>, previousOf: Row<Scalar>)
    }
    enum Unary: Sendable { case negate, exp, log, sqrt, abs, logistic, not }
    enum Binary: Sendable {
        case add, subtract, multiply, divide, power, minimum, maximum
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or
    }

    let operations: [Operation]
    /// The row that holds the value after `run`, until another formula runs.
    let result: Row<Scalar>

    package func run(_ block: Block) {
        for operation in operations { operation.run(block) }
    }
}

extension FormulaProgram.Operation {
    func run(_ block: Block) {
        let width = block.width
        switch self {
        case .fill(let to, let value): block[to].fill(value, width)
        case .time(let to): block[to].fill(Double(block.quarter), width)
        case .load(let to, let from, let factor):
            let (target, source) = (block[to], block[from])
            for lane in 0..<width { target[lane] = source[lane] * factor }
        case .loadBalances(let to, let rows, let factor):
            let target = block[to]
            target.fill(0, width)
            for row in rows {
                let source = block[row]
                for lane in 0..<width { target[lane] += Double(source[lane]) * factor }
            }
        case .fromQuarter(let to, let quarters, let late, let early):
            let (target, source) = (block[to], block[block.quarter >= quarters ? late : early])
            for lane in 0..<width { target[lane] = source[lane] }
        case .unary(let to, let function, let from): function.run(block[to], block[from], width)
        case .binary(let to, let function, let left, let right):
            function.run(block[to], block[left], block[right], width)
        case .choose(let to, let condition, let then, let otherwise):
            let (target, test, a, b) = (block[to], block[condition], block[then], block[otherwise])
            for lane in 0..<width { target[lane] = test[lane] != 0 ? a[lane] : b[lane] }
        case .lookup(let to, let from, let points):
            let (target, source) = (block[to], block[from])
            for lane in 0..<width { target[lane] = interpolate(source[lane], points) }
        case .remember(let to, let source):
            let (target, value) = (block[to], block[source])
            for lane in 0..<width { target[lane] = value[lane] }
        }
    }
}

/// Linear between the points, flat outside them.
func interpolate(_ x: Double, _ points: [Formula.Point]) -> Double {
    guard let first = points.first, let last = points.last else { return 0 }
    if !(x > first.at) { return first.value }
    if x >= last.at { return last.value }
    var index = 1
    while points[index].at < x { index += 1 }
    let (a, b) = (points[index - 1], points[index])
    return a.value + (b.value - a.value) * ((x - a.at) / (b.at - a.at))
}

extension FormulaProgram.Unary {
    func run(_ target: Column<Double>, _ source: Column<Double>, _ width: Int) {
        switch self {
        case .negate: for lane in 0..<width { target[lane] = -source[lane] }
        case .exp: for lane in 0..<width { target[lane] = exponential(source[lane]) }
        case .log: for lane in 0..<width { target[lane] = naturalLogarithm(source[lane]) }
        case .sqrt: for lane in 0..<width { target[lane] = squareRoot(source[lane]) }
        case .abs: for lane in 0..<width { target[lane] = source[lane].magnitude }
        case .logistic: for lane in 0..<width { target[lane] = 1 / (1 + exponential(-source[lane])) }
        case .not: for lane in 0..<width { target[lane] = source[lane] == 0 ? 1 : 0 }
        }
    }
}

extension FormulaProgram.Binary {
    func run(_ target: Column<Double>, _ left: Column<Double>, _ right: Column<Double>, _ width: Int) {
        switch self {
        case .add: for lane in 0..<width { target[lane] = left[lane] + right[lane] }
        case .subtract: for lane in 0..<width { target[lane] = left[lane] - right[lane] }
        case .multiply: for lane in 0..<width { target[lane] = left[lane] * right[lane] }
        case .divide: for lane in 0..<width { target[lane] = left[lane] / right[lane] }
        case .power: for lane in 0..<width { target[lane] = Lanes.power(left[lane], right[lane]) }
        case .minimum: for lane in 0..<width { target[lane] = left[lane] < right[lane] ? left[lane] : right[lane] }
        case .maximum: for lane in 0..<width { target[lane] = left[lane] > right[lane] ? left[lane] : right[lane] }
        case .less: for lane in 0..<width { target[lane] = left[lane] < right[lane] ? 1 : 0 }
        case .lessOrEqual: for lane in 0..<width { target[lane] = left[lane] <= right[lane] ? 1 : 0 }
        case .greater: for lane in 0..<width { target[lane] = left[lane] > right[lane] ? 1 : 0 }
        case .greaterOrEqual: for lane in 0..<width { target[lane] = left[lane] >= right[lane] ? 1 : 0 }
        case .equal: for lane in 0..<width { target[lane] = left[lane] == right[lane] ? 1 : 0 }
        case .notEqual: for lane in 0..<width { target[lane] = left[lane] != right[lane] ? 1 : 0 }
        case .and: for lane in 0..<width { target[lane] = left[lane] != 0 && right[lane] != 0 ? 1 : 0 }
        case .or: for lane in 0..<width { target[lane] = left[lane] != 0 || right[lane] != 0 ? 1 : 0 }
        }
    }
}
