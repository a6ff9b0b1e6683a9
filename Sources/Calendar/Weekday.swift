/// A day of the week, numbered as in ISO 8601: Monday 1 to Sunday 7.
@frozen public enum Weekday: UInt8, CaseIterable, Hashable, Sendable {
    case monday = 1
    case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension Day {
    /// The day of the week.
    @inlinable public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let fromMonday = (Int(daysSince1970) + 3) % 7
        return Weekday(rawValue: UInt8(fromMonday < 0 ? fromMonday + 8 : fromMonday + 1))!
    }
}
