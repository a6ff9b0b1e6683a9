/// A value as data files have it, keys in the order of the file, so that cases can be read from any format.
public indirect enum CaseValue: Sendable, Equatable {
    /// Nothing.
    case null
    /// True or false.
    case flag(Bool)
    /// A number; the key says its unit.
    case number(Double)
    /// A string.
    case text(String)
    /// Values in order.
    case list([CaseValue])
    /// Values by key, in the order of the file; of two under one key the last counts.
    case fields([Field])

    /// A key and what it holds.
    public struct Field: Sendable, Equatable {
        /// Its name.
        public var key: String
        /// What it holds.
        public var value: CaseValue

        /// A key and its value.
        public init(_ key: String, _ value: CaseValue) {
            self.key = key
            self.value = value
        }
    }

    static func numbers(_ values: some Sequence<Double>) -> CaseValue { .list(values.map { .number($0) }) }

    static func whole(_ value: Int) -> CaseValue { .number(Double(value)) }

    static func optional(_ value: Double?) -> CaseValue { value.map { .number($0) } ?? .null }

    static func table(_ pairs: [(String, CaseValue)]) -> CaseValue { .fields(pairs.map { Field($0.0, $0.1) }) }

    /// What a table holds under a key: the last of several, as readers of JSON do.
    public subscript(key: String) -> CaseValue? {
        guard case .fields(let fields) = self else { return nil }
        return fields.last { $0.key == key }?.value
    }

    /// In a few words, for messages.
    var brief: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .number(let number): CaseNumber.text(number)
        case .text(let text): "\"\(text.prefix(40))\""
        case .list: "a list"
        case .fields: "a table"
        }
    }
}

/// Numbers as keys of tables: "10", "0.25".
enum CaseNumber {
    /// Whole numbers without a decimal point.
    static func text(_ value: Double) -> String {
        value.magnitude < 1e15 && Double(Int(value)) == value ? "\(Int(value))" : "\(value)"
    }

    /// A key for one of several numbers: "9.0" beside "9.5".
    static func text(_ value: Double, among others: [Double]) -> String {
        others.allSatisfy { $0 == $0.rounded() } ? text(value) : "\(value)"
    }
}
