import Analysis

/// Numbers as people read them.
enum Figures {
    /// What stands where there is no number.
    static let none = "-"

    /// Thousands apart and so many digits after the point: `1,234.50`. Numbers too large for that are in powers of ten.
    static func fixed(_ value: Double, decimals: Int) -> String {
        if !value.isFinite { return none }
        guard value.magnitude < 1e14 else { return "\(value)" }
        let text = Money.rounded(value.magnitude, decimals)
        let whole = text.prefix { $0 != "." }
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        return (value < 0 && !isZero ? "-" : "") + Money.grouped(Int64(whole) ?? 0) + text.dropFirst(whole.count)
    }

    /// As `fixed`, but what is not zero and would look it is shown as less than the last digit.
    static func fixedOrLess(_ value: Double, decimals: Int) -> String {
        let least = decimals == 0 ? "1" : "0." + String(repeating: "0", count: decimals - 1) + "1"
        let text = fixed(value, decimals: decimals)
        let looksZero = value != 0 && text.allSatisfy { "0.".contains($0) }
        return looksZero ? (value < 0 ? ">-" : "<") + least : text
    }

    /// Digits after the point with which amounts stand under one another: as many as they need, four at most, and fewer
    /// the larger the largest is.
    static func decimals(_ values: some Sequence<Double>) -> Int {
        let values = values.filter { $0.isFinite && $0.magnitude < 1e14 }
        let largest = values.map(\.magnitude).max() ?? 0
        let limit = largest < 100 ? 4 : largest < 1e6 ? 2 : 0
        return (0..<limit).first { digits in
            let scale = [1, 10, 100, 1000][digits]
            return values.allSatisfy { value in
                let scaled = value * Double(scale)
                return (scaled - scaled.rounded()).magnitude <= 1e-9 * max(1, scaled.magnitude)
            }
        } ?? limit
    }

    /// A single amount with the digits it needs.
    static func amount(_ value: Double) -> String { fixedOrLess(value, decimals: decimals([value])) }

    /// A number of unknown unit: cents from a thousand on, eight digits after the point below, no zeros at the end.
    static func significant(_ value: Double) -> String {
        if value.rounded() == value { return fixed(value, decimals: 0) }
        if value.magnitude >= 1000 { return fixed(value, decimals: 2) }
        if value.magnitude < 1e-6 { return "\(value)" }
        var text = fixed(value, decimals: 8)
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// A share of one in percent: `12.34 %`.
    static func percent(_ share: Double, decimals: Int = 2) -> String {
        share.isFinite ? fixed(share * 100, decimals: decimals) + " %" : none
    }
}
