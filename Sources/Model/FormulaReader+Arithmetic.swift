extension FormulaReader {
    mutating func sum() throws(TextProblem) -> Term {
        var left = try product()
        while true {
            cursor.skipSpaces()
            let offset = cursor.at
            let symbol: Formula.BinaryOperator
            if cursor.take("+" as Unicode.Scalar) {
                symbol = .add
            } else if cursor.take("-" as Unicode.Scalar) {
                symbol = .subtract
            } else {
                return left
            }
            let right = try product()
            try count(1)
            let kind = try common(left, right, at: offset) { a, b in
                symbol == .add ? "cannot add \(a) and \(b)" : "cannot subtract \(b) from \(a)"
            }
            guard kind != .truth else { throw TextProblem("true and false cannot be added", at: offset) }
            left = Term(formula: .binary(symbol, left.formula, right.formula), kind: kind, offset: left.offset)
        }
    }

    private mutating func product() throws(TextProblem) -> Term {
        var left = try signed()
        while true {
            cursor.skipSpaces()
            let offset = cursor.at
            let symbol: Formula.BinaryOperator
            if cursor.take("*" as Unicode.Scalar) {
                symbol = .multiply
            } else if cursor.take("/" as Unicode.Scalar) {
                symbol = .divide
            } else {
                return left
            }
            let right = try signed()
            try count(1)
            let (a, b) = (try unit(left), try unit(right))
            if symbol == .divide, right.kind == .zero { throw TextProblem("division by zero", at: offset) }
            guard let unit = symbol == .multiply ? a.multiplied(by: b) : a.divided(by: b) else {
                throw TextProblem("the unit's exponents are too large", at: offset)
            }
            left = Term(
                formula: .binary(symbol, left.formula, right.formula), kind: .number(unit.base), offset: left.offset)
        }
    }

    private mutating func signed() throws(TextProblem) -> Term {
        cursor.skipSpaces()
        let start = cursor.at
        guard cursor.take("-" as Unicode.Scalar) else { return try power() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw TextProblem("the formula is nested more than 60 deep", at: start) }
        let inner = try signed()
        try count(1)
        _ = try unit(inner)
        return Term(formula: .negate(inner.formula), kind: inner.kind, offset: start)
    }

    private mutating func power() throws(TextProblem) -> Term {
        let base = try operand()
        cursor.skipSpaces()
        let offset = cursor.at
        guard cursor.take("^" as Unicode.Scalar) else { return base }
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw TextProblem("the formula is nested more than 60 deep", at: offset) }
        let exponent = try signed()
        try count(1)
        let own = try unit(base)
        guard try unit(exponent).isDimensionless else {
            throw TextProblem("an exponent has no unit, this one is in \(try unit(exponent))", at: exponent.offset)
        }
        let formula = Formula.binary(.power, base.formula, exponent.formula)
        if own.isDimensionless { return Term(formula: formula, kind: .number(Unit()), offset: base.offset) }
        guard let whole = exponent.formula.literal, whole == whole.rounded(), abs(whole) <= 9,
            let unit = own.raised(to: Int(whole))
        else {
            throw TextProblem(
                "\(own) can only be raised to a whole number", at: exponent.offset,
                hint: "divide by a value of the same unit first")
        }
        return Term(formula: formula, kind: .number(unit.base), offset: base.offset)
    }

    /// The unit of a number; true and false are none.
    func unit(_ term: Term) throws(TextProblem) -> Unit {
        switch term.kind {
        case .number(let unit): return unit
        case .zero: return Unit()
        case .truth:
            throw TextProblem(
                "a number is wanted, not true or false", at: term.offset, hint: "write `if ... then 1 else 0`")
        }
    }

    /// What two terms have in common, or an error that names their units.
    func common(
        _ a: Term, _ b: Term, at offset: Int, _ message: (String, String) -> String
    ) throws(TextProblem) -> Kind {
        switch (a.kind, b.kind) {
        case (.zero, let other), (let other, .zero):
            if other != .truth { return other }
        case (.truth, .truth): return .truth
        case (.number(let left), .number(let right)) where left.isCompatible(with: right):
            return .number(left.isRate ? left : right)
        default: break
        }
        throw TextProblem(
            message(name(a.kind), name(b.kind)), at: offset,
            hint: isUnitMissing(a, b) ? "give the number its unit" : nil)
    }

    private func isUnitMissing(_ a: Term, _ b: Term) -> Bool {
        [a, b].contains { term in
            guard case .number(let unit) = term.kind, unit.isDimensionless else { return false }
            return term.formula.literal != nil
        }
    }

    private func name(_ kind: Kind) -> String {
        switch kind {
        case .number(let unit): unit.isDimensionless && !unit.isRate ? "a plain number" : unit.description
        case .zero: "0"
        case .truth: "true or false"
        }
    }
}

extension Formula {
    /// The number that a literal, perhaps with a minus, stands for.
    var literal: Double? {
        switch self {
        case .number(let value, _): value
        case .negate(let inner): inner.literal.map { -$0 }
        default: nil
        }
    }
}
