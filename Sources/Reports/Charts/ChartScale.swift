import Analysis

/// An axis: round numbers from end to end, and where each value stands.
package struct ChartScale {
    package let low, high, step: Double
    /// Where the ends are drawn.
    let from, to: Double

    /// - Parameter includesZero: bars start at zero; lines need not where all values are far from it.
    package init(_ values: [Double], from: Double, to: Double, ticks: Int = 5, includesZero: Bool = true) {
        var (least, most) = (values.min() ?? 0, values.max() ?? 1)
        if includesZero || least > 0 && least < 0.4 * most { least = min(0, least) }
        if includesZero { most = max(0, most) }
        if most - least < 1e-12 { most = least + max(1e-6, least.magnitude) }
        let step = Self.roundStep((most - least) / Double(ticks))
        low = (least / step + 1e-9).rounded(.down) * step
        high = (most / step - 1e-9).rounded(.up) * step
        self.step = step
        (self.from, self.to) = (from, to)
    }

    private static func roundStep(_ rough: Double) -> Double {
        var power = 1.0
        while power > rough { power /= 10 }
        while power * 10 <= rough { power *= 10 }
        return [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? 10 * power
    }

    package var ticks: [Double] {
        (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
    }

    package func callAsFunction(_ value: Double) -> Double {
        from + (min(max(value, low), high) - low) / (high - low) * (to - from)
    }

    /// A tick's text, with as many digits as the step needs.
    package func text(_ value: Double) -> String {
        var digits = 0
        var size = step
        while digits < 6, (size - size.rounded()).magnitude > 1e-6 * max(1, size) {
            size *= 10
            digits += 1
        }
        return Figure.text(value, digits: digits)
    }
}

/// Numbers as people read them on pages: thousands apart, a true minus.
package enum Figure {
    /// So many digits after the point.
    package static func text(_ value: Double, digits: Int) -> String {
        guard value.isFinite else { return "–" }
        let text = Money.rounded(value.magnitude, digits)
        let whole = text.prefix { $0 != "." }
        let isZero = text.allSatisfy { $0 == "0" || $0 == "." }
        let grouped = whole.count > 4 ? Money.grouped(Int64(whole) ?? 0) : String(whole)
        return (value < 0 && !isZero ? "−" : "") + grouped + text.dropFirst(whole.count)
    }

    /// Three significant digits, or whole numbers.
    package static func text(_ value: Double?) -> String {
        guard let value, value.isFinite else { return "–" }
        let size = value.magnitude
        return text(value, digits: size < 5e-5 || size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 4)
    }

    /// A share in percent: `8.7 %`.
    package static func percent(_ share: Double?, digits: Int = 1) -> String {
        guard let share, share.isFinite else { return "–" }
        return text(share * 100, digits: digits) + " %"
    }
}
