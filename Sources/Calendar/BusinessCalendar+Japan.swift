extension BusinessCalendar {
    /// Japanese banking days by the law on national holidays, from 1989 on; equinoxes are reckoned, so those of later years
    /// may be decreed a day off.
    public static func japan(years: ClosedRange<Int>) -> BusinessCalendar {
        BusinessCalendar(
            holidays: years.flatMap { year -> [Day] in
                func on(_ month: Int, _ day: Int) -> Day { Day(validYear: year, month: month, day: day) }
                func monday(_ month: Int, _ number: Int) -> Day { on(month, 1).next(.monday, number: number) }
                let vernal = on(3, equinox(year, 20.69115))
                let autumnal = on(9, equinox(year, 23.09))
                let games = year == 2020 || year == 2021
                // A holiday on a Sunday is kept on the Monday.
                var days = [
                    on(2, 11), vernal, on(4, 29), autumnal, on(11, 3), on(11, 23),
                ].map(\.movedFromSunday)
                days += [on(1, 1), on(1, 2), on(1, 3), on(12, 31), on(5, 3), on(5, 4), on(5, 5)]
                if [on(5, 3), on(5, 4), on(5, 5)].contains(where: { $0.weekday == .sunday }) { days.append(on(5, 6)) }
                days.append(year >= 2000 ? monday(1, 2) : on(1, 15).movedFromSunday)
                if year >= 2020 { days.append(on(2, 23).movedFromSunday) }
                // The birthday of the emperor who reigned from 1989.
                if 1989...2018 ~= year { days.append(on(12, 23).movedFromSunday) }
                if !games {
                    days.append(year >= 2000 ? monday(10, 2) : on(10, 10).movedFromSunday)
                    if year >= 2003 {
                        days.append(monday(7, 3))
                    } else if year >= 1996 {
                        days.append(on(7, 20).movedFromSunday)
                    }
                    if year >= 2016 { days.append(on(8, 11).movedFromSunday) }
                }
                let aged = year >= 2003 ? monday(9, 3) : on(9, 15).movedFromSunday
                days.append(aged)
                // A single day between two holidays is one too.
                if year >= 2003, autumnal - aged == 2 { days.append(aged + 1) }
                switch year {
                case 1989: days.append(on(2, 24))
                case 1990: days.append(on(11, 12))
                case 1993: days.append(on(6, 9))
                case 2019: days += [on(4, 30), on(5, 1), on(5, 2), on(10, 22)]
                case 2020: days += [on(7, 23), on(7, 24), on(8, 10)]
                case 2021: days += [on(7, 22), on(7, 23), on(8, 9)]
                default: break
                }
                return days
            })
    }

    /// The day of March or September of an equinox, from its moment in 2000.
    private static func equinox(_ year: Int, _ moment2000: Double) -> Int {
        let since = year - 2000
        let leapDays = since / 4 + since / 100 - since / 400
        return Int(moment2000 + Double(since) * 0.242194 - Double(leapDays))
    }
}
