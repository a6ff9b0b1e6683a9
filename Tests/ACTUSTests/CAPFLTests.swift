import ACTUS
import Calendar
import Testing

struct CAPFLTests {
    @Test("CAPFL reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.capfl) }

    private func cap(_ changes: Terms) -> Terms {
        let underlying = Example.loan(
            "PAM",
            [
                "contractRole": .null, "cycleOfInterestPayment": "P6ML1", "cycleOfRateReset": "P6ML1",
                "marketObjectCodeOfRateReset": "RATE",
            ])
        return Example.position(
            "CAPFL",
            [
                "contractRole": "BUY",
                "contractStructure": [
                    ["object": .object(underlying), "referenceType": "CNT", "referenceRole": "UDL"]
                ],
            ]
        ).merging(changes) { $1 }
    }

    @Test("the buyer gets the interest above the cap")
    func capped() throws {
        let market = try Example.market("RATE", [("2026-07-01", 0.20)])
        let events = try Contract(terms: cap(["lifeCap": 0.15])).events(market: market)
        #expect(Example.lines(events) == ["2026-07-01 IP", "2027-01-01 IP 25.0"])
        #expect(events.allSatisfy { $0.notionalPrincipal == 0 && $0.accruedInterest == 0 })
    }

    @Test("who buys or sells on the way pays or gets the difference accrued by then")
    func traded() throws {
        let market = try Example.market("RATE", [("2026-07-01", 0.20)])
        let terms = cap([
            "lifeCap": 0.15, "purchaseDate": "2026-10-01", "priceAtPurchaseDate": 5, "terminationDate": "2026-12-01",
            "priceAtTerminationDate": 6,
        ])
        let events = try Contract(terms: terms).events(market: market)
        #expect(Example.lines(events) == ["2026-10-01 PRD -17.5", "2026-12-01 TD 26.83"])
    }

    @Test("a cap needs a bound and a loan")
    func wrong() {
        #expect(Example.problems(cap([:])).map(\.term) == ["lifeCap"])
        #expect(Example.problems(cap(["lifeCap": 0.1, "contractStructure": []])).map(\.term) == ["contractStructure"])
    }
}
