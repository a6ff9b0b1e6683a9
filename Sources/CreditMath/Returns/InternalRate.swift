import Calendar
import Lanes

/// Why cash flows have no single rate of return.
public enum RateOfReturnError: Error, Equatable, CustomStringConvertible {
    /// All flows are zero, or all of one sign: every rate or none would do.
    case needsBothSigns
    /// Money goes both ways, but no rate makes the present value zero.
    case none
    /// More than one rate above -100 % does: all of them, rising.
    case several([Double])

    public var description: String {
        switch self {
        case .needsBothSigns: "there is no rate of return: the cash flows need both receipts and payments"
        case .none: "there is no rate of return: the present value is not zero at any rate above -100 %"
        case .several(let rates):
            "there are \(rates.count) rates of return: " + rates.map { "\($0)" }.joined(separator: ", ")
        }
    }
}

/// Every rate per period, above -1 and rising, at which equally spaced cash flows have no present value.
///
/// Exact to rounding; a rate at which the value only touches zero is good to about 1e-8.
public func internalRatesOfReturn(of amounts: [Double]) -> [Double] {
    rates(DiscountSum(amounts.enumerated().map { (Double($0.offset), $0.element) }))
}

/// Every effective rate per year of 365 days, above -1 and rising, at which dated cash flows have no present value.
public func internalRatesOfReturn(of flows: [DatedAmount]) -> [Double] {
    guard let start = flows.map(\.day).min() else { return [] }
    return rates(DiscountSum(flows.map { (Double($0.day - start) / 365, $0.amount) }))
}

/// The rate of return per period (IRR), if there is one and only one.
public func internalRateOfReturn(of amounts: [Double]) throws(RateOfReturnError) -> Double {
    try only(internalRatesOfReturn(of: amounts), amounts)
}

/// The effective rate of return per year of 365 days (XIRR), if there is one and only one.
public func internalRateOfReturn(of flows: [DatedAmount]) throws(RateOfReturnError) -> Double {
    try only(internalRatesOfReturn(of: flows), flows.map(\.amount))
}

/// The modified rate of return per period (MIRR): payments are financed at one rate and receipts reinvested at another.
public func modifiedRateOfReturn(
    of amounts: [Double], financedAt financeRate: Double, reinvestedAt reinvestRate: Double
) throws(RateOfReturnError) -> Double {
    let received = netPresentValue(rate: reinvestRate, of: amounts.map { max($0, 0) })
    let paid = -netPresentValue(rate: financeRate, of: amounts.map { min($0, 0) })
    guard received > 0, paid > 0, amounts.count > 1 else { throw .needsBothSigns }
    return power(received / paid, 1 / Double(amounts.count - 1)) * (1 + reinvestRate) - 1
}

private func rates(_ sum: DiscountSum) -> [Double] {
    sum.zeros().map { $0 * exponentialGrowthRatio($0) }
}

private func only(_ rates: [Double], _ amounts: [Double]) throws(RateOfReturnError) -> Double {
    if rates.count == 1 { return rates[0] }
    if rates.count > 1 { throw .several(rates) }
    let bothSigns = amounts.contains { $0 > 0 } && amounts.contains { $0 < 0 }
    throw bothSigns ? .none : .needsBothSigns
}
