import ACTUS
import Calendar
import Testing

struct OPTNSTests {
    @Test("OPTNS reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.optns) }

    private func option(_ changes: Terms) -> Terms {
        Example.position(
            "OPTNS",
            [
                "contractRole": "BUY", "maturityDate": "2026-09-30", "optionType": "C", "optionStrike1": 100,
                "optionExerciseType": "E", "settlementPeriod": "P2D",
                "contractStructure": [
                    ["object": ["marketObjectCode": "SHARE"], "referenceType": "MOC", "referenceRole": "UDL"]
                ],
            ]
        ).merging(changes) { $1 }
    }

    @Test("a straddle pays on both sides of its strikes")
    func straddle() throws {
        let contract = try Contract(terms: option(["optionType": "CP", "optionStrike2": 90]))
        for (price, worth) in [(120.0, 20.0), (95, 0), (70, 20)] {
            let events = try contract.events(market: Example.market("SHARE", [("2026-01-01", price)]))
            #expect(events.map(\.type) == [.maturity, .exercise, .settlement])
            #expect(events.last?.payoff == worth)
            #expect((events.last?.exerciseDate == nil) == (worth == 0))
        }
    }

    @Test("an American option is exercised when its owner does, a European one at maturity only")
    func early() throws {
        let exercise = ObservedEvent(time: try Example.time("2026-05-01"), type: .exercise)
        let market = try Example.market("SHARE", [("2026-01-01", 130), ("2026-06-01", 110)])
        let american = try Contract(terms: option(["optionExerciseType": "A"])).events(
            market: market, observing: [exercise])
        #expect(Example.lines(american) == ["2026-05-01 XD", "2026-05-03 STD 30.0"])
        let european = try Contract(terms: option([:])).events(market: market, observing: [exercise])
        #expect(Example.lines(european) == ["2026-09-30 MD", "2026-09-30 XD", "2026-10-02 STD 10.0"])
    }

    @Test("an option without underlying, type or second strike is an error")
    func wrong() {
        #expect(Example.problems(option(["optionType": "CP"])).map(\.term) == ["optionStrike2"])
        #expect(Example.problems(option(["optionType": "X"])).map(\.term) == ["optionType"])
        #expect(Example.problems(option(["contractStructure": []])).map(\.term) == ["contractStructure"])
        #expect(Example.problems(option(["contractStructure": .null])).map(\.term) == ["contractStructure"])
    }
}
