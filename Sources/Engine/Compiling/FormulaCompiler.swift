import Lanes
import Model

/// A formula that is being compiled.
struct FormulaSteps {
    var operations: [FormulaProgram.Operation] = []
    /// How many rows they use for values between.
    var temporaries = 0
}

extension Compiler {
    /// Compiles a formula. Its value comes out in the unit of the attribute that it was written for.
    func compile(_ formula: Formula) -> FormulaProgram {
        var steps = FormulaSteps()
        let result = emit(formula, isPast: false, into: &steps)
        return FormulaProgram(operations: steps.operations, result: result)
    }

    /// A row for a step of a formula. Formulas run one after the other, and all use the same: few stay in the cache.
    private func temporary(in steps: inout FormulaSteps) -> Row<Scalar> {
        defer { steps.temporaries += 1 }
        if steps.temporaries == formulaRows.count { formulaRows.append(plan.scratch()) }
        return formulaRows[steps.temporaries]
    }

    /// `isPast` computes the formula as of last quarter: what `lag` needs.
    private func emit(_ formula: Formula, isPast: Bool, into steps: inout FormulaSteps) -> Row<Scalar> {
        let to = temporary(in: &steps)
        switch formula {
        case .number(let value, let unit): steps.operations.append(.fill(to, value * unit.factor))
        case .fact(_, let value, let unit): steps.operations.append(.fill(to, value * unit.factor))
        case .time: emitTime(to, isPast: isPast, into: &steps)
        case .reference(let path, _, _): return emitLoad(line(path), to, isPast: isPast, into: &steps)
        case .negate(let inner):
            let value = emit(inner, isPast: isPast, into: &steps)
            steps.operations.append(.unary(to, .negate, value))
        case .binary(let symbol, let left, let right):
            let (a, b) = (emit(left, isPast: isPast, into: &steps), emit(right, isPast: isPast, into: &steps))
            steps.operations.append(.binary(to, .init(symbol), a, b))
        case .compare(let symbol, let left, let right):
            let (a, b) = (emit(left, isPast: isPast, into: &steps), emit(right, isPast: isPast, into: &steps))
            steps.operations.append(.binary(to, .init(symbol), a, b))
        case .logical(let symbol, let terms): return emitLogical(symbol, terms, to, isPast: isPast, into: &steps)
        case .choose(let condition, let then, let otherwise):
            let rows = [condition, then, otherwise].map { emit($0, isPast: isPast, into: &steps) }
            steps.operations.append(.choose(to, rows[0], rows[1], rows[2]))
        case .call(let function, let arguments):
            return emitCall(function, arguments, to, isPast: isPast, into: &steps)
        case .lag(let inner, let quarters, let initial):
            return emitLag(inner, quarters, initial, to, isPast: isPast, into: &steps)
        case .lookup(let inner, let points):
            let value = emit(inner, isPast: isPast, into: &steps)
            steps.operations.append(.lookup(to, value, points))
        }
        return to
    }

    /// The source of a named line; `drivers.rent` is short for `drivers.rent.value`.
    func line(_ path: String) -> FormulaSource { lines[path] ?? lines["\(path).value"]! }

    private func emitLoad(
        _ source: FormulaSource, _ to: Row<Scalar>, isPast: Bool, into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        switch source.rows {
        case .real(let row):
            // A driver's own row keeps last quarter's value, whether the driver has moved yet this quarter or not.
            let from = isPast && source.driver != nil ? row.previous : row
            steps.operations.append(.load(to, from: from, factor: source.factor))
        case .balances(let rows, let sign):
            steps.operations.append(.loadBalances(to, rows, factor: Double(sign) * source.factor / 100))
        }
        guard isPast && source.driver == nil else { return to }
        // A reported line is last quarter's already: as of last quarter it is the one before.
        let link: Row<Scalar> = plan.state(Scalar.self)
        steps.operations.append(.remember(link, previousOf: to))
        return link.previous
    }

    private func emitTime(_ to: Row<Scalar>, isPast: Bool, into steps: inout FormulaSteps) {
        steps.operations.append(.time(to))
        guard isPast else { return }
        let one = temporary(in: &steps)
        steps.operations += [.fill(one, 1), .binary(to, .subtract, to, one)]
    }

