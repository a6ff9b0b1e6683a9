public import Calendar
import Lanes

/// A payment on a day: positive received, negative paid, in any one currency.
@frozen public struct DatedAmount: Hashable, Sendable {
    public let day: Day
    public let amount: Double

    @inlinable public init(_ day: Day, _ amount: Double) {
        self.day = day
        self.amount = amount
    }
}

/// The present value of equally spaced cash flows; the first one is now and not discounted.
///
/// `rate` is per period and above -1. With `firstPeriod` 1 the first flow is one period away, as in spreadsheets.
public func netPresentValue(rate: Double, of amounts: [Double], firstPeriod: Int = 0) -> Double {
    let factor = 1 / (1 + rate)
    // Horner's rule, from the last flow to the first.
    let sum = amounts.reversed().reduce(0) { $0 * factor + $1 }
    return sum * power(factor, firstPeriod)
}

/// The present value of dated cash flows on the earliest day among them (XNPV).
///
/// `rate` is an effective rate per year of 365 days, above -1.
public func netPresentValue(rate: Double, of flows: [DatedAmount]) -> Double {
    guard let start = flows.map(\.day).min() else { return 0 }
    let logarithm = naturalLogarithm(1 + rate)
    return flows.reduce(0) { sum, flow in
        sum + flow.amount * exponential(-logarithm * Double(flow.day - start) / 365)
    }
}
