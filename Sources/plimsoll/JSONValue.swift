import ACTUS
import CreditMath
import PowerSystem

/// What a library calls a JSON value: its cases are these, and only objects differ.
protocol JSONValue {
    static var null: Self { get }
    static func flag(_ flag: Bool) -> Self
    static func number(_ number: Double) -> Self
    static func text(_ text: String) -> Self
    static func list(_ values: [Self]) -> Self
    static func object(_ fields: [JSONText.Field]) -> Self
}

extension JSONValue {
    init(_ json: JSONText) {
        switch json {
        case .null: self = .null
        case .flag(let flag): self = .flag(flag)
        case .number(let number): self = .number(number)
        case .text(let text): self = .text(text)
        case .list(let values): self = .list(values.map { Self($0) })
        case .object(let fields): self = .object(fields)
        }
    }

    /// Fields by key; of several with one key, the last.
    fileprivate static func byKey(_ fields: [JSONText.Field]) -> [String: Self] {
        Dictionary(fields.map { ($0.key, Self($0.value)) }, uniquingKeysWith: { $1 })
    }
}

extension TermValue: JSONValue {
    static func object(_ fields: [JSONText.Field]) -> TermValue { .object(byKey(fields)) }
}

extension CreditMath.CaseValue: JSONValue {
    static func object(_ fields: [JSONText.Field]) -> CreditMath.CaseValue { .fields(byKey(fields)) }
}

extension PowerSystem.CaseValue: JSONValue {
    static func object(_ fields: [JSONText.Field]) -> PowerSystem.CaseValue {
        .fields(fields.map { Field($0.key, PowerSystem.CaseValue($0.value)) })
    }
}
