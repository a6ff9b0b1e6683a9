import Foundation

/// JSON as tests look at it.
public indirect enum JSONTree: Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONTree])
    case fields([String: JSONTree])

    /// Reads a document.
    public init(parsing data: Data) throws {
        self.init(try JSONSerialization.jsonObject(with: data, options: .fragmentsAllowed))
    }

    /// Reads what a program printed.
    public init(parsing text: String) throws { try self.init(parsing: Data(text.utf8)) }

    private init(_ value: Any) {
        switch value {
        case let number as NSNumber:
            self = String(cString: number.objCType) == "c" ? .flag(number.boolValue) : .number(number.doubleValue)
        case let text as String: self = .text(text)
        case let list as [Any]: self = .list(list.map(JSONTree.init))
        case let fields as [String: Any]: self = .fields(fields.mapValues(JSONTree.init))
        default: self = .null
        }
    }

    /// What an object holds under a key.
    public subscript(key: String) -> JSONTree? { fields?[key] }

    public var fields: [String: JSONTree]? { if case .fields(let fields) = self { fields } else { nil } }
    public var list: [JSONTree]? { if case .list(let list) = self { list } else { nil } }
    public var text: String? { if case .text(let text) = self { text } else { nil } }
    /// A number, or a text that holds one: the ACTUS reference tests have both.
    public var number: Double? {
        switch self {
        case .number(let number): number
        case .text(let text): Double(text.trimmingCharacters(in: .whitespaces))
        default: nil
        }
    }
}

/// Compares an answer with what is expected.
public struct JSONComparison: Sendable {
    /// The largest gap between two numbers as a share of max(1, the expected one, the largest of their list), so that a
    /// last balance of zero may be a rounding residue.
    public var tolerance: Double
    /// Keys below which the expected numbers are themselves known no better than this. Null there means that the peer
    /// found no number; another program may.
    public var looser: [String: Double]

    public init(tolerance: Double, looser: [String: Double] = [:]) {
        self.tolerance = tolerance
        self.looser = looser
    }

    /// Where an answer differs, by path. Keys that are not expected are not looked at.
    public func differences(_ found: JSONTree, _ expected: JSONTree) -> [String] {
        differences(found, expected, tolerance, scale: 0, isLoose: false)
    }

    private func differences(
        _ found: JSONTree, _ expected: JSONTree, _ tolerance: Double, scale: Double, isLoose: Bool
    ) -> [String] {
        switch (found, expected) {
        case (.number(let value), .number(let wanted)):
            return abs(value - wanted) <= tolerance * max(1, abs(wanted), scale)
                ? [] : [": \(value), expected \(wanted)"]
        case (.list(let values), .list(let wanted)):
            guard values.count == wanted.count else { return [": \(values.count) items, expected \(wanted.count)"] }
            let size = wanted.map { if case .number(let value) = $0 { abs(value) } else { 0 } }.max() ?? 0
            return zip(values, wanted).enumerated().flatMap { index, pair in
                differences(pair.0, pair.1, tolerance, scale: size, isLoose: isLoose).map { "[\(index)]" + $0 }
            }
        case (.fields(let values), .fields(let wanted)):
            return wanted.sorted { $0.key < $1.key }.flatMap { key, value -> [String] in
                guard let found = values[key] else { return [".\(key): missing"] }
                return differences(
                    found, value, looser[key] ?? tolerance, scale: 0, isLoose: isLoose || looser[key] != nil
                ).map { ".\(key)" + $0 }
            }
        case (.number, .null) where isLoose: return []
        default: return found == expected ? [] : [": \(found), expected \(expected)"]
        }
    }
}
