extension Day: LosslessStringConvertible {
    /// Reads an ISO 8601 day, `2026-03-31`: four, two and two digits. Nil for anything else or a day that is not there.
    public init?(_ text: String) {
        self.init(text[...])
    }

    /// Reads an ISO 8601 day, `2026-03-31`: four, two and two digits. Nil for anything else or a day that is not there.
    public init?(_ text: Substring) {
        let bytes = text.utf8
        guard bytes.count == 10 else { return nil }
        var numbers = (0, 0, 0)
        for (place, byte) in bytes.enumerated() {
            if place == 4 || place == 7 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
            let digit = Int(byte - UInt8(ascii: "0"))
            switch place {
            case ..<4: numbers.0 = numbers.0 * 10 + digit
            case ..<7: numbers.1 = numbers.1 * 10 + digit
            default: numbers.2 = numbers.2 * 10 + digit
            }
        }
        self.init(year: numbers.0, month: numbers.1, day: numbers.2)
    }

    /// The day in ISO 8601, `2026-03-31`.
    public var description: String {
        let (year, month, day) = civil
        return (year < 0 ? "-" : "") + padded(abs(year), to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
    }
}

/// A whole number with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
