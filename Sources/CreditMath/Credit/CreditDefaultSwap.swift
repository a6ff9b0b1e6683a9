public import Calendar
import Lanes

/// A standard credit default swap bought on a trade date, by the market's conventions since 2009: quarterly premiums on
/// the 20th of March, June, September and December over actual days / 360, the last period counting its last day;
/// the accrued premium is due at a default and rebated at the start; protection runs from the trade date.
///
/// Source: ISDA, "CDS Standard Model" conventions, maturities of 2015; valued with defaults in the middle of each period.
public struct CreditDefaultSwap: Sendable {
    public let tradeDay: Day
    /// The first day of the current period and the last day of each period, moved to business days except the maturity.
    public let periodDays: [Day]
    public let calendar: BusinessCalendar

    /// The swap of a tenor in years, counted from the 20th of June or December before the trade day's half-year roll on
    /// 20 March and 20 September.
    public init(tradeDay: Day, years: Int, calendar: BusinessCalendar = .mondayToFriday) {
        self.tradeDay = tradeDay
        self.calendar = calendar
        let maturity = Self.maturity(tradeDay: tradeDay, months: 12 * years)
        var days = [Self.twentieth(onOrBefore: tradeDay)]
        if calendar.adjust(days[0], .following) > tradeDay { days.insert(days[0].addingMonths(-3), at: 0) }
        while let last = days.last, last < maturity { days.append(last.addingMonths(3)) }
        periodDays = days.enumerated().map { index, day in
            index == days.count - 1 ? day : calendar.adjust(day, .following)
        }
    }

    /// The last day of protection, before any move to a business day.
    public var maturity: Day { periodDays[periodDays.count - 1] }

    /// The day on which the last payment falls.
    public var lastPayment: Day { calendar.adjust(maturity, .following) }

    /// The 20 June or 20 December that a contract of `months` traded on a day runs to. Contracts roll on 20 March and
    /// 20 September.
    public static func maturity(tradeDay: Day, months: Int) -> Day {
        let anchor = twentieth(onOrBefore: tradeDay)
        let half = anchor.month == 12 || anchor.month == 6 ? anchor : anchor.addingMonths(3)
        return half.addingMonths(months)
    }

    private static func twentieth(onOrBefore day: Day) -> Day {
        let thisMonth = day.firstOfMonth + 19
        let latest = thisMonth > day ? thisMonth.addingMonths(-1) : thisMonth
        return latest.addingMonths(-(latest.month % 3))
    }

    /// The running premium per year at which the swap is worth nothing at the start, as a plain number.
    ///
    /// - Parameters:
    ///   - curve: rates of default from the trade day on.
    ///   - recovery: the share of the notional that a default leaves.
    ///   - discount: the value today of 1 paid on a day.
    public func fairSpread(curve: HazardCurve, recovery: Double, discount: (Day) -> Double) -> Double {
        var premium = 0.0
        var protection = 0.0
        for period in 1..<periodDays.count {
            let start = periodDays[period - 1]
            let end = periodDays[period]
            let payment = calendar.adjust(end, .following)
            guard payment > tradeDay else { continue }
            let from = max(start, tradeDay)
            let middle = from + (end - from) / 2
            let lastDay = period == periodDays.count - 1 ? 1 : 0
            let dies = curve.survival(to: from) - curve.survival(to: end)
            let accrual = Double(end - start + lastDay) / 360
            let accrued = middle > start ? Double(middle - start + lastDay) / 360 : 0
            premium += curve.survival(to: payment) * accrual * discount(payment)
            premium += dies * accrued * discount(middle)
            protection += dies * (1 - recovery) * discount(middle)
        }
        let rebate = accruedAtStart * discount(calendar.advance(tradeDay, businessDays: 3))
        return protection / (premium - rebate)
    }

    /// The premium accrued in the current period up to and including the trade day, per unit of premium.
    private var accruedAtStart: Double {
        for period in 1..<periodDays.count where calendar.adjust(periodDays[period], .following) > tradeDay + 1 {
            let lastDay = period == periodDays.count - 1 ? 1 : 0
            let from = periodDays[period - 1]
            return tradeDay + 1 > from ? Double(tradeDay + 1 - from + lastDay) / 360 : 0
        }
        return 0
    }
}

/// Why quotes cannot be turned into rates of default.
public enum HazardCurveError: Error, Equatable, CustomStringConvertible {
    /// Tenors must rise.
    case tenorsNotRising(Int, Int)
    /// No rate of default of at least 0 explains the spread beside the shorter ones.
    case noHazard(years: Int, spread: Double)
    /// Recovery must lie in 0..<1.
    case badRecovery(Double)

    public var description: String {
        switch self {
        case .tenorsNotRising(let first, let second):
            "the tenors must rise, but \(first) years comes before \(second)"
        case .noHazard(let years, let spread):
            "no rate of default explains a spread of \(spread) at \(years) years beside the shorter quotes"
        case .badRecovery(let recovery): "the recovery \(recovery) is not in 0..<1"
        }
    }
}

extension HazardCurve {
    /// The curve that prices the quoted swaps at nothing, shortest first: piecewise constant between their last payments.
    public init(
        tradeDay: Day, quotes: [(years: Int, spread: Double)], recovery: Double,
        calendar: BusinessCalendar = .mondayToFriday, discount: (Day) -> Double
    ) throws(HazardCurveError) {
        guard recovery >= 0, recovery < 1 else { throw .badRecovery(recovery) }
        for (first, second) in zip(quotes, quotes.dropFirst()) where first.years >= second.years {
            throw .tenorsNotRising(first.years, second.years)
        }
        var curve = HazardCurve(start: tradeDay)
        for quote in quotes {
            let swap = CreditDefaultSwap(tradeDay: tradeDay, years: quote.years, calendar: calendar)
            func excess(_ hazard: Double) -> Double {
                let trial = curve.adding(Node(day: swap.lastPayment, hazard: hazard))
                return swap.fairSpread(curve: trial, recovery: recovery, discount: discount) - quote.spread
            }
            var low = 0.0
            var high = 0.1
            while excess(high) < 0 && high < 1e4 { high *= 2 }
            guard excess(low) <= 0, excess(high) >= 0 else { throw .noHazard(years: quote.years, spread: quote.spread) }
            while true {
                let middle = 0.5 * (low + high)
                guard middle > low && middle < high else { break }
                if excess(middle) > 0 { high = middle } else { low = middle }
            }
            curve = curve.adding(Node(day: swap.lastPayment, hazard: 0.5 * (low + high)))
        }
        self = curve
    }
}
