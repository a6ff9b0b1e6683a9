import ACTUS
import Calendar
import Testing

struct CLMTests {
    @Test("CLM reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.clm) }

    private func terms(_ notice: String) -> Terms {
        Example.loan(
            "CLM", ["maturityDate": .null, "cycleOfInterestPayment": "P3ML1", "xDayNotice": .text(notice)])
    }

    @Test("a call ends the interest at once and the loan after its notice")
    func called() throws {
        let call = ObservedEvent(time: try Example.time("2026-05-01"), type: .exercise)
        let events = try Contract(terms: terms("P1M")).events(until: Example.time("2026-05-15"), observing: [call])
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-01-01 IPCI", "2026-04-01 IPCI", "2026-05-01 XD",
                "2026-06-01 IP 10.3", "2026-06-01 STD 1030.0",
            ])
        #expect(events[3].accruedInterest == 0)
        let atOnce = try Contract(terms: terms("P0D")).events(observing: [call])
        #expect(isClose(atOnce[3].accruedInterest, 10.3))
    }

    @Test("a maturity keeps its day: what business would move past it lapses, but for a fee, which is paid at it")
    func keptMaturity() throws {
        let terms = Example.loan(
            "CLM",
            [
                "maturityDate": "2026-10-04", "cycleAnchorDateOfInterestPayment": "2026-07-03",
                "cycleOfInterestPayment": "P3ML1", "feeBasis": "A", "feeRate": 5, "cycleAnchorDateOfFee": "2026-10-04",
                "calendar": "MF", "businessDayConvention": "SCF",
            ])
        // 182 days of 12 % on 1,000, then 92 days on 1,060.67 to the Monday after the maturity on a Sunday.
        #expect(
            try Example.lines(Contract(terms: terms).events()) == [
                "2026-01-01 IED -1000.0", "2026-07-03 IPCI", "2026-10-04 FP 5.0", "2026-10-04 IP 32.53",
                "2026-10-04 MD 1060.67",
            ])
    }

    @Test("without call or maturity interest is capitalised to the end of the look-ahead, which is needed")
    func open() throws {
        let contract = try Contract(terms: terms("P1M"))
        #expect(
            try Example.lines(contract.events(until: Example.time("2026-07-01"))) == [
                "2026-01-01 IED -1000.0", "2026-01-01 IPCI", "2026-04-01 IPCI",
            ])
        #expect(throws: InvalidTerms.self) { try contract.events() }
    }
}
