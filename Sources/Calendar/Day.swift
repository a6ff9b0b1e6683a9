/// A civil day of the proleptic Gregorian calendar, without a time or a time zone.
///
///     let day = Day("2026-03-31")!
///     day.addingMonths(1)                     // 2026-04-30
///     Day(year: 2026, month: 2, day: 29)      // nil: there is no such day
///
/// Stored as the number of days since 1970-01-01, so comparing and subtracting days is integer arithmetic. The
/// conversion from year, month and day follows Howard Hinnant, "chrono-compatible low-level date algorithms".
@frozen public struct Day: Hashable, Sendable {
    /// Days since 1970-01-01, negative before it.
    public let daysSince1970: Int32

    /// The day this many days after 1970-01-01.
    @inlinable public init(daysSince1970: Int32) {
        self.daysSince1970 = daysSince1970
    }

    /// The day of this year, month (1...12) and day of the month (1...31), or nil if there is no such day.
    ///
    /// Years run from -9999 to 9999.
    @inlinable public init?(year: Int, month: Int, day: Int) {
        guard -9999...9999 ~= year, 1...12 ~= month, day >= 1, day <= Day.lengthOfMonth(month, year: year) else {
            return nil
        }
        self.init(validYear: year, month: month, day: day)
    }

    /// The day of a year, month and day that are known to exist.
    @inlinable init(validYear year: Int, month: Int, day: Int) {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.init(daysSince1970: Int32(era * 146_097 + dayOfEra - 719_468))
    }
}

extension Day {
    /// Year, month 1...12 and day of the month 1...31.
    public typealias Civil = (year: Int, month: Int, day: Int)

    /// Year, month and day of the month.
    ///
    /// The algorithm of C. Neri and L. Schneider, "Euclidean affine functions and their application to calendar
    /// algorithms" (2022), over 82 eras of 400 years before year 0.
    @inlinable public var civil: Civil {
        let eras: UInt32 = 82
        let number = UInt32(bitPattern: daysSince1970) &+ 719_468 &+ 146_097 &* eras
        let century = (4 &* number &+ 3) / 146_097
        let dayOfCentury = (4 &* number &+ 3) % 146_097 / 4
        let product = UInt64(2_939_745) &* UInt64(4 &* dayOfCentury &+ 3)
        let dayOfYear = UInt32(truncatingIfNeeded: product) / 2_939_745 / 4
        let year = 100 &* century &+ UInt32(truncatingIfNeeded: product >> 32)
        let monthAndDay = 2141 &* dayOfYear &+ 197_913
        let month = monthAndDay >> 16
        let isNextYear = dayOfYear >= 306
        return (
            Int(year) - Int(400 &* eras) + (isNextYear ? 1 : 0), Int(isNextYear ? month &- 12 : month),
            Int((monthAndDay & 0xFFFF) / 2141) + 1
        )
    }

    /// The year.
    @inlinable public var year: Int { civil.year }
    /// The month, 1...12.
    @inlinable public var month: Int { civil.month }
    /// The day of the month, 1...31.
    @inlinable public var dayOfMonth: Int { civil.day }

    /// Whether a year has 366 days.
    @inlinable public static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// The number of days of a year: 365 or 366.
    @inlinable public static func lengthOfYear(_ year: Int) -> Int {
        isLeap(year) ? 366 : 365
    }

    /// The number of days of a month (1...12) of a year: 28...31.
    @inlinable public static func lengthOfMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
