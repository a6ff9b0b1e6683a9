public import Calendar

/// How the days of a coupon period become a fraction of a year.
public enum CouponDayCount: Sendable, Hashable {
    /// Actual days over the days of the coupon period and the periods in a year (ICMA rule 251), with notional periods
    /// before and after it where a payment or a stub reaches out of it.
    case actualActualICMA
    /// A rule that needs no coupon period.
    case rule(DayCount)

    /// The fraction of a year between two days, given the coupon period that they belong to.
    ///
    /// Source: ISDA, "EMU and market conventions: recent developments" (1998), for irregular periods.
    public func fraction(from start: Day, to end: Day, period: (start: Day, end: Day)) -> Double {
        switch self {
        // Below zero where a payment has moved to before the end of its period.
        case .rule(let rule): return rule.literalFraction(from: start, to: end)
        case .actualActualICMA:
            if start == end { return 0 }
            if end < start { return -icma(end, start, period.start, period.end) }
            return icma(start, end, period.start, period.end)
        }
    }

    private func icma(_ start: Day, _ end: Day, _ periodStart: Day, _ periodEnd: Day) -> Double {
        guard start < end else { return 0 }
        let months = Int(12 * Double(periodEnd - periodStart) / 365 + 0.5)
        if months == 0 { return icma(start, end, start, start.addingMonths(12)) }
        let share = Double(months) / 12
        if end <= periodEnd {
            if start >= periodStart { return share * Double(end - start) / Double(periodEnd - periodStart) }
            let before = periodStart.addingMonths(-months)
            if end <= periodStart { return icma(start, end, before, periodStart) }
            return icma(start, periodStart, before, periodStart) + icma(periodStart, end, periodStart, periodEnd)
        }
        var sum = icma(start, periodEnd, periodStart, periodEnd)
        var whole = 0
        while periodEnd.addingMonths(months * (whole + 1)) <= end {
            sum += share
            whole += 1
        }
        let from = periodEnd.addingMonths(months * whole)
        return sum + icma(from, end, from, periodEnd.addingMonths(months * (whole + 1)))
    }
}

extension DayCount {
    /// The number of days by the rule applied to two days as they stand, also where the end comes before the start.
    ///
    /// It is not the negative of the reverse: 30/360 treats the first day otherwise than the second, and business days
    /// leave out the day they are counted from.
    func literalDays(from start: Day, to end: Day) -> Int {
        guard end < start else { return days(from: start, to: end) }
        let from = start.civil
        let to = end.civil
        var firstDay = min(from.day, 30)
        var lastDay = to.day
        switch self {
        case .thirty360:
            if firstDay == 30 { lastDay = min(lastDay, 30) }
        case .thirty360US:
            if from.month == 2, start.isLastOfMonth {
                if to.month == 2, end.isLastOfMonth { lastDay = 30 }
                firstDay = 30
            }
            if firstDay == 30 { lastDay = min(lastDay, 30) }
        case .thirtyE360ISDA(let maturity):
            if start.isLastOfMonth { firstDay = 30 }
            if end.isLastOfMonth, !(to.month == 2 && end == maturity) { lastDay = 30 }
        case .business252(let calendar):
            return -calendar.businessDays(from: end + 1, to: start + 1)
        default:
            return days(from: start, to: end)
        }
        return ((to.year - from.year) * 12 + to.month - from.month) * 30 + lastDay - firstDay
    }

    /// The fraction of a year by the rule applied to two days as they stand.
    func literalFraction(from start: Day, to end: Day) -> Double {
        guard end < start else { return fraction(from: start, to: end) }
        switch self {
        case .thirty360, .thirty360US, .thirtyE360ISDA: return Double(literalDays(from: start, to: end)) / 360
        case .business252: return Double(literalDays(from: start, to: end)) / 252
        default: return fraction(from: start, to: end)
        }
    }
}
