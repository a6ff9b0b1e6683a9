import FinancialNetwork

/// The arrays that `plimsoll network` understands, and one network out of them.
enum NetworkFile {
    /// The arrays by name, in the order in which they are computed.
    static let arrays = ["clearing", "extra", "models", "own_money_cases", "temporal_cases"]

    /// Computes one network of the named array.
    ///
    /// - Throws: `NetworkError` or `NetworkFault`, whose descriptions begin with the network's name.
    static func answer(_ value: JSONText, named name: String, in array: String) throws -> NetworkAnswer {
        guard case .object = value else { throw NetworkFault(network: name, reason: "is not an object") }
        let fields = NetworkFields(name: name, value: value)
        switch array {
        case "clearing": return try clearing(fields)
        case "extra": return try contagion(fields)
        case "models": return try model(fields)
        case "own_money_cases": return try ownMoney(fields)
        default: return try tracing(fields)
        }
    }

    /// What errors call a network: its name, or its place.
    static func name(of value: JSONText, at index: Int, in array: String) -> String {
        if case .text(let name)? = value["name"], !name.isEmpty { return name }
        return "\(array)[\(index)]"
    }
}

/// What was computed about one network: for programs and for people.
struct NetworkAnswer {
    /// The keys and values of `--json`.
    var result: [(key: String, value: JSONText)]
    /// What was computed, in a few words.
    var title: String
    /// Tables with one row per party, posting or the like.
    var tables: [NetworkTable]
    /// Sentences below the tables.
    var summary: [String]
}

/// Something missing or of the wrong kind in the file.
struct NetworkFault: Error, CustomStringConvertible {
    var network: String
    var reason: String
    var description: String { "\(network): \(reason)" }
}

/// The fields of one network, read by kind.
struct NetworkFields {
    let name: String
    let value: JSONText

    func fault(_ key: String, _ reason: String) -> NetworkFault {
        NetworkFault(network: name, reason: "\(key): \(reason)")
    }

    func has(_ key: String) -> Bool {
        switch value[key] {
        case nil, .null?: false
        default: true
        }
    }

    func field(_ key: String) throws -> JSONText {
        guard let field = value[key] else { throw fault(key, "is missing") }
        return field
    }

    func number(_ key: String, default fallback: Double? = nil) throws -> Double {
        if let fallback, !has(key) { return fallback }
        return try number(field(key), key)
    }

    func number(_ value: JSONText, _ place: @autoclosure () -> String) throws -> Double {
        guard case .number(let number) = value else { throw fault(place(), "\(Self.brief(value)) is not a number") }
        if !number.isFinite { throw fault(place(), "\(Self.brief(value)) is not a finite number") }
        return number
    }

    func whole(_ value: JSONText, _ place: @autoclosure () -> String) throws -> Int {
        let number = try number(value, place())
        guard number.magnitude < 1e15, Double(Int(number)) == number else {
            throw fault(place(), "\(number) is not a whole number")
        }
        return Int(number)
    }

    func whole(_ key: String) throws -> Int { try whole(field(key), key) }

    func list(_ key: String) throws -> [JSONText] {
        guard case .list(let list) = try field(key) else { throw fault(key, "is not a list") }
        return list
    }

    func numbers(_ key: String) throws -> [Double] {
        try list(key).enumerated().map { try number($1, "\(key), row \($0)") }
    }

    func matrix(_ key: String) throws -> [[Double]] {
        try rows(key).enumerated().map { row, values in try values.map { try number($0, "\(key), row \(row)") } }
    }

    /// A list of lists, each of at least `width` values.
    func rows(_ key: String, width: Int = 0) throws -> [[JSONText]] {
        try list(key).enumerated().map { row, value in
            guard case .list(let values) = value else { throw fault("\(key), row \(row)", "is not a list") }
            if values.count < width {
                throw fault("\(key), row \(row)", "\(values.count) values where \(width) are expected")
            }
            return values
        }
    }

    func word(_ value: JSONText, _ place: @autoclosure () -> String) throws -> String {
        guard case .text(let word) = value else { throw fault(place(), "\(Self.brief(value)) is not a text") }
        return word
    }

    /// The kind of a flow: revenue, financing, or anything else.
    func kind(_ value: JSONText, _ place: @autoclosure () -> String) throws -> FlowNetwork.Kind {
        switch try word(value, place()) {
        case "revenue": .revenue
        case "financing": .financing
        default: .other
        }
    }

    /// `n`, checked before anything of that size is made.
    func count() throws -> Int {
        let count = try whole("n")
        let limit = 1_000_000
        if count < 0 { throw NetworkError(network: name, part: "n", value: Double(count), reason: .negative) }
        if count > limit {
            throw NetworkError(network: name, part: "n", value: Double(count), reason: .tooLarge(limit: limit))
        }
        return count
    }

    /// `n`, which must be the number of entries of `key`.
    func checkCount(_ key: String, _ count: Int) throws {
        guard has("n") else { return }
        let n = try whole("n")
        if n != count {
            throw NetworkError(network: name, part: key, value: Double(count), reason: .wrongCount(expected: n))
        }
    }

    /// The label of a party, or its number.
    func label(_ party: Int) -> String {
        if case .list(let labels)? = value["labels"], party < labels.count, case .text(let label) = labels[party] {
            return label
        }
        return "\(party)"
    }

    /// The labels of so many parties.
    func labels(_ count: Int) -> NetworkTable.Cells { .words((0..<count).map(label)) }

    /// A value as errors quote it.
    private static func brief(_ value: JSONText) -> String {
        switch value {
        case .list: "a list"
        case .object: "an object"
        case .number(let number) where number.isNaN: "NaN"
        case .number(let number) where number.isInfinite: number < 0 ? "-Infinity" : "Infinity"
        default: "\(value)"
        }
    }
}
