extension Day: Comparable {
    @inlinable public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

extension Day: Strideable {
    /// The number of days from this day to another, negative if the other is earlier.
    @inlinable public func distance(to other: Day) -> Int {
        Int(other.daysSince1970) - Int(daysSince1970)
    }

    /// The day so many days later.
    @inlinable public func advanced(by days: Int) -> Day {
        Day(daysSince1970: daysSince1970 + Int32(days))
    }

    /// The day so many days later.
    @inlinable public static func + (day: Day, days: Int) -> Day { day.advanced(by: days) }
    /// The day so many days earlier.
    @inlinable public static func - (day: Day, days: Int) -> Day { day.advanced(by: -days) }
    /// The number of days from the right day to the left one.
    @inlinable public static func - (left: Day, right: Day) -> Int { right.distance(to: left) }
}

extension Day {
    /// What becomes of the day of the month when months are added.
    public enum MonthEnd: Hashable, Sendable {
        /// The same day of the month, or the last one where the month is shorter: 30 April, 30 May, 28 February.
        case sameDay
        /// If the start is the last day of its month the result is one too: 30 April, 31 May, 28 February.
        case endOfMonth
    }

    /// The day so many months later (earlier if negative).
    ///
    /// Always reckon from the anchor, `anchor.addingMonths(2 * k)`: going month by month loses the 31st at the first
    /// short month.
    @inlinable public func addingMonths(_ months: Int, monthEnd: MonthEnd = .sameDay) -> Day {
        DayWalk(from: self, by: Period(1, .month), monthEnd: monthEnd)[months]
    }

    /// The first day of this day's month.
    @inlinable public var firstOfMonth: Day { self - (dayOfMonth - 1) }

    /// The last day of this day's month.
    @inlinable public var lastOfMonth: Day {
        let (year, month, _) = civil
        return Day(validYear: year, month: month, day: Day.lengthOfMonth(month, year: year))
    }

    /// Whether this is the last day of its month.
    @inlinable public var isLastOfMonth: Bool {
        let (year, month, day) = civil
        return day == Day.lengthOfMonth(month, year: year)
    }
}
