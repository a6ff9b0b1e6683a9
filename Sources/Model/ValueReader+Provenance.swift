extension ValueReader {
    /// Reads what follows a value: `@p412, @p413`, or `assumption 65..85 %, reason`, or nothing.
    func provenance(_ cursor: inout TextCursor, of form: Input.Form) throws(TextProblem) -> Provenance {
        cursor.skipSpaces()
        if let next = cursor.peek(), next == "," || next == ";" {
            cursor.at += 1
            cursor.skipSpaces()
        }
        if cursor.isAtEnd { return .none }
        if cursor.peek() == "@" { return .facts(try facts(&cursor)) }
        if cursor.takeWord("assumption") { return try assumption(&cursor, of: form) }
        throw TextProblem(
            "expected the value's source, found \"\(Diagnostic.shortened(cursor.rest()))\"", at: cursor.at,
            hint: "write its facts, `@p412`, or `assumption, reason`")
    }

    private func facts(_ cursor: inout TextCursor) throws(TextProblem) -> [String] {
        var ids: [String] = []
        while cursor.take("@" as Unicode.Scalar) {
            let start = cursor.at
            let id = cursor.factName()
            guard !id.isEmpty else { throw TextProblem("a fact's name is missing after @", at: start) }
            guard environment.fact(id) != nil else { throw environment.unknownFact(id, at: start - 1) }
            if !ids.contains(id) { ids.append(id) }
            cursor.skipSpaces()
            if cursor.take("," as Unicode.Scalar) { cursor.skipSpaces() }
        }
        guard cursor.isAtEnd else {
            throw TextProblem(
                "expected another fact, found \"\(Diagnostic.shortened(cursor.rest()))\"", at: cursor.at,
                hint: "a value rests on facts or is an assumption: write `assumption, from @\(ids[0]) ...`")
        }
        return ids
    }

    /// Reads what follows the word `assumption`: a range, a reason, both or neither.
    func assumption(_ cursor: inout TextCursor, of form: Input.Form) throws(TextProblem) -> Provenance {
        cursor.skipSpaces()
        let start = cursor.at
        let inParentheses = cursor.take("(" as Unicode.Scalar)
        var range: ClosedRange<Double>?
        if cursor.startsNumber() { range = try span(&cursor) }
        if range == nil {
            cursor.at = start
        } else if inParentheses {
            cursor.skipSpaces()
            guard cursor.take(")" as Unicode.Scalar) else {
                throw TextProblem("a closing parenthesis is missing", at: cursor.at)
            }
        }
        cursor.skipSpaces()
        if let next = cursor.peek(), next == "," || next == ":" || next == ";" { cursor.at += 1 }
        let reason = cursor.rest()
        cursor.at = cursor.scalars.count
        if let range, case .constant(let value) = form, !range.contains(value) {
            throw TextProblem("the value lies outside of its own range", at: start)
        }
        return .assumption(reason: reason, low: range?.lowerBound, high: range?.upperBound)
    }

    /// Reads `65..85 %` in the attribute's unit; nil if there is no `..` after the first number.
    func span(_ cursor: inout TextCursor) throws(TextProblem) -> ClosedRange<Double>? {
        let start = cursor.at
        guard let low = try cursor.number() else { return nil }
        cursor.skipSpaces()
        let lowUnit = try unitBeforeSpan(&cursor)
        cursor.skipSpaces()
        guard cursor.take("..") else { return nil }
        cursor.skipSpaces()
        let middle = cursor.at
        guard let high = try cursor.number() else { throw TextProblem("the range has no upper end", at: cursor.at) }
        let end = cursor.at
        cursor.skipSpaces()
        var reader = UnitReader(cursor, isInFormula: false)
        let highUnit = try reader.unit()
        cursor = reader.cursor
        if highUnit == nil { cursor.at = end }
        let lower = try converted(low, from: lowUnit ?? highUnit, at: start)
        let upper = try converted(high, from: highUnit ?? lowUnit, at: middle)
        guard lower <= upper else { throw TextProblem("the range runs downwards", at: start) }
        try checkRange(lower, at: start)
        try checkRange(upper, at: middle)
        return lower...upper
    }

    /// A unit between the first number and the dots; nil, unread, if the dots do not follow.
    private func unitBeforeSpan(_ cursor: inout TextCursor) throws(TextProblem) -> Unit? {
        var reader = UnitReader(cursor, isInFormula: false)
        guard let unit = try? reader.unit() else { return nil }
        cursor = reader.cursor
        return unit
    }
}

extension TextCursor {
    /// Takes a fact's name: letters, digits, `_`, `-` and inner dots.
    mutating func factName() -> String {
        let start = at
        while let next = peek() {
            let isInner = (next == "-" || next == ".") && peek(1).map { $0.isLetter || $0.isDigit } ?? false
            guard next.isLetter || next.isDigit || isInner else { break }
            at += 1
        }
        return text(start, at)
    }
}
