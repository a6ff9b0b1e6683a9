/// A value as data files have it, so that cases can be read from any format.
public indirect enum CaseValue: Sendable, Equatable {
    case null
    case number(Double)
    case flag(Bool)
    case text(String)
    case list([CaseValue])
    case fields([String: CaseValue])

    static func numbers(_ values: some Sequence<Double>) -> CaseValue { .list(values.map { .number($0) }) }

    static func optional(_ value: Double?) -> CaseValue { value.map { .number($0) } ?? .null }

    /// The value as an error quotes it.
    var brief: String {
        switch self {
        case .null: "null"
        case .number(let number): Int(exactly: number).map(String.init) ?? "\(number)"
        case .flag(let flag): "\(flag)"
        case .text(let text): "\"\(text)\""
        case .list(let values): "a list of \(values.count)"
        case .fields(let fields): "a table of \(fields.count)"
        }
    }
}

/// What is wrong with a case, in a sentence that names the key.
public struct CaseError: Error, Equatable, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// The inputs of a case, read by key; a missing or wrong one throws a sentence that names it.
struct CaseInputs {
    let fields: [String: CaseValue]

    func has(_ key: String) -> Bool { fields[key].map { $0 != .null } ?? false }

    func number(_ key: String) throws(CaseError) -> Double {
        guard case .number(let value)? = fields[key], value.isFinite else { throw wrong(key, "a number") }
        return value
    }

    func number(_ key: String, default other: Double) throws(CaseError) -> Double {
        has(key) ? try number(key) : other
    }

    func whole(_ key: String) throws(CaseError) -> Int {
        let value = try number(key)
        guard let whole = Int(exactly: value) else { throw wrong(key, "a whole number") }
        return whole
    }

    func text(_ key: String) throws(CaseError) -> String {
        guard case .text(let value)? = fields[key] else { throw wrong(key, "a text") }
        return value
    }

    func flag(_ key: String) throws(CaseError) -> Bool {
        guard case .flag(let value)? = fields[key] else { throw wrong(key, "true or false") }
        return value
    }

    func list(_ key: String) throws(CaseError) -> [CaseValue] {
        guard case .list(let values)? = fields[key] else { throw wrong(key, "a list") }
        return values
    }

    func numbers(_ key: String) throws(CaseError) -> [Double] {
        var result: [Double] = []
        let values = try list(key)
        // Roots are searched for in all of them, again and again.
        guard values.count <= 100_000 else { throw wrong(key, "a list of at most 100,000 numbers") }
        for value in values {
            guard case .number(let number) = value, number.isFinite else { throw wrong(key, "a list of numbers") }
            result.append(number)
        }
        return result
    }

    func inner(_ key: String) throws(CaseError) -> CaseInputs {
        guard case .fields(let fields)? = fields[key] else { throw wrong(key, "a table") }
        return CaseInputs(fields: fields)
    }

    func wrong(_ key: String, _ wanted: String) -> CaseError {
        guard let found = fields[key] else { return CaseError("'\(key)' is missing: \(wanted)") }
        return CaseError("'\(key)' is not \(wanted); found \(found.brief)")
    }
}
