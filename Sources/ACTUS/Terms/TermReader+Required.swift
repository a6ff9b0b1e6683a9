import Calendar

/// Reads that note a problem when the term is missing, and reads of lists.
extension TermReader {
    mutating func requiredNumber(_ term: String, _ why: String = "is required") -> Double {
        require(term, why, number(term)) ?? 0
    }

    mutating func requiredTime(_ term: String, _ why: String = "is required") -> Timestamp {
        require(term, why, time(term)) ?? Timestamp(Day(daysSince1970: 0))
    }

    mutating func requiredText(_ term: String, _ why: String = "is required") -> String {
        require(term, why, text(term)) ?? ""
    }

    private mutating func require<Value>(_ term: String, _ why: String, _ value: Value?) -> Value? {
        if value == nil, !has(term) { note(term, why) }
        return value
    }

    /// The elements of a list; a bare value is a list of one.
    private func elements(_ term: String) -> [TermValue]? {
        switch value(term) {
        case nil: nil
        case .list(let list): list
        case let single?: [single]
        }
    }

    private mutating func list<Value>(_ term: String, _ rule: String, _ read: (TermValue) -> Value?) -> [Value]? {
        guard let elements = elements(term) else { return nil }
        var values: [Value] = []
        for (place, element) in elements.enumerated() {
            if let value = read(element) {
                values.append(value)
            } else {
                note(term, "\(rule) in place \(place + 1)", found: element)
            }
        }
        return values
    }

    mutating func times(_ term: String) -> [Timestamp]? { list(term, "must hold a date", Self.time) }
    mutating func numbers(_ term: String) -> [Double]? { list(term, "must hold a number", Self.number) }
    mutating func cycles(_ term: String) -> [Cycle]? { list(term, "must hold a cycle such as P3ML1", Self.cycle) }

    mutating func codes<Value>(_ term: String, _ codes: KeyValuePairs<String, Value>) -> [Value]? {
        list(term, "must hold one of \(codes.map(\.key).joined(separator: ", "))") { element in
            guard case .text(let text) = element else { return nil }
            return codes.first { $0.key == trimmed(text) }?.value
        }
    }

    static func number(_ value: TermValue) -> Double? {
        switch value {
        case .number(let number): number.isFinite ? number : nil
        case .text(let text): Double(trimmed(text)).flatMap { $0.isFinite ? $0 : nil }
        default: nil
        }
    }

    static func time(_ value: TermValue) -> Timestamp? {
        guard case .text(let text) = value else { return nil }
        return Timestamp(trimmed(text))
    }

    static func cycle(_ value: TermValue) -> Cycle? {
        guard case .text(let text) = value else { return nil }
        return Cycle(trimmed(text))
    }
}
