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
        case .rule(let rule): return end < start ? Self.backward(rule, start, end) : rule.fraction(from: start, to: end)
        case .actualActualICMA:
            if start == end { return 0 }
            if end < start { return -icma(end, start, period.start, period.end) }
            return icma(start, end, period.start, period.end)
        }
    }

    /// A fraction below zero, where a payment has moved to before the end of its period. The rules are applied to the days as
    /// they stand: those of 30/360 treat the first day otherwise than the second.
    private static func backward(_ rule: DayCount, _ start: Day, _ end: Day) -> Double {
        let from = start.civil
        let to = end.civil
        var firstDay = min(from.day, 30)
        var lastDay = to.day
        switch rule {
        case .thirty360:
            if firstDay == 30 { lastDay = min(lastDay, 30) }
        case .thirty360US:
            if from.month == 2, start.isLastOfMonth {
                if to.month == 2, end.isLastOfMonth { lastDay = 30 }
                firstDay = 30
            }
            if firstDay == 30 { lastDay = min(lastDay, 30) }
        case .business252(let calendar):
            return -Double(calendar.businessDays(from: end + 1, to: start + 1)) / 252
        default:
            return rule.fraction(from: start, to: end)
        }
        let months = (to.year - from.year) * 12 + to.month - from.month
        return Double(months * 30 + lastDay - firstDay) / 360
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
