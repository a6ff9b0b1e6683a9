extension FormulaReader {
    /// Reads the arguments of a call, from its opening parenthesis.
    mutating func call(_ name: String, _ start: Int) throws(TextProblem) -> Term {
        cursor.at += 1
        try count(1)
        switch name {
        case "lag": return try lag(start)
        case "lookup": return try lookup(start)
        default: break
        }
        guard let function = Formula.Function(rawValue: name) else {
            let names = Formula.Function.allCases.map(\.rawValue) + ["lag", "lookup"]
            throw TextProblem(
                "unknown function \"\(name)\"", at: start,
                hint: Suggestion.hint(for: name, among: names, otherwise: "functions are \(Suggestion.list(names, limit: 20))"))
        }
        var arguments: [Term] = []
        repeat { arguments.append(try expression()) } while takeComma()
        try close()
        try count(arguments.count)
        let counts = function.argumentCounts
        guard counts.contains(arguments.count) else {
            throw TextProblem("\(name) is written \(function.form)", at: start)
        }
        return Term(
            formula: .call(function, arguments.map(\.formula)), kind: try kind(of: function, arguments), offset: start)
    }

    private mutating func takeComma() -> Bool {
        cursor.skipSpaces()
        return cursor.take("," as Unicode.Scalar)
    }

    private func kind(of function: Formula.Function, _ arguments: [Term]) throws(TextProblem) -> Kind {
        for argument in arguments { _ = try unit(argument) }
        switch function {
        case .min, .max, .clamp:
            var result = arguments[0]
            for next in arguments.dropFirst() {
                result.kind = try common(result, next, at: next.offset) {
                    "\(function.rawValue) of \($0) and \($1)"
                }
            }
            return result.kind
        case .abs: return arguments[0].kind
        case .sqrt:
            let own = try unit(arguments[0])
            guard let root = own.squareRoot else {
                throw TextProblem("\(own) has no square root", at: arguments[0].offset)
            }
            return .number(root)
        case .exp, .log, .logistic, .ramp, .step, .pulse:
            for argument in arguments {
                let own = try unit(argument)
                guard own.isDimensionless else {
                    throw TextProblem(
                        "\(function.rawValue) takes a plain number, not \(own)", at: argument.offset,
                        hint: function.takesQuarters
                            ? "write a quarter, `2027Q1`, or a number of quarters from the start"
                            : "divide by a value of the same unit first")
                }
            }
            if function == .ramp || function == .pulse, let from = arguments[0].formula.literal,
                let to = arguments[1].formula.literal, function == .ramp ? from >= to : from > to
            {
                throw TextProblem("\(function.rawValue) ends before it starts", at: arguments[1].offset)
            }
            return .number(Unit())
        }
    }

    private mutating func lag(_ start: Int) throws(TextProblem) -> Term {
        let inner = try expression()
        _ = try unit(inner)
        guard takeComma() else { throw TextProblem("lag is written lag(x, quarters, initial)", at: start) }
        cursor.skipSpaces()
        let offset = cursor.at
        let number = try expression()
        var quarters = number.formula.literal
        if case .number(let own) = number.kind, !own.isDimensionless {
            guard own.isCompatible(with: .quarters) else {
                throw TextProblem("lag takes a number of quarters, not \(own)", at: offset)
            }
            quarters = quarters.map { $0 / Unit.hoursPerQuarter }
        }
        guard let quarters, quarters == quarters.rounded(), 1...400 ~= quarters else {
            throw TextProblem("lag takes a whole number of quarters, 1 to 400", at: offset)
        }
        let initial = takeComma() ? try expression() : inner
        try close()
        let kind = try common(inner, initial, at: initial.offset) { "lag of \($0) starts with \($1)" }
        return Term(
            formula: .lag(inner.formula, quarters: Int(quarters), initial: initial.formula), kind: kind, offset: start)
    }

    private mutating func lookup(_ start: Int) throws(TextProblem) -> Term {
        let argument = try expression()
        var points: [Formula.Point] = []
        var value: Term?
        while takeComma() {
            let at = try signedLiteral()
            _ = try common(argument, at, at: at.offset) { "lookup of \($0) has a point at \($1)" }
            cursor.skipSpaces()
            guard cursor.take(":" as Unicode.Scalar) || cursor.takeWord("at") else {
                throw TextProblem("expected `:`, found \"\(cursor.next())\"", at: cursor.at, hint: Self.lookupForm)
            }
            var next = try signedLiteral()
            if let first = value {
                next.kind = try common(first, next, at: next.offset) { "lookup holds \($0) and \($1)" }
            }
            if let last = points.last, last.at >= at.formula.literal! {
                throw TextProblem("the points of lookup must increase", at: at.offset)
            }
            points.append(Formula.Point(at: at.formula.literal!, value: next.formula.literal!))
            value = next
        }
        try close()
        try count(points.count)
        guard let value else { throw TextProblem("lookup has no points", at: start, hint: Self.lookupForm) }
        return Term(formula: .lookup(argument.formula, points), kind: value.kind, offset: start)
    }

    private static let lookupForm = "write `lookup(x, 0: 1, 2: 3)`"

    private mutating func signedLiteral() throws(TextProblem) -> Term {
        cursor.skipSpaces()
        let start = cursor.at
        let isNegative = cursor.take("-" as Unicode.Scalar)
        var term = try literal()
        if isNegative { term.formula = .negate(term.formula) }
        term.offset = start
        return term
    }
}

extension Formula.Function {
    /// How many arguments it takes.
    var argumentCounts: ClosedRange<Int> {
        switch self {
        case .min, .max: 2...50
        case .clamp: 3...3
        case .exp, .log, .sqrt, .abs, .logistic, .step: 1...1
        case .ramp, .pulse: 2...2
        }
    }

    var takesQuarters: Bool { self == .ramp || self == .step || self == .pulse }

    /// How it is written.
    public var form: String {
        switch self {
        case .min, .max: "\(rawValue)(a, b, ...)"
        case .clamp: "clamp(x, low, high)"
        case .exp, .log, .sqrt, .abs, .logistic: "\(rawValue)(x)"
        case .ramp: "ramp(from, to)"
        case .step: "step(quarter)"
        case .pulse: "pulse(from, to)"
        }
    }
}
