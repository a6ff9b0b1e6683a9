import ACTUS
import Calendar
import Testing

struct CECTests {
    @Test("CEC reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.cec) }

    private func collateral(_ changes: Terms, covered: Terms = [:]) -> Terms {
        let loan = Example.loan("PAM", ["cycleOfInterestPayment": "P6ML1"]).merging(covered) { $1 }
        return Example.position(
            "CEC",
            [
                "contractRole": "BUY",
                "contractStructure": [
                    ["object": .object(loan), "referenceType": "CNT", "referenceRole": "COVE"],
                    [
                        "object": ["contractID": "gold", "marketObjectCode": "GOLD", "quantity": 2],
                        "referenceType": "CNT", "referenceRole": "COVI",
                    ],
                ],
            ]
        ).merging(changes) { $1 }
    }

    private func failure(_ performance: String = "DF") throws -> ObservedEvent {
        ObservedEvent(
            time: try Example.time("2026-10-01"), type: .creditEvent, contract: "loan", performance: performance)
    }

    @Test("collateral pays the exposure as far as it goes")
    func bound() throws {
        let contract = try Contract(terms: collateral(["guaranteedExposure": "NI"]))
        for (price, paid) in [(700.0, 1030.0), (300, 600)] {
            let market = try Example.market("GOLD", [("2026-01-01", price)])
            let events = try contract.events(market: market, observing: [failure()])
            #expect(events.map(\.type) == [.exercise, .settlement])
            #expect(isClose(events[0].notionalPrincipal, 1030))
            #expect(events[0].exerciseAmount.map { isClose($0, paid) } == true)
            #expect(isClose(events[1].payoff, paid))
        }
    }

    @Test("without a failure collateral ends with the loan; without goods it is an error")
    func quiet() throws {
        #expect(try Example.lines(Contract(terms: collateral([:])).events()) == ["2027-01-01 MD"])
        var terms = collateral([:])
        if case .list(let list) = terms["contractStructure"] { terms["contractStructure"] = .list([list[0]]) }
        #expect(Example.problems(terms).map(\.term) == ["contractStructure"])
    }
}
