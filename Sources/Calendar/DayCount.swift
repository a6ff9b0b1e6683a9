/// How days are counted between two days and turned into a fraction of a year.
///
///     DayCount.thirtyE360.fraction(from: Day("2025-01-31")!, to: Day("2025-03-31")!)      // 60 / 360
///
/// Rules as in ISDA 2006 Definitions, section 4.16, and for the last two as noted. An end before the start gives the
/// negative of the reverse.
public enum DayCount: Hashable, Sendable {
    /// Actual days, each over the length of the calendar year in which it falls (ISDA).
    case actualActualISDA
    /// Actual days over 365.
    case actual365Fixed
    /// Actual days over 360.
    case actual360
    /// Actual days over 365.25.
    case actual36525
    /// Months of 30 days: the 31st counts as the 30th on both sides (Eurobond basis).
    case thirtyE360
    /// Months of 30 days: the last day of any month counts as the 30th, except a last day of February that is the
    /// maturity given here.
    case thirtyE360ISDA(maturity: Day?)
    /// Months of 30 days, bond basis: the 31st as an end counts as the 30th only if the start does too.
    case thirty360
    /// As bond basis, with the last day of February counted as the 30th (US, SIFMA).
    case thirty360US
    /// Months of 28 days in years of 336: days from the 29th on count as the 28th (ACTUS dictionary, `28E336`).
    case twentyEightE336
    /// Business days of a calendar over 252, the start counted and the end not (Brazil).
    case business252(BusinessCalendar)
}

extension DayCount {
    /// The number of days by this rule.
    public func days(from start: Day, to end: Day) -> Int {
        guard start <= end else { return -days(from: end, to: start) }
        switch self {
        case .actualActualISDA, .actual365Fixed, .actual360, .actual36525:
            return end - start
        case .business252(let calendar):
            return calendar.businessDays(from: start, to: end)
        case .thirtyE360, .thirtyE360ISDA, .thirty360, .thirty360US, .twentyEightE336:
            return evenMonthDays(from: start, start.civil, to: end, end.civil)
        }
    }

    /// The fraction of a year by this rule, as a plain number (1 is a year).
    public func fraction(from start: Day, to end: Day) -> Double {
        switch self {
        case .actualActualISDA:
            guard start <= end else { return -fraction(from: end, to: start) }
            return actualActual(from: start, to: end)
        case .actual365Fixed: return Double(end - start) / 365
        case .actual360: return Double(end - start) / 360
        case .actual36525: return Double(end - start) / 365.25
        case .twentyEightE336: return Double(days(from: start, to: end)) / 336
        case .business252: return Double(days(from: start, to: end)) / 252
        case .thirtyE360, .thirtyE360ISDA, .thirty360, .thirty360US:
            return Double(days(from: start, to: end)) / 360
        }
    }

    private func actualActual(from start: Day, to end: Day) -> Double {
        let first = start.year
        let last = end.year
        if first == last { return Double(end - start) / Double(Day.lengthOfYear(first)) }
        let firstEnd = Day(validYear: first + 1, month: 1, day: 1)
        let lastStart = Day(validYear: last, month: 1, day: 1)
        return Double(firstEnd - start) / Double(Day.lengthOfYear(first)) + Double(last - first - 1)
            + Double(end - lastStart) / Double(Day.lengthOfYear(last))
    }

    /// Days where every month is as long as the others. `start` is not after `end`.
    fileprivate func evenMonthDays(from start: Day, _ from: Day.Civil, to end: Day, _ to: Day.Civil) -> Int {
        var firstDay = from.day
        var lastDay = to.day
        var length = 30
        switch self {
        case .thirtyE360ISDA(let maturity):
            if from.day == Day.lengthOfMonth(from.month, year: from.year) { firstDay = 30 }
            if to.day == Day.lengthOfMonth(to.month, year: to.year), !(to.month == 2 && end == maturity) {
                lastDay = 30
            }
        case .thirty360:
            firstDay = min(firstDay, 30)
            if firstDay == 30 { lastDay = min(lastDay, 30) }
        case .thirty360US:
            if from.month == 2, start.isLastOfMonth {
                if to.month == 2, end.isLastOfMonth { lastDay = 30 }
                firstDay = 30
            }
            if lastDay == 31, firstDay >= 30 { lastDay = 30 }
            firstDay = min(firstDay, 30)
        case .twentyEightE336:
            length = 28
            firstDay = min(firstDay, 28)
            lastDay = min(lastDay, 28)
        default:
            firstDay = min(firstDay, 30)
            lastDay = min(lastDay, 30)
        }
        return ((to.year - from.year) * 12 + to.month - from.month) * length + lastDay - firstDay
    }
}

extension DayCount {
    /// Fractions of a year between days that follow one another, each the start of the next: year, month and day of
    /// each are worked out once.
    public struct Walk: Sendable {
        private let rule: DayCount
        private let hasEvenMonths: Bool
        private var civil: Day.Civil
        /// The last day come to.
        public private(set) var day: Day

        /// Starts on a day.
        public init(_ rule: DayCount, from day: Day) {
            self.rule = rule
            self.day = day
            switch rule {
            case .thirtyE360, .thirtyE360ISDA, .thirty360, .thirty360US: hasEvenMonths = true
            default: hasEvenMonths = false
            }
            civil = hasEvenMonths ? day.civil : (0, 0, 0)
        }

        /// The fraction from the last day to another, which becomes the last.
        public mutating func fraction(to next: Day) -> Double {
            let start = day
            day = next
            if !hasEvenMonths || next < start {
                if hasEvenMonths { civil = next.civil }
                return rule.fraction(from: start, to: next)
            }
            let from = civil
            civil = next.civil
            return Double(rule.evenMonthDays(from: start, from, to: next, civil)) / 360
        }
    }
}
