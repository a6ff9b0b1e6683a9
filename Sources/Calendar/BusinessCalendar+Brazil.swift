extension BusinessCalendar {
    /// Brazilian banking days, the calendar of BUS/252, for a range of years.
    ///
    /// National holidays (ANBIMA): New Year, Carnival Monday and Tuesday, Good Friday, Tiradentes, Labour Day, Corpus
    /// Christi, Independence, Our Lady Aparecida, All Souls, Republic, Black Awareness from 2024, Christmas. Outside
    /// the years given only weekends are known.
    public static func brazil(years: ClosedRange<Int>) -> BusinessCalendar {
        BusinessCalendar(
            holidays: years.flatMap { year -> [Day] in
                let easter = Day.easterSunday(year)
                var fixed = [(1, 1), (4, 21), (5, 1), (9, 7), (10, 12), (11, 2), (11, 15), (12, 25)]
                if year >= 2024 { fixed.append((11, 20)) }
                return fixed.compactMap { Day(year: year, month: $0.0, day: $0.1) }
                    + [easter - 48, easter - 47, easter - 2, easter + 60]
            })
    }
}
