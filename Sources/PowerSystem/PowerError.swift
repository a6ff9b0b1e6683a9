/// What is wrong with an input: the key where it stands, what is wrong there, and what to do about it.
///
/// Everything of this library that takes numbers from outside throws it. `description` is a sentence for a person:
/// `units, row 3: a forced outage rate of 1.2 is not between 0 and 1; give a share of time`.
public struct PowerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The input's name as its reader knows it, with a row where there is one.
    public var key: String
    /// What is wrong, and what to do.
    public var reason: String

    /// An error about the input under a key; the reason says what to do.
    public init(_ key: String, _ reason: String) {
        self.key = key
        self.reason = reason
    }

    /// The key and the reason, as one sentence.
    public var description: String { "\(key): \(reason)" }

    /// The same fault, said of a part of a larger input.
    func inside(_ outer: String) -> PowerError { PowerError("\(outer), \(key)", reason) }
}

/// Range checks that name what they check.
enum Check {
    /// The largest amount read: sums of a million of them stay finite.
    static let largest = 1e200

    static func finite(_ key: String, _ value: Double) throws(PowerError) {
        if !(value.magnitude <= largest) {
            throw PowerError(key, "\(value) cannot be summed; give a finite number")
        }
    }

    static func notNegative(_ key: String, _ value: Double) throws(PowerError) {
        try finite(key, value)
        if value < 0 { throw PowerError(key, "\(value) is negative; give zero or more") }
    }

    static func positive(_ key: String, _ value: Double) throws(PowerError) {
        try finite(key, value)
        if value <= 0 { throw PowerError(key, "\(value) is not above zero; give a positive number") }
    }

    static func share(_ key: String, _ value: Double) throws(PowerError) {
        if !(value >= 0 && value <= 1) {
            throw PowerError(key, "\(value) is not between 0 and 1; give a share of one")
        }
    }

    static func count(_ key: String, _ value: Int, in range: ClosedRange<Int>) throws(PowerError) {
        if !range.contains(value) {
            throw PowerError(key, "\(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    static func sameCount(_ key: String, _ found: Int, _ expected: Int, as other: String) throws(PowerError) {
        if found != expected {
            throw PowerError(key, "has \(found) entries where '\(other)' has \(expected); give as many")
        }
    }
}
