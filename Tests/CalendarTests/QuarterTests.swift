import Calendar
import Testing

struct QuarterTests {
    @Test("a quarter prints as it is read and knows its days")
    func days() throws {
        let quarter = try #require(Quarter("2026Q2"))
        #expect(quarter == Quarter(year: 2026, number: 2))
        #expect(quarter.description == "2026Q2")
        #expect((quarter.year, quarter.number) == (2026, 2))
        #expect(quarter.index == 2026 * 4 + 1)
        #expect(quarter.firstDay.description == "2026-04-01")
        #expect(quarter.lastDay.description == "2026-06-30")
        #expect(quarter.dayCount == 91)
    }

    @Test(
        "text that is no quarter is refused", arguments: ["2026Q0", "2026Q5", "2026-2", "26Q2", "", "+026Q1", "2026q2"])
    func refused(text: String) {
        #expect(Quarter(text) == nil)
    }

    @Test("quarters are counted across years")
    func stride() {
        let start = Quarter(year: 2025, number: 4)
        #expect(start.advanced(by: 1).description == "2026Q1")
        #expect(start - 4 == Quarter(year: 2024, number: 4))
        #expect(Quarter(year: 2027, number: 1) - start == 5)
        #expect((start..<start + 3).map(\.description) == ["2025Q4", "2026Q1", "2026Q2"])
    }

    @Test("every day belongs to the quarter that contains it")
    func containing() throws {
        for day in try #require(Day("2023-12-25"))...(try #require(Day("2025-01-05"))) {
            let quarter = Quarter(containing: day)
            #expect(quarter.firstDay <= day && day <= quarter.lastDay)
        }
    }
}