    private func emitLogical(
        _ symbol: Formula.LogicalOperator, _ terms: [Formula], _ to: Row<Scalar>, isPast: Bool,
        into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        let rows = terms.map { emit($0, isPast: isPast, into: &steps) }
        guard symbol != .not else {
            steps.operations.append(.unary(to, .not, rows[0]))
            return to
        }
        return fold(rows, symbol == .and ? .and : .or, into: &steps)
    }

    private func fold(
        _ rows: [Row<Scalar>], _ function: FormulaProgram.Binary, into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        var result = rows[0]
        for row in rows.dropFirst() {
            let next = temporary(in: &steps)
            steps.operations.append(.binary(next, function, result, row))
            result = next
        }
        return result
    }

    private func emitCall(
        _ function: Formula.Function, _ arguments: [Formula], _ to: Row<Scalar>, isPast: Bool,
        into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        let rows = arguments.map { emit($0, isPast: isPast, into: &steps) }
        func unary(_ operation: FormulaProgram.Unary) { steps.operations.append(.unary(to, operation, rows[0])) }
        switch function {
        case .min: return fold(rows, .minimum, into: &steps)
        case .max: return fold(rows, .maximum, into: &steps)
        case .clamp:
            let floored = fold([rows[0], rows[1]], .maximum, into: &steps)
            return fold([floored, rows[2]], .minimum, into: &steps)
        case .exp: unary(.exp)
        case .log: unary(.log)
        case .sqrt: unary(.sqrt)
        case .abs: unary(.abs)
        case .logistic: unary(.logistic)
        case .ramp, .step, .pulse:
            let now = temporary(in: &steps)
            emitTime(now, isPast: isPast, into: &steps)
            return emitSchedule(function, now, rows, into: &steps)
        }
        return to
    }

    /// `step` is 1 from its quarter on, `pulse` 1 within, `ramp` rises linearly from 0 to 1.
    private func emitSchedule(
        _ function: Formula.Function, _ now: Row<Scalar>, _ rows: [Row<Scalar>],
        into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        func binary(_ operation: FormulaProgram.Binary, _ a: Row<Scalar>, _ b: Row<Scalar>) -> Row<Scalar> {
            fold([a, b], operation, into: &steps)
        }
        func number(_ value: Double) -> Row<Scalar> {
            let row = temporary(in: &steps)
            steps.operations.append(.fill(row, value))
            return row
        }
        switch function {
        case .step: return binary(.greaterOrEqual, now, rows[0])
        case .pulse: return binary(.and, binary(.greaterOrEqual, now, rows[0]), binary(.lessOrEqual, now, rows[1]))
        default:
            let share = binary(.divide, binary(.subtract, now, rows[0]), binary(.subtract, rows[1], rows[0]))
            return binary(.minimum, binary(.maximum, share, number(0)), number(1))
        }
    }

    /// A value some quarters ago: as of last quarter, then a chain of state rows, each holding what the one before it
    /// held last quarter.
    private func emitLag(
        _ inner: Formula, _ quarters: Int, _ initial: Formula, _ to: Row<Scalar>, isPast: Bool,
        into steps: inout FormulaSteps
    ) -> Row<Scalar> {
        let early = emit(initial, isPast: isPast, into: &steps)
        var late = emit(inner, isPast: true, into: &steps)
        for _ in 1..<(quarters + (isPast ? 1 : 0)) {
            let link: Row<Scalar> = plan.state(Scalar.self)
            steps.operations.append(.remember(link, previousOf: late))
            late = link.previous
        }
        steps.operations.append(
            .fromQuarter(to, quarters: quarters + (isPast ? 1 : 0), late: late, early: early))
        return to
    }
}

extension FormulaProgram.Binary {
    init(_ symbol: Formula.BinaryOperator) {
        switch symbol {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide: self = .divide
        case .power: self = .power
        }
    }

    init(_ symbol: Formula.Comparison) {
        switch symbol {
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        }
    }
}
