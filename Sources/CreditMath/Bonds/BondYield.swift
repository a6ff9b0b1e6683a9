public import Calendar
import Lanes

/// A price or spread that no rate explains.
public struct BondPriceError: Error, Equatable, CustomStringConvertible {
    public let price: Double

    public var description: String { "no yield or spread gives the price \(price)" }
}

/// What a bond's price says and how it moves, at a yield compounded at the coupon frequency.
public struct BondMeasures: Sendable, Hashable {
    /// Price with accrued interest, for 100 of face.
    public let dirtyPrice: Double
    /// Years, weighted by present value (Macaulay).
    public let duration: Double
    /// -(dP / dy) / P, in years.
    public let modifiedDuration: Double
    /// (d2P / dy2) / P, in years squared.
    public let convexity: Double

    /// The change of the dirty price, for 100 of face, when the yield rises by 0.01 %, to second order.
    public var basisPointValue: Double {
        dirtyPrice * (-modifiedDuration * 1e-4 + 0.5 * convexity * 1e-8)
    }
}

extension FixedRateBond {
    /// Payments after settlement, for 100 of face, with the time of each in years by the bond's day count.
    ///
    /// Time runs from payment to payment: a coupon's own period counts to the day it is paid.
    private func timedPayments(_ settlement: Day) -> [(time: Double, amount: Double)] {
        var time = 0.0
        var last = settlement
        return payments(after: settlement).map { payment in
            if let period = payment.period {
                let reference = (period.referenceStart, period.referenceEnd)
                if last == period.start {
                    time += dayCount.fraction(from: last, to: payment.day, period: reference)
                } else {
                    time += dayCount.fraction(from: period.start, to: payment.day, period: reference)
                    time -= dayCount.fraction(from: period.start, to: last, period: reference)
                }
            } else {
                let from = last == settlement ? payment.day.addingMonths(-12) : last
                time += dayCount.fraction(from: last, to: payment.day, period: (from, payment.day))
            }
            last = payment.day
            return (time, payment.amount * 100 / face)
        }
    }

    private var frequency: Double { 12 / Double(schedule.months) }

    /// Price, duration and convexity at a yield per year, compounded at the coupon frequency.
    public func measures(yield: Double, settlement: Day) -> BondMeasures {
        let growth = 1 + yield / frequency
        let logarithm = naturalLogarithm(growth)
        var price = 0.0
        var first = 0.0
        var second = 0.0
        for (time, amount) in timedPayments(settlement) {
            let value = amount * exponential(-logarithm * frequency * time)
            price += value
            first += time * value
            second += time * (time + 1 / frequency) * value
        }
        return BondMeasures(
            dirtyPrice: price, duration: first / price, modifiedDuration: first / price / growth,
            convexity: second / price / (growth * growth))
    }

    /// The clean price for 100 of face at a yield per year, compounded at the coupon frequency.
    public func cleanPrice(yield: Double, settlement: Day) -> Double {
        measures(yield: yield, settlement: settlement).dirtyPrice - accrued(at: settlement)
    }

    /// The yield per year, compounded at the coupon frequency, at which the bond has a clean price: exact to rounding.
    public func yield(cleanPrice: Double, settlement: Day) throws(BondPriceError) -> Double {
        let rate = try continuousRate(dirty: cleanPrice + accrued(at: settlement), timedPayments(settlement))
        let step = rate / frequency
        return rate * exponentialGrowthRatio(step)
    }

    /// The continuous spread per year of 365 days over a curve at which the bond has a clean price.
    ///
    /// `discount` gives the value of 1 paid on a day; only its ratios to the settlement day's matter.
    public func zeroSpread(
        cleanPrice: Double, settlement: Day, discount: (Day) -> Double
    ) throws(BondPriceError) -> Double {
        let now = discount(settlement)
        let flows = payments(after: settlement).map {
            (time: Double($0.day - settlement) / 365, amount: $0.amount * 100 / face * discount($0.day) / now)
        }
        return try continuousRate(dirty: cleanPrice + accrued(at: settlement), flows)
    }

    /// The continuous rate at which payments are worth a price; where there are several, the one nearest to zero.
    private func continuousRate(
        dirty: Double, _ flows: [(time: Double, amount: Double)]
    ) throws(BondPriceError) -> Double {
        let rates = DiscountSum([(time: 0, amount: -dirty)] + flows).zeros()
        guard let rate = rates.min(by: { abs($0) < abs($1) }) else { throw BondPriceError(price: dirty) }
        return rate
    }
}
