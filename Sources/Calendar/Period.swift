/// A span of whole days, weeks, months, quarters, half years or years, written `P3M` as in ISO 8601.
///
/// `Q` (quarter) and `H` (half year) are the additions of the ACTUS standard.
@frozen public struct Period: Hashable, Sendable {
    /// The unit of a period; its raw value is the letter that stands for it.
    @frozen public enum Unit: Character, Hashable, Sendable, CaseIterable {
        case day = "D"
        case week = "W"
        case month = "M"
        case quarter = "Q"
        case halfYear = "H"
        case year = "Y"
    }

    /// How many units, 0 or more.
    public let count: Int
    /// The unit.
    public let unit: Unit

    /// A period of so many units; a negative count is a programmer's fault and traps.
    @inlinable public init(_ count: Int, _ unit: Unit) {
        precondition(count >= 0, "a period has no negative length")
        self.count = count
        self.unit = unit
    }

    /// The length in months, or nil if the unit is days or weeks.
    @inlinable public var months: Int? {
        switch unit {
        case .day, .week: nil
        case .month: count
        case .quarter: count * 3
        case .halfYear: count * 6
        case .year: count * 12
        }
    }

    /// The length in days, or nil if the unit is months or longer.
    @inlinable public var days: Int? {
        switch unit {
        case .day: count
        case .week: count * 7
        default: nil
        }
    }
}

extension Period: LosslessStringConvertible {
    /// Reads `P10D`, `P2W`, `P3M`, `P1Q`, `P1H` or `P5Y`. Nil for anything else.
    public init?(_ text: String) {
        self.init(text[...])
    }

    /// Reads `P10D`, `P2W`, `P3M`, `P1Q`, `P1H` or `P5Y`. Nil for anything else.
    public init?(_ text: Substring) {
        guard text.first == "P", let last = text.last, let unit = Unit(rawValue: last) else { return nil }
        let digits = text.dropFirst().dropLast()
        guard !digits.isEmpty, digits.utf8.count <= 5, digits.utf8.allSatisfy({ 48...57 ~= $0 }),
            let count = Int(digits)
        else { return nil }
        self.init(count, unit)
    }

    /// The period as it is read, `P3M`.
    public var description: String { "P\(count)\(unit.rawValue)" }
}

extension Day {
    /// The day so many periods later (earlier if `times` is negative), always reckoned from this day.
    @inlinable public func adding(_ period: Period, times: Int = 1, monthEnd: MonthEnd = .sameDay) -> Day {
        DayWalk(from: self, by: period, monthEnd: monthEnd)[times]
    }
}
