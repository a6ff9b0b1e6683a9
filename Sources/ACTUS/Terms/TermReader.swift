import Calendar

/// Reads terms by name and keeps a list of everything that is wrong with them.
///
/// A `required` read of a missing term notes the problem and returns a stand-in; `check` throws before it is ever used.
struct TermReader {
    let terms: Terms
    let contract: String
    /// Calendars that the `calendar` term may name, besides those of the dictionary.
    let calendars: [String: BusinessCalendar]
    private(set) var problems: [TermProblem] = []

    init(_ terms: Terms, contract: String, calendars: [String: BusinessCalendar]) {
        self.terms = terms
        self.contract = contract
        self.calendars = calendars
    }

    /// Throws every problem noted so far.
    func check() throws(InvalidTerms) {
        if !problems.isEmpty { throw InvalidTerms(problems) }
    }

    mutating func note(_ term: String, _ rule: String, found: TermValue? = nil) {
        problems.append(TermProblem(contract: contract, term: term, rule: rule, found: found?.description))
    }

    mutating func note(_ others: InvalidTerms) {
        problems += others.problems
    }

    /// Whether a term has a value: neither missing, null nor blank.
    func has(_ term: String) -> Bool { value(term) != nil }

    func value(_ term: String) -> TermValue? {
        switch terms[term] {
        case nil, .null: nil
        case .text(let text) where text.allSatisfy(\.isWhitespace): nil
        case let value: value
        }
    }

    mutating func text(_ term: String) -> String? {
        switch value(term) {
        case nil: return nil
        case .text(let text): return trimmed(text)
        case let other:
            note(term, "must be text", found: other)
            return nil
        }
    }

    mutating func number(_ term: String) -> Double? {
        guard let value = value(term) else { return nil }
        if let number = Self.number(value) { return number }
        note(term, "must be a number", found: value)
        return nil
    }

    mutating func time(_ term: String) -> Timestamp? {
        guard let value = value(term) else { return nil }
        if let time = Self.time(value) { return time }
        note(term, "must be a date, 2026-03-31T00:00:00", found: value)
        return nil
    }

    mutating func cycle(_ term: String) -> Cycle? {
        guard let value = value(term) else { return nil }
        if let cycle = Self.cycle(value) { return cycle }
        note(term, "must be a cycle such as P3ML0 (long last stub) or P3ML1 (short)", found: value)
        return nil
    }

    /// A period, with or without the stub that the reference tests add to some.
    mutating func period(_ term: String) -> Period? {
        guard let value = value(term) else { return nil }
        if case .text(let text) = value {
            let text = trimmed(text)
            if let period = Period(text) ?? (text.dropLast().last == "L" ? Period(text.dropLast(2)) : nil) {
                return period
            }
        }
        note(term, "must be a period such as P3D or P1M", found: value)
        return nil
    }

    /// One of the codes of a list; `spelling` may bring variants to the spelling of the list.
    mutating func code<Value>(
        _ term: String, _ codes: KeyValuePairs<String, Value>, spelling: (String) -> String = { $0 }
    ) -> Value? {
        guard let value = value(term) else { return nil }
        if case .text(let text) = value {
            let code = spelling(trimmed(text))
            if let match = codes.first(where: { $0.key == code }) { return match.value }
        }
        note(term, "must be one of \(codes.map(\.key).joined(separator: ", "))", found: value)
        return nil
    }

    func recurrencePair(_ anchor: String, _ cycle: String) -> Bool { has(anchor) || has(cycle) }

    mutating func recurrence(_ anchor: String, _ cycle: String) -> Recurrence {
        Recurrence(anchor: time(anchor), cycle: self.cycle(cycle))
    }
}

/// Text without the blanks around it; the reference tests pad numbers.
func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}
