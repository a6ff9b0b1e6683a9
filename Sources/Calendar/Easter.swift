extension Day {
    /// Easter Sunday of a year of the Gregorian calendar (J. Meeus, "Astronomical Algorithms", chapter 8).
    public static func easterSunday(_ year: Int) -> Day {
        let golden = year % 19
        let century = year / 100
        let within = year % 100
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (within / 4) - epact - within % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let month = (epact + weekday - 7 * late + 114) / 31
        let day = (epact + weekday - 7 * late + 114) % 31 + 1
        return Day(validYear: year, month: month, day: day)
    }
}
