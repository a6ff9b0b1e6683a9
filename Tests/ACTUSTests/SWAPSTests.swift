import ACTUS
import Calendar
import Testing

struct SWAPSTests {
    @Test("SWAPS reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.swaps) }

    private func swap(_ changes: Terms = [:]) -> Terms {
        func leg(_ id: String, _ changes: Terms, _ role: String) -> TermValue {
            let terms = Example.loan("PAM", changes.merging(["contractID": .text(id), "contractRole": .null]) { $1 })
            return ["object": .object(terms), "referenceType": "CNT", "referenceRole": .text(role)]
        }
        let legs: TermValue = [
            leg("fixed", ["cycleOfInterestPayment": "P6ML1"], "FIL"),
            leg("other", ["cycleOfInterestPayment": "P3ML1", "nominalInterestRate": 0.04], "SEL"),
        ]
        return Example.position("SWAPS", ["contractRole": "RFL", "contractStructure": legs]).merging(changes) { $1 }
    }

    @Test("each leg is paid by itself, the first received and the second paid")
    func delivery() throws {
        let events = try Contract(terms: swap()).events()
        #expect(Example.lines(events)[0...1] == ["2026-01-01 IED -1000.0", "2026-01-01 IED 1000.0"])
        #expect(events.map(\.payoff).reduce(0, +) == 120 - 40)
    }

    @Test("settled in cash, payments of one time and kind are added up and others left alone")
    func net() throws {
        let events = try Contract(terms: swap(["deliverySettlement": "S", "contractRole": "PFL"])).events()
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED", "2026-04-01 IP 10.0", "2026-07-01 IP -50.0", "2026-10-01 IP 10.0",
                "2027-01-01 IP -50.0", "2027-01-01 MD",
            ])
        #expect(events[2].notionalPrincipal == 0 && events[2].nominalInterestRate == 0)
        #expect(events[1].nominalInterestRate == 0.04)
    }

    @Test("a problem of a leg is told with the name of the leg")
    func wrongLeg() throws {
        var terms = swap()
        terms["contractStructure"] = [
            ["object": ["contractType": "PAM", "contractID": "leg"], "referenceType": "CNT", "referenceRole": "FIL"]
        ]
        let problems = Example.problems(terms)
        #expect(problems.contains { $0.contract == "leg" && $0.term == "notionalPrincipal" })
        #expect(problems.contains { $0.contract == "position" && $0.rule.contains("SEL") })
    }
}
