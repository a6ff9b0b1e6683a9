/// Which days are business days: a weekend and a list of holidays, held as a value.
///
///     let calendar = BusinessCalendar(holidays: [Day("2026-07-03")!])
///     calendar.isBusinessDay(Day("2026-07-04")!)      // false: a Saturday
public struct BusinessCalendar: Hashable, Sendable {
    /// Bit `n` is set if ISO weekday `n` belongs to the weekend.
    @usableFromInline let weekend: UInt8
    /// Holidays in ascending order, each once and none on a weekend.
    @usableFromInline let holidays: [Day]

    /// A calendar whose weekend never sees business, nor do the holidays given, in any order.
    public init(weekend: Set<Weekday> = [.saturday, .sunday], holidays: some Sequence<Day>) {
        let mask = weekend.reduce(UInt8(0)) { $0 | 1 << $1.rawValue }
        self.weekend = mask
        self.holidays = Set(holidays).filter { mask & 1 << $0.weekday.rawValue == 0 }.sorted()
    }

    /// Every day is a business day.
    public static let everyDay = BusinessCalendar(weekend: [], holidays: [])
    /// Monday to Friday, without holidays.
    public static let mondayToFriday = BusinessCalendar(holidays: [])

    /// Whether business is done on a day.
    public func isBusinessDay(_ day: Day) -> Bool {
        guard weekend & 1 << day.weekday.rawValue == 0 else { return false }
        let place = holidaysBefore(day)
        return place == holidays.count || holidays[place] != day
    }

    /// The number of business days from a day to another: the first counts, the last does not. Negative if the other
    /// is earlier.
    public func businessDays(from start: Day, to end: Day) -> Int {
        guard start <= end else { return -businessDays(from: end, to: start) }
        let days = end - start
        let workdaysPerWeek = 7 - weekend.nonzeroBitCount
        var count = days / 7 * workdaysPerWeek
        for day in start..<(start + days % 7) where weekend & 1 << day.weekday.rawValue == 0 {
            count += 1
        }
        return count - (holidaysBefore(end) - holidaysBefore(start))
    }

    /// The number of holidays before a day, by bisection.
    private func holidaysBefore(_ day: Day) -> Int {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
