import Calendar

/// A point in time of a contract: a day and the seconds since its midnight, without a time zone.
///
/// The standard counts `23:59:59` as the midnight that follows: no interest accrues between the two, though both keep
/// their spelling (technical specification 1.1, section 2.8).
@frozen public struct Timestamp: Hashable, Sendable {
    /// The civil day.
    public let day: Day
    /// Seconds since midnight, 0...86,399.
    public let second: Int32

    /// A time of a day; seconds outside 0...86,399 are a programmer's fault and trap.
    public init(_ day: Day, second: Int32 = 0) {
        precondition(0..<86_400 ~= second, "a day has 86,400 seconds")
        self.day = day
        self.second = second
    }

    /// The day from or to which interest accrues: the next one for `23:59:59`.
    var accrualDay: Day { second == 86_399 ? day + 1 : day }

    /// The same time of day so many periods later.
    func adding(_ period: Period, times: Int = 1, monthEnd: Day.MonthEnd = .sameDay) -> Timestamp {
        Timestamp(day.adding(period, times: times, monthEnd: monthEnd), second: second)
    }
}

extension Timestamp: Comparable {
    /// By day, then by second; `23:59:59` is before the midnight that it counts as.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.day == right.day ? left.second < right.second : left.day < right.day
    }
}

extension Timestamp: LosslessStringConvertible {
    /// Reads `2026-03-31`, `2026-03-31T12:00` or `2026-03-31T12:00:00`; `T24:00:00` is the next midnight. Nil for
    /// anything else.
    public init?(_ text: String) {
        guard let day = Day(text.prefix(10)) else { return nil }
        let rest = text.dropFirst(10)
        guard !rest.isEmpty else {
            self.init(day)
            return
        }
        let parts = rest.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
        guard rest.first == "T", 2...3 ~= parts.count,
            parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { 48...57 ~= $0 } })
        else { return nil }
        let numbers = parts.compactMap { Int32($0) } + [0]
        let second = numbers[0] * 3600 + numbers[1] * 60 + numbers[2]
        guard numbers[1] < 60, numbers[2] < 60, second <= 86_400 else { return nil }
        self.init(second == 86_400 ? day + 1 : day, second: second % 86_400)
    }

    /// The time as `2026-03-31T12:00:00`.
    public var description: String {
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(day)T\(two(second / 3600)):\(two(second / 60 % 60)):\(two(second % 60))"
    }
}
