import Model

/// The unit in which an analyst wrote a number, so that answers speak of `-38 %`, `5 quarters`, `450 bp`.
struct WrittenUnit: Sendable {
    /// What a number in the input's own unit is multiplied by.
    let factor: Double
    /// As it stands after a number; empty for a plain number.
    let symbol: String

    /// The unit after the first number of an input's text, or the input's own.
    init(of input: Input) {
        let words = input.text.split(separator: " ").prefix { !$0.hasPrefix("assumption") && !$0.hasPrefix("@") }
        if let first = words.first, Double(first) != nil {
            let text = words.dropFirst().joined(separator: " ")
            if text.isEmpty, input.unit.isDimensionless, !input.unit.isRate {
                self.init(factor: 1, symbol: "")
                return
            }
            if let written = Unit(text), let factor = written.conversion(to: input.unit), factor > 0 {
                self.init(factor: 1 / factor, symbol: text)
                return
            }
        }
        if input.unit.isRate || input.unit == .share {
            self.init(factor: 100, symbol: "%")
        } else {
            let symbol = input.unit.isDimensionless && input.unit.factor == 1 ? "" : input.unit.description
            self.init(factor: 1, symbol: symbol)
        }
    }

    /// For values of a measure: dollars in a size that fits, shares in percent.
    init(of unit: Unit?, isShare: Bool, near value: Double) {
        if isShare {
            self.init(factor: 100, symbol: "%")
        } else if let unit, unit.isCompatible(with: .usd) {
            let sizes: [(Double, String)] = [(1e12, "T USD"), (1e9, "B USD"), (1e6, "M USD")]
            let size = sizes.first { value.magnitude >= $0.0 } ?? (1, "USD")
            self.init(factor: 1 / size.0, symbol: size.1)
        } else {
            self.init(factor: 1, symbol: unit.map { $0.isDimensionless && !$0.isRate ? "" : $0.description } ?? "")
        }
    }

    private init(factor: Double, symbol: String) {
        self.factor = factor
        self.symbol = symbol
    }

    /// A number of the input's own unit, in this one.
    func number(_ value: Double) -> Double {
        let scaled = value * factor
        // 38 %, not 38.00000000000001 %.
        let near = (scaled * 1e9).rounded() / 1e9
        return near.magnitude > 1e-3 && near.magnitude < 1e6 ? near : scaled
    }

    /// As people write it: `-38 %`.
    func text(_ value: Double, digits: Int = 3) -> String {
        let number = Numerals.significant(self.number(value), digits)
        return symbol.isEmpty ? number : "\(number) \(symbol)"
    }
}

/// Numbers with so many significant digits.
package enum Numerals {
    /// `1,234`, `38.2`, `0.0612`: at least the whole part, no zeros at the end of a fraction.
    package static func significant(_ value: Double, _ digits: Int = 3) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "\(value)" }
        var (decimals, size) = (digits - 1, value.magnitude)
        while size >= 10, decimals > 0 {
            size /= 10
            decimals -= 1
        }
        while size > 0, size < 1, decimals < 12 {
            size *= 10
            decimals += 1
        }
        var text = Money.rounded(value, min(decimals, 12))
        guard text.contains(".") else {
            let sign = text.hasPrefix("-") ? "-" : ""
            return sign + Money.grouped(Int64(text.drop { $0 == "-" }) ?? 0)
        }
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return text
    }

    /// Rounded to so many significant digits, up or down.
    static func rounded(_ value: Double, _ digits: Int, up: Bool) -> Double {
        guard value != 0, value.isFinite else { return value }
        var scale = 1.0
        while value.magnitude * scale < 1 { scale *= 10 }
        while value.magnitude * scale >= 10 { scale /= 10 }
        for _ in 1..<digits { scale *= 10 }
        let scaled = value * scale
        let near = scaled.rounded()
        if (scaled - near).magnitude < 1e-9 * near.magnitude { return value }
        return (up ? scaled.rounded(.up) : scaled.rounded(.down)) / scale
    }
}
