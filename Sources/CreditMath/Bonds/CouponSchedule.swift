public import Calendar

/// The days that divide a bond's life into coupon periods, reckoned backward from maturity, so that an odd period comes
/// first.
public struct CouponSchedule: Sendable, Hashable {
    /// Issue, ends of periods, maturity: rising, moved by the accrual convention.
    public let days: [Day]
    /// Whether the first period is shorter or longer than the others.
    public let firstIsIrregular: Bool
    /// Months between coupons.
    public let months: Int
    public let calendar: BusinessCalendar
    public let convention: BusinessDayConvention
    public let endOfMonth: Bool

    /// - Parameters:
    ///   - months: between coupons: 12, 6, 4, 3, 2 or 1.
    ///   - convention: how period ends move; coupons accrue to the moved days.
    ///   - endOfMonth: a bond that matures at the end of a month has every coupon there.
    public init(
        issue: Day, maturity: Day, months: Int, calendar: BusinessCalendar,
        convention: BusinessDayConvention = .unadjusted, endOfMonth: Bool = false
    ) {
        precondition(issue < maturity && months > 0, "a bond lives for some time and pays at some interval")
        self.months = months
        self.calendar = calendar
        self.convention = convention
        self.endOfMonth = endOfMonth
        let atEnd = endOfMonth && calendar.adjust(maturity.lastOfMonth, .preceding) <= maturity
        var backward = [maturity]
        var period = 1
        while true {
            let day = maturity.addingMonths(-months * period, monthEnd: endOfMonth ? .endOfMonth : .sameDay)
            if day < issue { break }
            if calendar.adjust(day, convention) != calendar.adjust(backward[backward.count - 1], convention) {
                backward.append(day)
            }
            period += 1
        }
        let earliest = calendar.adjust(backward[backward.count - 1], convention)
        firstIsIrregular = earliest != calendar.adjust(issue, convention)
        if firstIsIrregular { backward.append(issue) }
        var days = Array(backward.reversed())
        for index in days.indices {
            let isInner = index > 0 && index < days.count - 1
            days[index] = calendar.adjust(atEnd && isInner ? days[index].lastOfMonth : days[index], convention)
        }
        if days.count > 2, days[days.count - 2] >= days[days.count - 1] { days.remove(at: days.count - 2) }
        if days.count > 2, days[1] <= days[0] { days.remove(at: 1) }
        self.days = days
    }

    /// The regular period that a coupon period is part of.
    func reference(of period: Int) -> (start: Day, end: Day) {
        let start = days[period - 1]
        let end = days[period]
        guard period == 1, firstIsIrregular else { return (start, end) }
        let atEnd = endOfMonth && end == calendar.adjust(end.lastOfMonth, .preceding)
        let back = end.addingMonths(-months)
        return (atEnd ? calendar.adjust(back.lastOfMonth, .preceding) : calendar.adjust(back, convention), end)
    }
}
