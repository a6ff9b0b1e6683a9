import ACTUS
import Calendar
import Testing

struct UMPTests {
    @Test("UMP reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.ump) }

    private let terms = Example.loan("UMP", ["maturityDate": .null, "cycleOfInterestPayment": "P3ML1"])

    @Test("deposits and withdrawals move the balance, interest is added to it")
    func withdrawals() throws {
        let observed = [
            ObservedEvent(time: try Example.time("2026-05-01"), type: .principalRedemption, value: 430),
            ObservedEvent(time: try Example.time("2026-06-01"), type: .principalIncrease, value: -100),
            ObservedEvent(time: try Example.time("2026-08-01"), type: .principalRedemption, value: 50),
        ]
        let events = try Contract(terms: terms).events(observing: observed)
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-04-01 IPCI", "2026-05-01 PR 430.0", "2026-06-01 PI -100.0",
                "2026-07-01 IPCI", "2026-08-01 PR 50.0",
            ])
        // 1,030 less 430 after a month, 100 more after another: 10.30 + 6 + 7 of interest.
        #expect(isClose(events[4].notionalPrincipal, 723.3))
    }

    @Test("without withdrawals the look-ahead needs an end")
    func endless() throws {
        let contract = try Contract(terms: terms)
        #expect(throws: InvalidTerms.self) { try contract.events() }
        #expect(try contract.events(until: Example.time("2027-01-01")).count == 4)
    }
}
