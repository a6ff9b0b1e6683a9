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

extension DayWalk: Sequence {
    /// The anchor and the days after it without end, for a walk of every step: each month's start follows from that of
    /// the month before.
    @frozen public struct Iterator: IteratorProtocol {
        @usableFromInline let walk: DayWalk
        @usableFromInline var times = 0
        /// The month of the next day, 1...12, its year, its length, and the day before its first.
        @usableFromInline var month: Int
        @usableFromInline var year: Int
        @usableFromInline var length: Int
        @usableFromInline var eve: Day

        @inlinable init(_ walk: DayWalk) {
            self.walk = walk
            year = walk.firstMonth >= 0 ? walk.firstMonth / 12 : (walk.firstMonth - 11) / 12
            month = walk.firstMonth - year * 12 + 1
            length = Day.lengthOfMonth(month, year: year)
            eve = walk.anchor - walk.dayOfMonth
        }

        /// The next day; there always is one.
        @inlinable public mutating func next() -> Day? {
            guard 1...12 ~= walk.months else {
                defer { times += 1 }
                return walk[times]
            }
            let day = eve + (walk.keepsMonthEnd ? length : Swift.min(walk.dayOfMonth, length))
            for _ in 0..<walk.months {
                eve = eve + length
                month += 1
                if month > 12 {
                    month = 1
                    year += 1
                }
                length = Day.lengthOfMonth(month, year: year)
            }
            return day
        }
    }

    @inlinable public func makeIterator() -> Iterator { Iterator(self) }
}
