/// A period that repeats, and what happens where the last one does not fit: `P1ML0`, `P3ML1`.
@frozen public struct Cycle: Hashable, Sendable {
    /// The form of a last period that is shorter than the others.
    @frozen public enum Stub: UInt8, Hashable, Sendable {
        /// It is joined to the one before it (`L0`).
        case long = 0
        /// It stays as a short period of its own (`L1`).
        case short = 1
    }

    /// The period that repeats, at least one unit long.
    public let period: Period
    /// The form of an odd last period.
    public let stub: Stub

    /// A cycle; a period of no length is a programmer's fault and traps.
    @inlinable public init(_ period: Period, stub: Stub = .long) {
        precondition(period.count > 0, "a cycle has a length")
        self.period = period
        self.stub = stub
    }
}

extension Cycle: LosslessStringConvertible {
    /// Reads a period and its stub, `P1ML0` (long) or `P1ML1` (short). Nil for anything else or a period of no length.
    public init?(_ text: String) {
        guard text.utf8.count >= 5, text.dropLast().last == "L", let digit = text.last, digit == "0" || digit == "1",
            let period = Period(text.dropLast(2)), period.count > 0
        else { return nil }
        self.init(period, stub: digit == "0" ? .long : .short)
    }

    /// The cycle as it is read, `P1ML0`.
    public var description: String { "\(period)L\(stub.rawValue)" }
}

extension Cycle {
    /// The days `anchor`, `anchor` plus one period, plus two, and so on while they come before `end`.
    ///
    /// Each day is reckoned from the anchor, so the 31st comes back after a short month. If `includingEnd`, `end` is
    /// added. With a long stub the last regular day is dropped unless `end` is a whole number of periods away and
    /// there are more than two days. Empty if `anchor` is after `end`; ACTUS technical specification 1.1, section 3.1.
    public func days(
        from anchor: Day, to end: Day, monthEnd: Day.MonthEnd = .sameDay, includingEnd: Bool = true
    ) -> [Day] {
        guard anchor <= end else { return [] }
        var days: [Day] = []
        var fits = false
        for day in DayWalk(from: anchor, by: period, monthEnd: monthEnd) {
            if day >= end {
                fits = day == end
                break
            }
            days.append(day)
        }
        if includingEnd { days.append(end) }
        if stub == .long, !fits, days.count > 2 {
            days.remove(at: days.count - (includingEnd ? 2 : 1))
        }
        return days
    }
}
