import ACTUS
import Calendar
import Foundation
import Testing

struct TermsTests {
    @Test("every term of the dictionary is known, and none twice", .enabled(if: Reference.isPresent))
    func names() throws {
        let file = Reference.folder.appending(path: "../actus-dictionary.json")
        let dictionary = try JSONDecoder().decode(TermValue.self, from: Data(contentsOf: file))
        guard case .object(let fields) = dictionary, case .object(let terms) = fields["terms"] else {
            Issue.record("the dictionary has no terms")
            return
        }
        let identifiers = terms.values.compactMap { term -> String? in
            guard case .object(let term) = term, case .text(let identifier) = term["identifier"] else { return nil }
            return identifier
        }
        #expect(identifiers.count == 124)
        #expect(Set(identifiers).isSubset(of: TermNames.all))
        #expect(Set(TermNames.all).count == TermNames.all.count)
    }

    @Test("every missing term is told at once, with contract and rule")
    func missing() {
        let problems = Example.problems(["contractType": "PAM", "contractID": "bond"])
        #expect(
            problems.map(\.term) == [
                "contractRole", "statusDate", "currency", "initialExchangeDate", "notionalPrincipal", "maturityDate",
            ])
        #expect(problems.allSatisfy { $0.contract == "bond" && $0.rule == "is required" })
        #expect(problems.first?.description == "bond: contractRole is required")
    }

    @Test(
        "a wrong term is told with what was found",
        arguments: [
            ("notionalPrincipal", "1,000"), ("maturityDate", "2027-02-30"), ("cycleOfInterestPayment", "P1M"),
            ("dayCountConvention", "ACT"), ("contractRole", "LENDER"), ("businessDayConvention", "FOLLOWING"),
            ("calendar", "LONDON"), ("currency", "US$"), ("feeBasis", "X"), ("cyclePointOfInterestPayment", "B"),
            ("maturityDate", "2025-01-01"),
        ])
    func wrong(term: String, text: String) {
        let problems = Example.problems(Example.loan("PAM", [term: .text(text)]))
        #expect(problems.map(\.term) == [term])
        #expect(problems.first?.found?.contains(text) == true)
    }

    @Test("terms that go together are asked for together")
    func together() {
        let half: [(Terms, String)] = [
            (["feeRate": 1], "feeBasis"), (["purchaseDate": "2026-02-01"], "priceAtPurchaseDate"),
            (["terminationDate": "2026-02-01"], "priceAtTerminationDate"),
            (["cycleOfRateReset": "P1ML1"], "marketObjectCodeOfRateReset"),
            (["penaltyType": "A"], "penaltyRate"), (["scalingEffect": "I00"], "marketObjectCodeOfScalingIndex"),
            (["lifeCap": 0.1, "lifeFloor": 0.2], "lifeFloor"), (["dayCountConvention": .null], "dayCountConvention"),
        ]
        for (terms, expected) in half {
            #expect(Example.problems(Example.loan("PAM", terms)).contains { $0.term == expected }, "\(expected)")
        }
    }

    @Test("an unknown contract type is an error that lists the known ones")
    func type() {
        #expect(Example.problems(["contractType": "BOND"]).first?.rule.contains("PAM, LAM") == true)
        #expect(Example.problems([:]).map(\.term) == ["contractType"])
    }

    @Test("numbers may come as padded text, as in the reference tests")
    func padded() throws {
        let contract = try Contract(terms: Example.loan("PAM", ["notionalPrincipal": "  5000 "]))
        #expect(try contract.events()[0].payoff == -5000)
    }

    @Test("a missing market value is an error that says who needed what and when")
    func market() throws {
        let terms = Example.loan("PAM", ["cycleOfRateReset": "P3ML1", "marketObjectCodeOfRateReset": "RATE"])
        let error = #expect(throws: MissingObservation.self) { try Contract(terms: terms).events() }
        #expect(error?.contract == "loan" && error?.code == "RATE")
        #expect(error?.time.description == "2026-04-01T00:00:00")
    }

    @Test("one schedule runs against many markets")
    func markets() throws {
        let terms = Example.loan("PAM", ["cycleOfRateReset": "P6ML1", "marketObjectCodeOfRateReset": "RATE"])
        let schedule = try Contract(terms: terms).schedule()
        let interest = try [0.02, 0.03].map { rate in
            let events = try schedule.events(market: Example.market("RATE", [("2026-01-01", rate)]))
            return try #require(events.first { $0.type == .interestPayment }).payoff
        }
        #expect(zip(interest, [70, 75]).allSatisfy(isClose))
    }
}
