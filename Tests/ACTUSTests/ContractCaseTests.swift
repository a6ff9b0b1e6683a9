import ACTUS
import Calendar
import Testing

struct ContractCaseTests {
    private let terms: TermValue = .object(Example.loan("PAM"))

    @Test("a case holds terms, an end, a market and events; other keys are ignored")
    func reading() throws {
        let value: TermValue = [
            "terms": terms, "to": "2026-06-30", "results": [],
            "dataObserved": [
                "RATE": ["identifier": "RATE", "data": [["timestamp": "2026-01-01T00:00:00", "value": "0.1"]]]
            ],
            "eventsObserved": [
                [
                    "time": "2026-02-01", "type": "CE", "value": 0, "contractId": "loan",
                    "states": ["contractPerformance": "DF"],
                ]
            ],
        ]
        let found = try ContractCase(value, named: "case")
        #expect(found.until == Timestamp("2026-06-30"))
        #expect(found.market.value(of: "RATE", at: try Example.time("2026-03-01")) == 0.1)
        #expect(found.market.value(of: "RATE", at: try Example.time("2025-03-01")) == nil)
        #expect(found.observed.first?.performance == "DF")
        #expect(try Example.lines(found.events()) == ["2026-01-01 IED -1000.0", "2026-02-01 CE"])
        #expect(try found.events(until: Example.time("2027-01-01")).count == 4)
    }

    @Test("a document may hold cases by name, a list of terms, or one contract")
    func documents() throws {
        #expect(try ContractCase.cases(in: ["b": ["terms": terms], "a": terms]).map(\.name) == ["a", "b"])
        #expect(try ContractCase.cases(in: [terms, ["contractType": "PAM"]]).map(\.name) == ["loan", "contract 2"])
        #expect(try ContractCase.cases(in: terms).map(\.name) == ["loan"])
        #expect(throws: InvalidTerms.self) { try ContractCase.cases(in: 3) }
    }

    @Test("problems of observations are told together with those of terms")
    func problems() throws {
        let value: TermValue = [
            "terms": ["contractType": "PAM"], "to": "soon", "dataObserved": ["RATE": [1]],
            "eventsObserved": [["time": "2026-02-01", "type": "BANG"]],
        ]
        let error = #expect(throws: InvalidTerms.self) { try ContractCase(value, named: "case") }
        let terms = Set(error?.problems.map(\.term) ?? [])
        #expect(terms.isSuperset(of: ["to", "dataObserved", "eventsObserved", "maturityDate"]))
        #expect(throws: InvalidTerms.self) { try ContractCase([:], named: "case") }
        #expect(throws: InvalidTerms.self) { try ContractCase("text", named: "case") }
    }
}
