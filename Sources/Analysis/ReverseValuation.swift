import CreditMath
import Lanes

/// What a valuation takes for granted: ten years of revenue, a margin of free cash that is reached over five of them, and a steady
/// state after.
///
///     V = sum over t = 1..10 of R_t m min(1, t / 5) / (1 + r)^t  +  R_10 m (1 + g) / (r - g) / (1 + r)^10
///
/// With R_t = R_0 (1 + x)^t the equation is solved for x; with given R_t for m. The rest as in Mauboussin and Rappaport,
/// "Expectations Investing" (2001), chapter 5: market price in, expectations out.
package struct ReverseValuation: Sendable, Codable, Equatable {
    /// Revenue of the last year, dollars.
    package var revenue: Double
    /// Enterprise value, dollars.
    package var value: Double
    /// Cost of capital a year.
    package var rate: Double
    /// Growth for ever after the tenth year.
    package var steadyGrowth: Double

    static let years = 10
    static let ramp = 5

    package init(revenue: Double, value: Double, rate: Double, steadyGrowth: Double = 0.03) {
        (self.revenue, self.value, self.rate, self.steadyGrowth) = (revenue, value, rate, steadyGrowth)
    }

    /// Value of revenues of ten years at a margin.
    package func value(of revenues: [Double], margin: Double) -> Double {
        let flows = revenues.enumerated().map { $1 * margin * min(1, Double($0 + 1) / Double(Self.ramp)) }
        let terminal = (revenues.last ?? 0) * margin * (1 + steadyGrowth) / (rate - steadyGrowth)
        var all = flows
        if let last = all.indices.last { all[last] += terminal }
        return netPresentValue(rate: rate, of: all, firstPeriod: 1)
    }

    /// Revenue of each of ten years at a constant growth.
    package func revenues(growth: Double) -> [Double] {
        (1...Self.years).map { year in (0..<year).reduce(revenue) { value, _ in value * (1 + growth) } }
    }

    /// Yearly growth for ten years at which the valuation is earned with a margin; nil beyond 500 % a year, or where even a
    /// fall of 90 % a year is worth more.
    package func growth(margin: Double) -> Double? {
        guard revenue > 0, margin > 0, rate > steadyGrowth, value > 0 else { return nil }
        var (low, high) = (-0.9, 5.0)
        func gap(_ growth: Double) -> Double { value(of: revenues(growth: growth), margin: margin) - value }
        guard gap(low) < 0, gap(high) > 0 else { return nil }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if gap(middle) < 0 { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// Margin of free cash at which given revenues of ten years are worth the valuation: value is linear in it.
    package func margin(_ revenues: [Double]) -> Double? {
        let unit = value(of: revenues, margin: 1)
        return unit > 0 && rate > steadyGrowth ? value / unit : nil
    }

    /// Revenues of ten years from those of the first few: after them growth falls in equal steps to the steady one.
    package func extended(_ first: [Double]) -> [Double] {
        guard var last = first.last, !first.isEmpty else { return revenues(growth: steadyGrowth) }
        let before = first.count > 1 ? first[first.count - 2] : revenue
        let growth = before > 0 ? last / before - 1 : steadyGrowth
        var result = Array(first.prefix(Self.years))
        let rest = Self.years - result.count
        for step in 0..<max(0, rest) {
            let share = Double(step + 1) / Double(rest)
            last *= 1 + growth + (steadyGrowth - growth) * share
            result.append(last)
        }
        return result
    }
}
