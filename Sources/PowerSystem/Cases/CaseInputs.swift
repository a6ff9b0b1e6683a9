/// The inputs of a case, read by key; a missing or wrong one throws a sentence that names it.
struct CaseInputs {
    /// The key of the table these are in, empty for the case's own inputs.
    let path: String
    let value: CaseValue

    init(_ value: CaseValue, path: String = "inputs") {
        self.value = value
        self.path = path
    }

    var keys: [String] {
        guard case .fields(let fields) = value else { return [] }
        return fields.map(\.key)
    }

    func place(_ key: String) -> String { path.isEmpty || path == "inputs" ? key : "\(path), \(key)" }

    func wrong(_ key: String, _ wanted: String) -> PowerError {
        guard let found = value[key] else { return PowerError(place(key), "is missing; give \(wanted)") }
        return PowerError(place(key), "\(found.brief) is not \(wanted); correct it")
    }

    /// The first of several spellings that is there and not null.
    func key(_ spellings: [String]) -> String? {
        spellings.first { has($0) }
    }

    func has(_ key: String) -> Bool {
        switch value[key] {
        case nil, .null?: false
        default: true
        }
    }

    func any(_ keys: String...) -> Bool { key(keys) != nil }

    func number(_ key: String) throws(PowerError) -> Double {
        guard case .number(let number)? = value[key], number.magnitude <= Check.largest else {
            throw wrong(key, "a number")
        }
        return number
    }

    func number(_ key: String, default other: Double) throws(PowerError) -> Double {
        has(key) ? try number(key) : other
    }

    /// A number under any of several spellings, the first of which names it in messages.
    func number(_ spellings: [String]) throws(PowerError) -> Double { try number(key(spellings) ?? spellings[0]) }

    func number(_ spellings: [String], default other: Double) throws(PowerError) -> Double {
        guard let key = key(spellings) else { return other }
        return try number(key)
    }

    func share(_ spellings: [String], default other: Double? = nil) throws(PowerError) -> Double {
        if let other, key(spellings) == nil { return other }
        let value = try number(spellings)
        try Check.share(place(key(spellings) ?? spellings[0]), value)
        return value
    }

    func whole(_ spellings: [String], default other: Int? = nil, in range: ClosedRange<Int>) throws(PowerError) -> Int {
        if let other, key(spellings) == nil { return other }
        let name = key(spellings) ?? spellings[0]
        let found = try number(name)
        guard let whole = Int(exactly: found) else { throw wrong(name, "a whole number") }
        try Check.count(place(name), whole, in: range)
        return whole
    }

    func text(_ key: String) throws(PowerError) -> String {
        guard case .text(let text)? = value[key] else { throw wrong(key, "a text") }
        return text
    }

    func list(_ spellings: [String]) throws(PowerError) -> [CaseValue] {
        let name = key(spellings) ?? spellings[0]
        guard case .list(let values)? = value[name] else { throw wrong(name, "a list") }
        return values
    }

    func list(_ key: String) throws(PowerError) -> [CaseValue] { try list([key]) }

    func numbers(_ spellings: [String]) throws(PowerError) -> [Double] {
        let name = key(spellings) ?? spellings[0]
        return try Self.numbers(try list(spellings), place(name))
    }

    func numbers(_ key: String) throws(PowerError) -> [Double] { try numbers([key]) }

    /// A number, or a list of them.
    func oneOrMore(_ spellings: [String]) throws(PowerError) -> [Double] {
        let name = key(spellings) ?? spellings[0]
        if case .number? = value[name] { return [try number(name)] }
        return try numbers(spellings)
    }

    func inner(_ key: String) throws(PowerError) -> CaseInputs {
        guard let found = value[key], case .fields = found else { throw wrong(key, "a table") }
        return CaseInputs(found, path: place(key))
    }

    /// A table of numbers, in the order of the file.
    func numbersByName(_ key: String) throws(PowerError) -> [(name: String, number: Double)] {
        guard case .fields(let fields)? = value[key] else { throw wrong(key, "a table of numbers") }
        var result: [(name: String, number: Double)] = []
        for field in fields {
            guard case .number(let number) = field.value, number.magnitude <= Check.largest else {
                throw PowerError("\(place(key)), \(field.key)", "\(field.value.brief) is not a number; correct it")
            }
            result.append((field.key, number))
        }
        return result
    }

    /// Numbers out of a list at `place`.
    static func numbers(_ values: [CaseValue], _ place: String) throws(PowerError) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(values.count)
        for (row, value) in values.enumerated() {
            guard case .number(let number) = value, number.magnitude <= Check.largest else {
                throw PowerError("\(place), row \(row)", "\(value.brief) is not a number; correct it")
            }
            result.append(number)
        }
        return result
    }

    /// Rows of numbers, as in a matrix.
    func rows(_ key: String) throws(PowerError) -> [[Double]] {
        var result: [[Double]] = []
        for (row, value) in try list(key).enumerated() {
            guard case .list(let values) = value else {
                throw PowerError("\(place(key)), row \(row)", "\(value.brief) is not a list; correct it")
            }
            result.append(try Self.numbers(values, "\(place(key)), row \(row)"))
        }
        return result
    }
}
