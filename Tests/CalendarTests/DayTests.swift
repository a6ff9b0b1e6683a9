import Calendar
import Testing

struct DayTests {
    @Test(
        "every day keeps its year, month and day", arguments: [(-450, 450), (1600, 2400), (9990, 9999), (-9999, -9990)])
    func roundTrip(first: Int, last: Int) throws {
        var day = try #require(Day(year: first, month: 1, day: 1))
        var weekday = day.weekday
        let end = try #require(Day(year: last, month: 12, day: 31))
        while day < end {
            let (year, month, number) = day.civil
            #expect(Day(year: year, month: month, day: number) == day)
            day = day + 1
            #expect(day.weekday.rawValue == weekday.rawValue % 7 + 1)
            weekday = day.weekday
        }
    }

    @Test("1970-01-01 is day 0, a Thursday")
    func epoch() throws {
        let day = try #require(Day(year: 1970, month: 1, day: 1))
        #expect(day.daysSince1970 == 0)
        #expect(day.weekday == .thursday)
        #expect(Day("1969-12-31")?.daysSince1970 == -1)
        #expect(Day("1969-12-31")?.weekday == .wednesday)
    }

    @Test(
        "days that do not exist and text that is no day are refused",
        arguments: [
            "2026-02-29", "2100-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-01", "26-01-01", "",
            "2026/01/01",
            "2026-01-01T00:00", "2026-01-0x",
        ])
    func refused(text: String) {
        #expect(Day(text) == nil)
    }

    @Test("a day prints as it is read", arguments: ["2026-03-31", "2000-02-29", "0999-12-01"])
    func text(text: String) throws {
        #expect(try #require(Day(text)).description == text)
    }

    @Test(
        "adding months keeps the day or the end of the month",
        arguments: [
            ("2026-01-31", 1, "2026-02-28", "2026-02-28"), ("2026-04-30", 1, "2026-05-30", "2026-05-31"),
            ("2026-02-28", 12, "2027-02-28", "2027-02-28"), ("2027-02-28", 12, "2028-02-28", "2028-02-29"),
            ("2026-03-15", -3, "2025-12-15", "2025-12-15"), ("2026-01-30", -14, "2024-11-30", "2024-11-30"),
        ])
    func months(start: String, months: Int, sameDay: String, endOfMonth: String) throws {
        let day = try #require(Day(start))
        #expect(day.addingMonths(months).description == sameDay)
        #expect(day.addingMonths(months, monthEnd: .endOfMonth).description == endOfMonth)
    }

    @Test("days are subtracted, compared and strode over")
    func arithmetic() throws {
        let day = try #require(Day("2024-02-28"))
        #expect((day + 2).description == "2024-03-01")
        #expect(day + 2 - day == 2)
        #expect(day - 1 < day)
        #expect(day.lastOfMonth.description == "2024-02-29")
        #expect(day.firstOfMonth.description == "2024-02-01")
        #expect(!day.isLastOfMonth && (day + 1).isLastOfMonth)
    }

    @Test(
        "Easter falls where the church has it",
        arguments: [(2024, "2024-03-31"), (2025, "2025-04-20"), (2019, "2019-04-21"), (2038, "2038-04-25")])
    func easter(year: Int, day: String) {
        #expect(Day.easterSunday(year).description == day)
    }
}
