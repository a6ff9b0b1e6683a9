import ACTUS
import Calendar
import Testing

struct FUTURTests {
    @Test("FUTUR reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.futur) }

    @Test("a future settles gains and losses alike, for the seller with the other sign")
    func loss() throws {
        let terms = Example.position(
            "FUTUR",
            [
                "contractRole": "SEL", "maturityDate": "2026-09-30", "futuresPrice": 100,
                "contractStructure": [
                    ["object": ["marketObjectCode": "SHARE"], "referenceType": "MOC", "referenceRole": "UDL"]
                ],
            ])
        let events = try Contract(terms: terms).events(market: Example.market("SHARE", [("2026-01-01", 80)]))
        #expect(Example.lines(events) == ["2026-09-30 MD", "2026-09-30 XD", "2026-09-30 STD 20.0"])
        #expect(events[1].exerciseAmount == -20)
    }
}
