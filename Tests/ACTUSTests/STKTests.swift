import ACTUS
import Calendar
import Testing

struct STKTests {
    @Test("STK reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.stk) }

    private let terms = Example.position(
        "STK",
        [
            "purchaseDate": "2026-02-01", "priceAtPurchaseDate": 90, "cycleAnchorDateOfDividend": "2026-03-01",
            "cycleOfDividend": "P3ML1", "nextDividendPaymentAmount": 2,
        ])

    @Test("the next dividend may be known, the others are seen in the market by the contract's name")
    func dividends() throws {
        let market = try Example.market("position-DV", [("2026-06-01", 3), ("2026-09-01", 4)])
        let events = try Contract(terms: terms).events(until: Example.time("2026-09-01"), market: market)
        #expect(
            Example.lines(events) == [
                "2026-02-01 PRD -90.0", "2026-03-01 DV 2.0", "2026-06-01 DV 3.0", "2026-09-01 DV 4.0",
            ])
    }

    @Test("who buys after the ex-dividend date goes without the next dividend")
    func exDividend() throws {
        let late = terms.merging(["exDividendDate": "2026-01-20"]) { $1 }
        let events = try Contract(terms: late).events(until: Example.time("2026-03-01"))
        #expect(Example.lines(events) == ["2026-02-01 PRD -90.0", "2026-03-01 DV"])
    }

    @Test("dividends have no end, so the look-ahead needs one; a missing dividend is an error")
    func errors() throws {
        let contract = try Contract(terms: terms)
        #expect(throws: InvalidTerms.self) { try contract.events() }
        #expect(throws: MissingObservation.self) { try contract.events(until: Example.time("2026-06-01")) }
    }
}
