import Calendar

extension FormulaReader {
    static let keywords: Set<String> = ["if", "then", "else", "and", "or", "not", "at", "assumption"]

    /// A number, a quarter, a fact, a name, a call, or an expression in parentheses.
    mutating func operand() throws(TextProblem) -> Term {
        cursor.skipSpaces()
        let start = cursor.at
        guard let next = cursor.peek() else { throw TextProblem("the formula ends too early", at: start) }
        if cursor.take("(" as Unicode.Scalar) {
            let inner = try expression()
            try close()
            return Term(formula: inner.formula, kind: inner.kind, offset: start)
        }
        if cursor.take("@" as Unicode.Scalar) { return try fact(start) }
        if next.isDigit || next == "." {
            if let quarter = takeQuarter() {
                return Term(formula: .number(Double(quarter), Unit()), kind: .number(Unit()), offset: start)
            }
            return try literal()
        }
        let name = takeName()
        guard !name.isEmpty, !Self.keywords.contains(name) else {
            cursor.at = start
            throw TextProblem(
                "expected a number or a name, found \"\(cursor.next())\"", at: start,
                hint: next == "$" ? "write the unit after the number: `5 USD`" : nil)
        }
        cursor.skipSpaces()
        if cursor.peek() == "(" { return try call(name, start) }
        if name == "time" { return Term(formula: .time, kind: .number(Unit()), offset: start) }
        return try reference(name, start)
    }

    mutating func close() throws(TextProblem) {
        cursor.skipSpaces()
        guard cursor.take(")" as Unicode.Scalar) else {
            throw TextProblem("expected `)`, found \"\(cursor.next())\"", at: cursor.at)
        }
    }

    /// A number with the unit that follows it, in base units.
    mutating func literal() throws(TextProblem) -> Term {
        let start = cursor.at
        guard let number = try cursor.number(inList: true) else {
            throw TextProblem("expected a number, found \"\(cursor.next())\"", at: start)
        }
        let end = cursor.at
        cursor.skipSpaces()
        let word = cursor.word()
        if Self.keywords.contains(word) {
            cursor.at = end
            return plainNumber(number, start)
        }
        var reader = UnitReader(cursor, isInFormula: true)
        guard let unit = try reader.unit() else {
            if !word.isEmpty { throw reader.unknown() }
            cursor.at = end
            return plainNumber(number, start)
        }
        cursor = reader.cursor
        let value = Unit.scale(number, by: unit.factor)
        guard value.isFinite else { throw TextProblem("the number is too large", at: start) }
        return Term(formula: .number(value, unit.base), kind: .number(unit.base), offset: start)
    }

    private func plainNumber(_ number: Double, _ start: Int) -> Term {
        Term(formula: .number(number, Unit()), kind: number == 0 ? .zero : .number(Unit()), offset: start)
    }

    /// `2027Q1` as a number of quarters from the start.
    private mutating func takeQuarter() -> Int? {
        let text = cursor.text(cursor.at, cursor.at + 6)
        guard let quarter = Quarter(text) else { return nil }
        cursor.at += 6
        return environment.start.distance(to: quarter)
    }

    /// A dotted path. A hyphen belongs to it only between letters or digits.
    private mutating func takeName() -> String {
        let start = cursor.at
        guard cursor.peek()?.isLetter == true else { return "" }
        while let next = cursor.peek() {
            let joins = (next == "-" || next == ".") && (cursor.peek(1).map { $0.isLetter || $0.isDigit } ?? false)
            guard next.isLetter || next.isDigit || joins else { break }
            cursor.at += 1
        }
        return cursor.text(start, cursor.at)
    }

    private func reference(_ name: String, _ start: Int) throws(TextProblem) -> Term {
        guard let line = environment.line(name) else {
            throw TextProblem("unknown name \"\(name)\" in the formula", at: start, hint: hint(forUnknown: name))
        }
        var place = place
        place.column += start
        return Term(
            formula: .reference(path: line.path, line.unit, place), kind: .number(line.unit.base), offset: start)
    }

    private func hint(forUnknown name: String) -> String? {
        for (index, character) in zip(name.indices, name) where character == "-" {
            let head = String(name[..<index])
            let tail = String(name[name.index(after: index)...])
            if environment.line(head) != nil {
                return "a minus after a name has spaces around it: `\(head) - \(tail)`"
            }
        }
        let functions = Formula.Function.allCases.map(\.rawValue) + ["lag", "lookup", "time"]
        return Suggestion.hint(for: name, among: environment.paths() + functions)
    }

    private mutating func fact(_ start: Int) throws(TextProblem) -> Term {
        let id = cursor.factName()
        guard !id.isEmpty else { throw TextProblem("a fact's name is missing after @", at: start) }
        guard let fact = environment.fact(id) else { throw environment.unknownFact(id, at: start) }
        guard let number = fact.number else {
            throw TextProblem(
                "the fact @\(id) is \"\(Diagnostic.shortened(fact.value))\", not a number", at: start,
                hint: "write the number that you use and its fact as a driver of its own")
        }
        guard let unit = fact.readUnit else {
            throw TextProblem(
                "the unit \"\(Diagnostic.shortened(fact.unit))\" of the fact @\(id) cannot be computed with", at: start)
        }
        let value = Unit.scale(number, by: unit.factor)
        return Term(formula: .fact(id: id, value, unit.base), kind: .number(unit.base), offset: start)
    }
}
