/// A value of a term as a JSON document holds it.
///
/// It can be written as a literal, so terms read in Swift as they do in JSON:
///
///     let terms: Terms = ["contractType": "PAM", "notionalPrincipal": 3000, "nominalInterestRate": "0.1"]
///
/// It is `Decodable`, so any decoder of JSON fills it.
public enum TermValue: Hashable, Sendable {
    /// A string; dates, numbers and codes may be written as one too.
    case text(String)
    /// A number of JSON.
    case number(Double)
    /// `true` or `false`.
    case flag(Bool)
    /// Values in order.
    case list([TermValue])
    /// Values by name.
    case object([String: TermValue])
    /// `null` of JSON.
    case null
}

/// The terms of a contract by the names of the ACTUS dictionary, `notionalPrincipal`, `maturityDate` and so on.
public typealias Terms = [String: TermValue]

extension TermValue: Decodable {
    /// Decodes any value of JSON; throws what the decoder throws where there is none.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let object = try? container.decode([String: TermValue].self) {
            self = .object(object)
        } else if let list = try? container.decode([TermValue].self) {
            self = .list(list)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else {
            self = .number(try container.decode(Double.self))
        }
    }
}

extension TermValue: ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A whole number, exact up to 2^53.
    public init(integerLiteral value: Int) { self = .number(Double(value)) }
    /// A flag.
    public init(booleanLiteral value: Bool) { self = .flag(value) }
    /// A list.
    public init(arrayLiteral elements: TermValue...) { self = .list(elements) }
    /// An object; of two values under one name the latter counts.
    public init(dictionaryLiteral elements: (String, TermValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
    }
}

extension TermValue: CustomStringConvertible {
    /// The value as a reader would write it, shortened to what an error message can carry.
    public var description: String {
        switch self {
        case .text(let text): "\"\(text)\""
        case .number(let number): "\(number)".hasSuffix(".0") ? String("\(number)".dropLast(2)) : "\(number)"
        case .flag(let flag): "\(flag)"
        case .list(let list): "a list of \(list.count)"
        case .object: "an object"
        case .null: "null"
        }
    }
}
