/// What is wrong with a network: which one, which of its parts, which row, and the number found there.
///
/// Every initialiser of this library that takes a network from outside throws it. `description` is a sentence for a
/// person: `ring: liabilities, row 4: -3 is negative`.
public struct NetworkError: Error, Sendable, Hashable, CustomStringConvertible {
    /// Why a number cannot stand where it does.
    public enum Reason: Sendable, Hashable {
        /// Not a finite number, or so large that sums would not be finite.
        case notFinite
        /// Below zero, where only zero or more makes sense.
        case negative
        /// Not above zero, where it must be.
        case notPositive
        /// Outside the range from `low` to `high`.
        case outOfRange(low: Double, high: Double)
        /// A node that is not in `0..<count`.
        case unknownNode(count: Int)
        /// Another number of entries than the network has nodes, or a row has columns.
        case wrongCount(expected: Int)
        /// An obligation or payment of a node to itself.
        case toItself
        /// A payment above what the payer holds.
        case overdrawn(held: Double)
        /// A time before that of the row above.
        case outOfOrder(previous: Int)
        /// A party that pays out more than it gets, so that shares of its money are not shares.
        case unbalanced(received: Double)
        /// Shares that leave nothing to outsiders, so that no value is determined.
        case closedHoldings
        /// More nodes than the method can treat.
        case tooLarge(limit: Int)
    }

    /// The name of the network, as given by the caller.
    public var network: String
    /// The part of the network: `liabilities`, `external_assets` and so on.
    public var part: String
    /// The 0-based row of that part, where there is one.
    public var row: Int?
    /// The number found.
    public var value: Double?
    /// Why it is refused.
    public var reason: Reason

    /// An error about a number; readers of files make their own, for what they find before a network is laid out.
    public init(network: String, part: String, row: Int? = nil, value: Double? = nil, reason: Reason) {
        self.network = network
        self.part = part
        self.row = row
        self.value = value
        self.reason = reason
    }

    /// What is wrong, as one sentence: `ring: liabilities, row 4: -3 is negative`.
    public var description: String {
        let place = part + (row.map { ", row \($0)" } ?? "")
        return "\(network): \(place): " + Self.sentence(value.map(Self.plain) ?? "it", reason)
    }

    /// Whole numbers without a decimal point.
    private static func plain(_ value: Double) -> String {
        value.magnitude < 1e15 && Double(Int(value)) == value ? "\(Int(value))" : "\(value)"
    }

    private static func sentence(_ number: String, _ reason: Reason) -> String {
        switch reason {
        case .notFinite: "\(number) is not a number that can be summed"
        case .negative: "\(number) is negative"
        case .notPositive: "\(number) is not above zero"
        case .outOfRange(let low, let high): "\(number) is not between \(plain(low)) and \(plain(high))"
        case .unknownNode(let count): "node \(number) is not one of the \(count) nodes, counted from 0"
        case .wrongCount(let expected): "\(number) entries where \(expected) are expected"
        case .toItself: "node \(number) owes or pays itself"
        case .overdrawn(let held): "a payment of \(number) by a pool that holds \(plain(held))"
        case .outOfOrder(let previous): "time \(number) after time \(previous)"
        case .unbalanced(let received): "a party pays \(number) and gets only \(plain(received))"
        case .closedHoldings: "holdings of \(number) leave nothing to outsiders"
        case .tooLarge(let limit): "\(number) nodes are more than the \(limit) this can treat"
        }
    }
}

/// Checks the parts of one named network.
struct Check {
    let network: String
    /// The largest number of nodes of any network.
    static let nodeLimit = 1_000_000
    /// The largest number of nodes where every pair of them is looked at.
    static let denseLimit = 2_000
    /// The largest amount: a million of them still sum to a finite number.
    static let largest = 1e200

    func fail(_ part: String, _ row: Int?, _ value: Double?, _ reason: NetworkError.Reason) -> NetworkError {
        NetworkError(network: network, part: part, row: row, value: value, reason: reason)
    }

    func nodes(_ count: Int) throws(NetworkError) {
        if count < 0 { throw fail("n", nil, Double(count), .negative) }
        if count > Self.nodeLimit { throw fail("n", nil, Double(count), .tooLarge(limit: Self.nodeLimit)) }
    }

    /// For methods whose memory grows with the square of the nodes.
    func denseNodes(_ count: Int) throws(NetworkError) {
        if count > Self.denseLimit { throw fail("n", nil, Double(count), .tooLarge(limit: Self.denseLimit)) }
    }

    func rowCount(_ part: String, _ row: Int, _ found: Int, _ expected: Int) throws(NetworkError) {
        if found != expected { throw fail(part, row, Double(found), .wrongCount(expected: expected)) }
    }

    func count(_ part: String, _ found: Int, _ expected: Int) throws(NetworkError) {
        if found != expected { throw fail(part, nil, Double(found), .wrongCount(expected: expected)) }
    }

    func node(_ part: String, _ row: Int, _ node: Int, of count: Int) throws(NetworkError) {
        if !(0..<count).contains(node) { throw fail(part, row, Double(node), .unknownNode(count: count)) }
    }

    func finite(_ part: String, _ row: Int?, _ value: Double) throws(NetworkError) {
        if !(value.magnitude <= Self.largest) { throw fail(part, row, value, .notFinite) }
    }

    func amount(_ part: String, _ row: Int?, _ value: Double) throws(NetworkError) {
        try finite(part, row, value)
        if value < 0 { throw fail(part, row, value, .negative) }
    }

    func amounts(_ part: String, _ values: [Double], count expected: Int) throws(NetworkError) {
        try count(part, values.count, expected)
        for row in values.indices { try amount(part, row, values[row]) }
    }

    func share(_ part: String, _ value: Double) throws(NetworkError) {
        try finite(part, nil, value)
        if value < 0 || value > 1 { throw fail(part, nil, value, .outOfRange(low: 0, high: 1)) }
    }
}
