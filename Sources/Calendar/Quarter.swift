/// A calendar quarter: January to March is number 1.
///
///     let start = Quarter("2026Q2")!
///     for quarter in start..<start.advanced(by: 8) { print(quarter.lastDay) }
@frozen public struct Quarter: Hashable, Sendable {
    /// Quarters since 0000Q1.
    public let index: Int

    /// The quarter so many quarters after 0000Q1.
    @inlinable public init(index: Int) {
        self.index = index
    }

    /// A quarter of a year. The number is 1...4; any other number is a programmer's fault and traps.
    @inlinable public init(year: Int, number: Int) {
        precondition(1...4 ~= number, "a quarter is numbered 1 to 4")
        self.init(index: year * 4 + number - 1)
    }

    /// The quarter in which a day falls.
    @inlinable public init(containing day: Day) {
        let (year, month, _) = day.civil
        self.init(index: year * 4 + (month - 1) / 3)
    }

    /// The year.
    @inlinable public var year: Int { index >= 0 ? index / 4 : (index - 3) / 4 }
    /// The number within the year, 1...4.
    @inlinable public var number: Int { index - year * 4 + 1 }
    /// The first day: 1 January, 1 April, 1 July or 1 October.
    @inlinable public var firstDay: Day { Day(validYear: year, month: number * 3 - 2, day: 1) }
    /// The last day: 31 March, 30 June, 30 September or 31 December.
    @inlinable public var lastDay: Day { advanced(by: 1).firstDay - 1 }
    /// The number of days, 90...92.
    @inlinable public var dayCount: Int { advanced(by: 1).firstDay - firstDay }
}

extension Quarter: Strideable, Comparable {
    /// The number of quarters from this quarter to another.
    @inlinable public func distance(to other: Quarter) -> Int { other.index - index }
    /// The quarter so many quarters later.
    @inlinable public func advanced(by quarters: Int) -> Quarter { Quarter(index: index + quarters) }
    @inlinable public static func < (left: Quarter, right: Quarter) -> Bool { left.index < right.index }
    /// The quarter so many quarters later.
    @inlinable public static func + (quarter: Quarter, quarters: Int) -> Quarter { quarter.advanced(by: quarters) }
    /// The quarter so many quarters earlier.
    @inlinable public static func - (quarter: Quarter, quarters: Int) -> Quarter { quarter.advanced(by: -quarters) }
    /// The number of quarters from the right quarter to the left one.
    @inlinable public static func - (left: Quarter, right: Quarter) -> Int { right.distance(to: left) }
}

extension Quarter: LosslessStringConvertible {
    /// Reads `2026Q2`: four digits, a Q and a digit 1...4. Nil for anything else.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 6, bytes[4] == UInt8(ascii: "Q"), let year = Int(text.prefix(4)),
            let number = Int(text.suffix(1)), 1...4 ~= number, year >= 0, bytes[0] != UInt8(ascii: "+")
        else { return nil }
        self.init(year: year, number: number)
    }

    /// The quarter as `2026Q2`.
    public var description: String { "\(padded(year, to: 4))Q\(number)" }
}
