/// A JSON value, with keys in the order of the file.
///
/// Reads what other programs write: also `NaN`, `Infinity` and `-Infinity`, which Python puts into JSON, so that a
/// number out of place is reported where it stands and not as a broken file.
enum JSONText {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONText])
    case object([Field])

    /// A key of an object and what it holds.
    struct Field {
        var key: String
        var value: JSONText
    }

    subscript(key: String) -> JSONText? {
        guard case .object(let fields) = self else { return nil }
        return fields.last { $0.key == key }?.value
    }

    static func fields(_ pairs: [(key: String, value: JSONText)]) -> JSONText {
        .object(pairs.map { Field(key: $0.key, value: $0.value) })
    }
    static func whole(_ number: Int) -> JSONText { .number(Double(number)) }
    static func numbers(_ values: [Double]) -> JSONText { .list(values.map { .number($0) }) }
    static func optional(_ value: Double?) -> JSONText { value.map { .number($0) } ?? .null }
    static func bits(_ values: [Bool]) -> JSONText { .list(values.map { .number($0 ? 1 : 0) }) }
}

extension JSONText: CustomStringConvertible {
    /// On one line. Whole numbers have no decimal point; what JSON cannot say is null.
    var description: String {
        switch self {
        case .null: "null"
        case .flag(let flag): flag ? "true" : "false"
        case .number(let value):
            if !value.isFinite {
                "null"
            } else if value.magnitude < 1e15, Double(Int(value)) == value {
                "\(Int(value))"
            } else {
                "\(value)"
            }
        case .text(let text): Self.quoted(text)
        case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
        case .object(let fields):
            "{" + fields.map { "\(Self.quoted($0.key)): \($0.value)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\r": quoted += "\\r"
            default:
                if scalar.value < 0x20 {
                    let digits = String(scalar.value, radix: 16)
                    quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                } else {
                    quoted.unicodeScalars.append(scalar)
                }
            }
        }
        return quoted + "\""
    }
}
