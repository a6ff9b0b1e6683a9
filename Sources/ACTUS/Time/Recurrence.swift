import Calendar

/// The anchor date and the cycle of one kind of event, either of which may be missing.
struct Recurrence: Sendable, Equatable {
    var anchor: Timestamp?
    var cycle: Cycle?

    /// Whether the terms say nothing about the schedule.
    var isEmpty: Bool { anchor == nil && cycle == nil }

    /// The first time: the anchor, or else one cycle after the start of the contract.
    func first(after start: Timestamp?) -> Timestamp? {
        if let anchor { return anchor }
        guard let cycle, let start else { return nil }
        return start.adding(cycle.period)
    }

    /// The times of the schedule S(s, c, T) of technical specification 1.1, section 3.1, before any business-day shift.
    ///
    /// With neither anchor nor cycle there are none.
    func times(
        from start: Timestamp?, to end: Timestamp, monthEnd: Day.MonthEnd, includingEnd: Bool
    ) -> [Timestamp] {
        guard let first = first(after: start) else { return [] }
        return Recurrence.times(from: first, cycle: cycle, to: end, monthEnd: monthEnd, includingEnd: includingEnd)
    }

    /// Times `anchor + k * cycle` before `end`, each reckoned from the anchor, then `end` itself if it belongs.
    ///
    /// A long last stub takes the last regular time away unless the next one hits `end` or there are only two.
    static func times(
        from anchor: Timestamp, cycle: Cycle?, to end: Timestamp, monthEnd: Day.MonthEnd, includingEnd: Bool
    ) -> [Timestamp] {
        var times: [Timestamp] = []
        var next = anchor
        if let cycle, anchor < end {
            let shortest = (cycle.period.months ?? 0) * 28 + (cycle.period.days ?? 0)
            times.reserveCapacity((end.day - anchor.day) / max(1, shortest) + 2)
            for day in DayWalk(from: anchor.day, by: cycle.period, monthEnd: monthEnd) {
                next = Timestamp(day, second: anchor.second)
                if next >= end { break }
                times.append(next)
            }
        } else if anchor < end {
            times.append(anchor)
        }
        if includingEnd { times.append(end) }
        if let cycle, cycle.stub == .long, next != end, times.count > 2 {
            times.remove(at: times.count - (includingEnd ? 2 : 1))
        }
        return times
    }
}
