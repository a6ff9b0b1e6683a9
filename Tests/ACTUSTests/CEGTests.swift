import ACTUS
import Calendar
import Testing

struct CEGTests {
    @Test("CEG reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.ceg) }

    private func guarantee(_ changes: Terms, covered: Terms = [:]) -> Terms {
        let loan = Example.loan("PAM", ["cycleOfInterestPayment": "P6ML1"]).merging(covered) { $1 }
        return Example.position(
            "CEG",
            [
                "contractRole": "BUY",
                "contractStructure": [
                    ["object": .object(loan), "referenceType": "CNT", "referenceRole": "COVE"]
                ],
            ]
        ).merging(changes) { $1 }
    }

    private func failure(_ performance: String = "DF") throws -> ObservedEvent {
        ObservedEvent(
            time: try Example.time("2026-10-01"), type: .creditEvent, contract: "loan", performance: performance)
    }

    @Test("a guarantee pays principal, principal and interest, or market value")
    func exposures() throws {
        func settled(_ exposure: String) throws -> Double? {
            let terms = guarantee(
                ["guaranteedExposure": .text(exposure), "coverageOfCreditEnhancement": 0.5],
                covered: ["marketObjectCode": "BOND"])
            let market = try Example.market("BOND", [("2026-01-01", 640)])
            return try Contract(terms: terms).events(market: market, observing: [failure()]).last?.payoff
        }
        #expect(try settled("NO") == 500)
        #expect(try settled("NI") == 515)
        #expect(try settled("MV") == 320)
    }

    @Test("a fee on the principal accrues until the guarantee is called")
    func fee() throws {
        let terms = guarantee([
            "feeBasis": "N", "feeRate": 0.02, "cycleAnchorDateOfFee": "2026-01-01", "cycleOfFee": "P6ML1",
            "dayCountConvention": "30E360",
        ])
        let events = try Contract(terms: terms).events(observing: [failure()])
        #expect(
            Example.lines(events) == [
                "2026-01-01 FP", "2026-07-01 FP 10.0", "2026-10-01 XD", "2026-10-01 STD 1005.0",
            ])
    }

    @Test("a maturity on a Sunday moves with its fee, and nothing is covered after it")
    func movedMaturity() throws {
        let terms = guarantee([
            "notionalPrincipal": 1000, "maturityDate": "2026-10-04", "feeBasis": "N", "feeRate": 0.02,
            "cycleAnchorDateOfFee": "2026-01-01", "cycleOfFee": "P6ML1", "dayCountConvention": "30E360",
            "calendar": "MF", "businessDayConvention": "SCF",
        ])
        let events = try Contract(terms: terms).events()
        // 2 % of 1,000 for half a year, then for 94 days.
        #expect(
            Example.lines(events) == [
                "2026-01-01 FP", "2026-07-01 FP 10.0", "2026-10-05 FP 5.22", "2026-10-05 MD",
            ])
        #expect(events.last?.notionalPrincipal == 0)
    }

    @Test("a credit event that is not covered leaves the guarantee to end with the loan")
    func uncovered() throws {
        let contract = try Contract(terms: guarantee([:]))
        #expect(try Example.lines(contract.events(observing: [failure("DQ")])) == ["2027-01-01 MD"])
        let both = try Contract(terms: guarantee(["creditEventTypeCovered": ["DQ", "DF"]]))
        #expect(try both.events(observing: [failure("DQ")]).count == 2)
    }

    @Test("a contract that is only named needs a principal and a maturity")
    func named() {
        let terms = guarantee([
            "contractStructure": [
                ["object": ["contractIdentifier": "x"], "referenceType": "CID", "referenceRole": "COVE"]
            ]
        ])
        #expect(Example.problems(terms).map(\.term) == ["maturityDate", "notionalPrincipal"])
    }
}
