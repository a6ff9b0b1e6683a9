import Calendar
import Testing

struct CycleTests {
    private func days(
        _ cycle: String, _ from: String, _ to: String, monthEnd: Day.MonthEnd = .sameDay, includingEnd: Bool = true
    ) throws -> [String] {
        try #require(Cycle(cycle)).days(
            from: #require(Day(from)), to: #require(Day(to)), monthEnd: monthEnd, includingEnd: includingEnd
        ).map(\.description)
    }

    @Test("a cycle is read and printed", arguments: ["P1ML0", "P3ML1", "P1QL1", "P1HL0", "P2YL0", "P10DL1", "P2WL0"])
    func text(text: String) throws {
        #expect(try #require(Cycle(text)).description == text)
    }

    @Test(
        "text that is no cycle is refused",
        arguments: ["P1M", "P0ML0", "1ML0", "PML0", "P1ML2", "P1XL0", "", "P-1ML0", "L0"])
    func refused(text: String) {
        #expect(Cycle(text) == nil)
    }

    @Test("days are reckoned from the anchor, not from one another")
    func anchored() throws {
        #expect(
            try days("P1ML0", "2026-01-31", "2026-05-31") == [
                "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
            ])
        #expect(
            try days("P1ML0", "2026-02-28", "2026-05-31", monthEnd: .endOfMonth) == [
                "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31",
            ])
    }

    @Test("an odd last period stays short or is joined to the one before")
    func stubs() throws {
        #expect(
            try days("P3ML1", "2026-01-01", "2026-08-15") == ["2026-01-01", "2026-04-01", "2026-07-01", "2026-08-15"])
        #expect(try days("P3ML0", "2026-01-01", "2026-08-15") == ["2026-01-01", "2026-04-01", "2026-08-15"])
        #expect(try days("P3ML0", "2026-01-01", "2026-02-15") == ["2026-01-01", "2026-02-15"])
        #expect(try days("P3ML1", "2026-01-01", "2026-07-01", includingEnd: false) == ["2026-01-01", "2026-04-01"])
    }

    @Test("quarters, half years and weeks add up")
    func units() throws {
        let day = try #require(Day("2026-08-31"))
        #expect(day.adding(Period(1, .quarter)).description == "2026-11-30")
        #expect(day.adding(Period(1, .halfYear)).description == "2027-02-28")
        #expect(day.adding(Period(2, .week)).description == "2026-09-14")
        #expect(day.adding(Period(1, .year), times: -2).description == "2024-08-31")
    }
}
