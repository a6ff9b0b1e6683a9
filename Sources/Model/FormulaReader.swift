/// Reads a formula and infers its unit: recursive descent, one method a level of precedence.
struct FormulaReader {
    /// What an expression yields.
    enum Kind: Equatable {
        case number(Unit)
        /// The number 0 without a unit, which fits any.
        case zero
        case truth
    }

    struct Term {
        var formula: Formula
        var kind: Kind
        /// Where it starts.
        var offset: Int
    }

    var cursor: TextCursor
    let environment: Formula.Environment
    let place: Place
    var depth = 0
    var operations = 0

    init(_ cursor: TextCursor, _ environment: Formula.Environment, place: Place) {
        self.cursor = cursor
        self.environment = environment
        self.place = place
    }

    /// The formula that comes next, up to the end or the word `assumption`, in an attribute's unit.
    mutating func formula(in unit: Unit) throws(TextProblem) -> Formula {
        cursor.skipSpaces()
        let start = cursor.at
        let term = try expression()
        cursor.skipSpaces()
        if cursor.peek() == ";" { cursor.at += 1 }
        cursor.skipSpaces()
        guard cursor.isAtEnd || cursor.word() == "assumption" else {
            if cursor.peek() == "=" {
                throw TextProblem("a single = is no comparison", at: cursor.at, hint: "write `==`")
            }
            throw TextProblem("expected an operator, found \"\(cursor.next())\"", at: cursor.at)
        }
        switch term.kind {
        case .zero: return term.formula
        case .truth:
            throw TextProblem(
                "the formula yields true or false, not a number", at: start, hint: "write `if ... then 1 else 0`")
        case .number(let own):
            guard let factor = own.conversion(to: unit) else {
                throw TextProblem("the formula yields \(own), but \(unit) is wanted", at: start)
            }
            if factor == 1 { return term.formula }
            let inverse = 1 / factor
            if factor < 1, abs(inverse - inverse.rounded()) < inverse * 1e-12 {
                return .binary(.divide, term.formula, .number(inverse.rounded(), Unit()))
            }
            return .binary(.multiply, term.formula, .number(Unit.scale(1, by: factor), Unit()))
        }
    }

    mutating func expression() throws(TextProblem) -> Term {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw TextProblem("the formula is nested more than 60 deep", at: cursor.at) }
        cursor.skipSpaces()
        let start = cursor.at
        guard cursor.takeWord("if") else { return try disjunction() }
        let condition = try truth(try expression())
        try keyword("then", after: "if ...")
        let then = try expression()
        try keyword("else", after: "if ... then ...")
        let otherwise = try expression()
        let kind = try common(then, otherwise, at: otherwise.offset) { "the branches yield \($0) and \($1)" }
        return Term(
            formula: .choose(condition: condition.formula, then: then.formula, otherwise: otherwise.formula),
            kind: kind, offset: start)
    }

    private mutating func keyword(_ word: String, after: String) throws(TextProblem) {
        cursor.skipSpaces()
        guard cursor.takeWord(word) else {
            throw TextProblem(
                "expected `\(word)`, found \"\(cursor.next())\"", at: cursor.at, hint: "write `if c then a else b`")
        }
    }

    private mutating func disjunction() throws(TextProblem) -> Term {
        var terms = [try conjunction()]
        while takeOperatorWord("or") { terms.append(try conjunction()) }
        return try logical(.or, terms)
    }

    private mutating func conjunction() throws(TextProblem) -> Term {
        var terms = [try negation()]
        while takeOperatorWord("and") { terms.append(try negation()) }
        return try logical(.and, terms)
    }

    private mutating func negation() throws(TextProblem) -> Term {
        cursor.skipSpaces()
        let start = cursor.at
        guard cursor.takeWord("not") else { return try comparison() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= 60 else { throw TextProblem("the formula is nested more than 60 deep", at: cursor.at) }
        let inner = try truth(try negation())
        return Term(formula: .logical(.not, [inner.formula]), kind: .truth, offset: start)
    }

    private mutating func takeOperatorWord(_ word: String) -> Bool {
        cursor.skipSpaces()
        return cursor.takeWord(word)
    }

    private mutating func logical(
        _ symbol: Formula.LogicalOperator, _ terms: [Term]
    ) throws(TextProblem) -> Term {
        guard terms.count > 1 else { return terms[0] }
        try count(terms.count - 1)
        for term in terms { _ = try truth(term) }
        return Term(formula: .logical(symbol, terms.map(\.formula)), kind: .truth, offset: terms[0].offset)
    }

    private func truth(_ term: Term) throws(TextProblem) -> Term {
        guard term.kind == .truth else {
            throw TextProblem(
                "a condition is wanted, not a number", at: term.offset, hint: "compare it, as in `x > 0`")
        }
        return term
    }

    private mutating func comparison() throws(TextProblem) -> Term {
        let left = try sum()
        guard let (symbol, offset) = takeComparison() else { return left }
        let right = try sum()
        try count(1)
        _ = try common(left, right, at: offset) { "cannot compare \($0) with \($1)" }
        if let (_, next) = takeComparison() {
            throw TextProblem("comparisons do not chain", at: next, hint: "write `a < b and b < c`")
        }
        return Term(formula: .compare(symbol, left.formula, right.formula), kind: .truth, offset: left.offset)
    }

    private mutating func takeComparison() -> (Formula.Comparison, Int)? {
        cursor.skipSpaces()
        let start = cursor.at
        for symbol in ["<=", ">=", "==", "!=", "<", ">"] where cursor.take(symbol) {
            return (Formula.Comparison(rawValue: symbol)!, start)
        }
        return nil
    }

    /// Counts operations, so that the tree of an outside text stays small.
    mutating func count(_ more: Int) throws(TextProblem) {
        operations += more
        guard operations <= 500 else {
            throw TextProblem("the formula has more than 500 operations", at: cursor.at, hint: "part it into drivers")
        }
    }
}
