import ACTUS
import Calendar
import Testing

struct TimestampTests {
    @Test("times are read to the day, the minute or the second, and midnight at the end of a day is the next day's")
    func reading() throws {
        #expect(Timestamp("2026-03-31")?.description == "2026-03-31T00:00:00")
        #expect(Timestamp("2026-03-31T08:05")?.description == "2026-03-31T08:05:00")
        #expect(Timestamp("2026-03-31T23:59:59")?.description == "2026-03-31T23:59:59")
        #expect(Timestamp("2026-03-31T24:00:00")?.description == "2026-04-01T00:00:00")
        for text in ["2026-03-31T", "2026-03-31 08:05", "2026-03-31T8:05", "2026-03-31T25:00", "2026-03-31T08:60", "x"]
        {
            #expect(Timestamp(text) == nil, "\(text)")
        }
    }

    @Test("a second before midnight accrues as midnight does, across the end of a year too")
    func midnight() throws {
        func interest(_ maturity: String) throws -> Double {
            let terms = Example.loan(
                "PAM",
                ["initialExchangeDate": "2027-11-01", "maturityDate": .text(maturity), "dayCountConvention": "AA"])
            return try #require(try Contract(terms: terms).events().first { $0.type == .interestPayment }).payoff
        }
        #expect(try interest("2027-12-31T23:59:59") == interest("2028-01-01"))
        #expect(isClose(try interest("2028-01-31T23:59:59"), 1000 * 0.12 * (61.0 / 365 + 31.0 / 366)))
    }
}
