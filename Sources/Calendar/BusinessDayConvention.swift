/// Where a payment goes that falls on a day without business.
@frozen public enum BusinessDayConvention: Hashable, Sendable, CaseIterable {
    /// It stays where it is.
    case unadjusted
    /// To the next business day.
    case following
    /// To the next business day, unless that is in another month: then to the one before.
    case modifiedFollowing
    /// To the business day before.
    case preceding
    /// To the business day before, unless that is in another month: then to the next.
    case modifiedPreceding
}

extension BusinessCalendar {
    /// The day to which a convention moves a day; a business day stays.
    ///
    /// The calendar must have business on some weekday, or no day would do; that is a programmer's fault and traps.
    public func adjust(_ day: Day, _ convention: BusinessDayConvention) -> Day {
        switch convention {
        case .unadjusted:
            return day
        case .following:
            return nearestBusinessDay(to: day, step: 1)
        case .preceding:
            return nearestBusinessDay(to: day, step: -1)
        case .modifiedFollowing, .modifiedPreceding:
            let step = convention == .modifiedFollowing ? 1 : -1
            let moved = nearestBusinessDay(to: day, step: step)
            return moved.month == day.month ? moved : nearestBusinessDay(to: day, step: -step)
        }
    }

    /// The business day so many business days after a day (before it if negative); with 0, the day itself or the next
    /// business day.
    public func advance(_ day: Day, businessDays count: Int) -> Day {
        var moved = nearestBusinessDay(to: day, step: count < 0 ? -1 : 1)
        if count > 0, moved != day { moved = nearestBusinessDay(to: day, step: -1) }
        if count < 0, moved != day { moved = nearestBusinessDay(to: day, step: 1) }
        for _ in 0..<abs(count) {
            moved = nearestBusinessDay(to: moved + count.signum(), step: count.signum())
        }
        return moved
    }

    private func nearestBusinessDay(to day: Day, step: Int) -> Day {
        precondition(weekend.nonzeroBitCount < 7, "a calendar needs a weekday with business")
        var moved = day
        while !isBusinessDay(moved) { moved = moved + step }
        return moved
    }
}
