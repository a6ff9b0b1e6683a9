import Calendar
import Testing

struct DayWalkTests {
    @Test(
        "a walk of every step comes to the days of its single steps",
        arguments: ["P1M", "P3M", "P1Y", "P7M", "P13M", "P100Y", "P1D", "P10D", "P2W", "P1Q", "P1H"])
    func iterator(period: String) throws {
        let period = try #require(Period(period))
        for anchor in ["2023-12-31", "2024-02-29", "2026-02-28", "2026-01-30", "0001-11-30", "1600-06-15"] {
            for monthEnd in [Day.MonthEnd.sameDay, .endOfMonth] {
                let walk = DayWalk(from: try #require(Day(anchor)), by: period, monthEnd: monthEnd)
                for (times, day) in walk.prefix(60).enumerated() {
                    #expect(day == walk[times], "\(anchor) and \(times) of \(period)")
                }
            }
        }
    }
}
