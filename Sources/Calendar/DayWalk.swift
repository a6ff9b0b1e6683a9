/// The days at whole multiples of a period from an anchor, each reckoned from the anchor.
///
///     let walk = DayWalk(from: Day("2026-01-31")!, by: Period(1, .month))
///     walk[1]     // 2026-02-28
///     walk[2]     // 2026-03-31
///
/// Cheaper than adding to the anchor again and again: its year and month are worked out once.
@frozen public struct DayWalk: Sendable {
    @usableFromInline let anchor: Day
    /// Days per step, or 0 if steps are months.
    @usableFromInline let days: Int
    @usableFromInline let months: Int
    /// Months since year 0 and day of the month of the anchor.
    @usableFromInline let firstMonth: Int
    @usableFromInline let dayOfMonth: Int
    /// Every day is the last of its month.
    @usableFromInline let keepsMonthEnd: Bool

    /// A walk from an anchor by a period.
    @inlinable public init(from anchor: Day, by period: Period, monthEnd: Day.MonthEnd = .sameDay) {
        self.anchor = anchor
        days = period.days ?? 0
        months = period.months ?? 0
        let (year, month, day) = anchor.civil
        firstMonth = year * 12 + month - 1
        dayOfMonth = day
        keepsMonthEnd = monthEnd == .endOfMonth && day == Day.lengthOfMonth(month, year: year)
    }

    /// The day so many periods from the anchor, before it if negative.
    @inlinable public subscript(times: Int) -> Day {
        if months == 0 { return anchor + days * times }
        let total = firstMonth + months * times
        let year = total >= 0 ? total / 12 : (total - 11) / 12
        let month = total - year * 12 + 1
        let length = Day.lengthOfMonth(month, year: year)
        return Day(validYear: year, month: month, day: keepsMonthEnd ? length : Swift.min(dayOfMonth, length))
    }
}
