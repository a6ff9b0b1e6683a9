import Calendar
import Testing

struct BusinessDayTests {
    @Test("a Saturday moves as the convention says")
    func conventions() throws {
        // Saturday, the last day of January 2026 and the first day of August 2026.
        let january = try #require(Day("2026-01-31"))
        let august = try #require(Day("2026-08-01"))
        let week = BusinessCalendar.mondayToFriday
        #expect(week.adjust(january, .unadjusted) == january)
        #expect(week.adjust(january, .following).description == "2026-02-02")
        #expect(week.adjust(january, .modifiedFollowing).description == "2026-01-30")
        #expect(week.adjust(august, .preceding).description == "2026-07-31")
        #expect(week.adjust(august, .modifiedPreceding).description == "2026-08-03")
        #expect(BusinessCalendar.everyDay.adjust(january, .following) == january)
    }

    @Test("a holiday moves a payment as a weekend does")
    func holiday() throws {
        let calendar = BusinessCalendar(holidays: [try #require(Day("2026-07-03"))])
        #expect(calendar.adjust(try #require(Day("2026-07-03")), .following).description == "2026-07-06")
        #expect(calendar.advance(try #require(Day("2026-07-02")), businessDays: 1).description == "2026-07-06")
        #expect(calendar.advance(try #require(Day("2026-07-04")), businessDays: 1).description == "2026-07-06")
        #expect(calendar.advance(try #require(Day("2026-07-04")), businessDays: -1).description == "2026-07-02")
        #expect(calendar.advance(try #require(Day("2026-07-04")), businessDays: 0).description == "2026-07-06")
    }

    @Test("business days are counted as one by one")
    func counted() throws {
        let calendar = BusinessCalendar.brazil(years: 2023...2026)
        let start = try #require(Day("2023-12-20"))
        for length in stride(from: 0, to: 500, by: 13) {
            let end = start + length
            let slow = (start..<end).count(where: calendar.isBusinessDay)
            #expect(calendar.businessDays(from: start, to: end) == slow)
            #expect(calendar.businessDays(from: end, to: start) == -slow)
        }
    }

    @Test("Good Friday and the emperor's birthday are holidays in their years only")
    func years() throws {
        let bonds = BusinessCalendar.unitedStatesGovernmentBonds(years: 1985...2026)
        // First Fridays of April: the employment report opens the market on them from 1996 on.
        for (text, isOpen) in [
            ("1985-04-05", false), ("1988-04-01", false), ("1994-04-01", false), ("1996-04-05", true),
            ("2026-04-03", true), ("2025-04-18", false),
        ] {
            #expect(bonds.isBusinessDay(try #require(Day(text))) == isOpen, "\(text)")
        }
        let japan = BusinessCalendar.japan(years: 1985...2025)
        for (text, isOpen) in [
            ("1985-12-23", true), ("1988-12-23", true), ("1991-12-23", false), ("2016-12-23", false),
            ("2019-12-23", true),
        ] {
            #expect(japan.isBusinessDay(try #require(Day(text))) == isOpen, "\(text)")
        }
    }
}
