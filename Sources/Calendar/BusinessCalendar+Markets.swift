extension BusinessCalendar {
    /// The days on which the euro's payment system TARGET is open.
    public static func target(years: ClosedRange<Int>) -> BusinessCalendar {
        BusinessCalendar(
            holidays: years.flatMap { year -> [Day] in
                let easter = Day.easterSunday(year)
                var days = [Day(validYear: year, month: 1, day: 1), Day(validYear: year, month: 12, day: 25)]
                if year >= 2000 {
                    days += [easter - 2, easter + 1, Day(validYear: year, month: 5, day: 1), days[1] + 1]
                }
                if [1998, 1999, 2001].contains(year) { days.append(days[1] + 6) }
                return days
            })
    }

    /// The days on which US government bonds trade, as recommended by SIFMA.
    ///
    /// Good Friday counts, but from 1996 on not where it is the first Friday of April, when the employment report is
    /// published.
    public static func unitedStatesGovernmentBonds(years: ClosedRange<Int>) -> BusinessCalendar {
        BusinessCalendar(
            holidays: years.flatMap { year -> [Day] in
                func on(_ month: Int, _ day: Int) -> Day { Day(validYear: year, month: month, day: day) }
                var days = [
                    on(1, 1).movedFromSunday, on(1, 1).next(.monday, number: 3), on(2, 1).next(.monday, number: 3),
                    on(5, 31).last(.monday), on(7, 4).movedFromWeekend, on(9, 1).next(.monday, number: 1),
                    on(10, 1).next(.monday, number: 2), on(11, 11).movedFromSunday,
                    on(11, 1).next(.thursday, number: 4), on(12, 25).movedFromWeekend,
                ]
                let goodFriday = Day.easterSunday(year) - 2
                if year < 1996 || goodFriday.month == 3 || goodFriday.dayOfMonth > 7 { days.append(goodFriday) }
                if year >= 2022 { days.append(on(6, 19).movedFromWeekend) }
                if year == 2004 { days.append(on(6, 11)) }
                if year == 2012 { days.append(on(10, 30)) }
                if year == 2018 { days.append(on(12, 5)) }
                return days
            })
    }

    /// Bank holidays of England and Wales, with the moved and extra ones decreed so far.
    public static func unitedKingdom(years: ClosedRange<Int>) -> BusinessCalendar {
        BusinessCalendar(
            holidays: years.flatMap { year -> [Day] in
                func on(_ month: Int, _ day: Int) -> Day { Day(validYear: year, month: month, day: day) }
                let easter = Day.easterSunday(year)
                let christmas = on(12, 25)
                var days = [easter - 2, easter + 1, on(8, 31).last(.monday)]
                let newYear = on(1, 1)
                days.append(newYear.isWeekend ? newYear.next(.monday, number: 1) : newYear)
                days.append([1995, 2020].contains(year) ? on(5, 8) : on(5, 1).next(.monday, number: 1))
                switch year {
                case 2002: days += [on(6, 3), on(6, 4)]
                case 2012: days += [on(6, 4), on(6, 5)]
                case 2022: days += [on(6, 2), on(6, 3), on(9, 19)]
                default: days.append(on(5, 31).last(.monday))
                }
                days.append(christmas.isWeekend ? on(12, 27) : christmas)
                days.append((christmas + 1).isWeekend ? on(12, 28) : christmas + 1)
                if year == 1999 { days.append(on(12, 31)) }
                if year == 2011 { days.append(on(4, 29)) }
                if year == 2023 { days.append(on(5, 8)) }
                return days
            })
    }
}

extension Day {
    var isWeekend: Bool { weekday == .saturday || weekday == .sunday }

    /// The Monday after, if this is a Sunday.
    var movedFromSunday: Day { weekday == .sunday ? self + 1 : self }

    /// The Monday after a Sunday, the Friday before a Saturday.
    var movedFromWeekend: Day { weekday == .saturday ? self - 1 : movedFromSunday }

    /// The `number`-th such weekday from this day on.
    func next(_ wanted: Weekday, number: Int) -> Day {
        self + (Int(wanted.rawValue) - Int(weekday.rawValue) + 7) % 7 + 7 * (number - 1)
    }

    /// The last such weekday up to this day.
    func last(_ wanted: Weekday) -> Day {
        self - (Int(weekday.rawValue) - Int(wanted.rawValue) + 7) % 7
    }
}
