import Calendar

/// How cyclic events are moved off days without business, and whether accrual follows them.
struct BusinessDays: Sendable {
    var calendar = BusinessCalendar.everyDay
    var convention = BusinessDayConvention.unadjusted
    /// Shift first, then calculate (`SC...`); otherwise accruals run to the unshifted day (`CS...`).
    var shiftsBeforeCalculating = true

    /// The time at which an event scheduled for a time takes place.
    func eventTime(_ time: Timestamp) -> Timestamp {
        convention == .unadjusted ? time : Timestamp(calendar.adjust(time.day, convention), second: time.second)
    }

    /// The day to which an event scheduled for a time accrues.
    func accrualDay(_ time: Timestamp) -> Day {
        (shiftsBeforeCalculating ? eventTime(time) : time).accrualDay
    }
}
