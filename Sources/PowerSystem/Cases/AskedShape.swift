/// Which results a case asks for: the names in its `expected`, without any of its values.
///
/// A reference case names by the keys of its expected results what is to be computed and where: the quarters of a
/// distribution, the outage sizes of a table. Values are dropped when the shape is made, so no computation can see them.
public indirect enum AskedShape: Sendable, Equatable {
    /// One value of any kind.
    case value
    /// A list of so many values.
    case list(count: Int)
    /// A table with these keys.
    case table([Entry])

    /// A key and the shape of what is asked for under it.
    public struct Entry: Sendable, Equatable {
        /// The name under which it is asked for.
        public var key: String
        /// What is asked for.
        public var shape: AskedShape
    }

    /// The shape of `value`, without its values.
    public init(_ value: CaseValue) {
        switch value {
        case .fields(let fields): self = .table(fields.map { Entry(key: $0.key, shape: AskedShape($0.value)) })
        case .list(let values): self = .list(count: values.count)
        default: self = .value
        }
    }

    /// What is asked for under `key`, or nil.
    subscript(key: String) -> AskedShape? {
        guard case .table(let entries) = self else { return nil }
        return entries.last { $0.key == key }?.shape
    }

    /// The keys of a table, in order; none of anything else.
    var keys: [String] {
        guard case .table(let entries) = self else { return [] }
        return entries.map(\.key)
    }

    /// The keys that are finite numbers.
    var numbers: [(key: String, number: Double)] {
        keys.compactMap { key in Double(key).flatMap { $0.isFinite ? (key, $0) : nil } }
    }

    /// How a number is spelt as a key here: as asked for, or in its shortest form.
    func spelling(of number: Double) -> String {
        numbers.first { $0.number == number }?.key ?? CaseNumber.text(number)
    }
}
