/// A currency code such as `USD`: one to eight letters or digits, held in a word.
public struct CurrencyCode: Hashable, Sendable, LosslessStringConvertible {
    /// The characters, first one in the lowest byte.
    private let packed: UInt64

    /// Reads a code of one to eight ASCII letters or digits; nil for anything else.
    public init?(_ text: String) {
        guard 1...8 ~= text.utf8.count else { return nil }
        var packed: UInt64 = 0
        for (place, byte) in text.utf8.enumerated() {
            guard 48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte else { return nil }
            packed |= UInt64(byte) << (UInt64(place) * 8)
        }
        self.packed = packed
    }

    private init() { packed = 0 }

    /// No currency: the stand-in of a term that failed to be read.
    static let none = CurrencyCode()

    /// The code.
    public var description: String {
        var text = ""
        var rest = packed
        while rest != 0 {
            text.unicodeScalars.append(Unicode.Scalar(UInt8(rest & 0xFF)))
            rest >>= 8
        }
        return text
    }
}
