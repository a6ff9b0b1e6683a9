import ACTUS
import Calendar
import Foundation
import TestSupport
import Testing

/// The page of the library says what works.
struct GuideTests {
    @Test("The examples of the guide run, and print what it says")
    func examples() throws {
        var printed: [String] = []
        func print(_ items: Any...) { printed.append(items.map { "\($0)" }.joined(separator: " ")) }
        let bond = try Contract(terms: [
            "contractType": "PAM", "contractID": "bond", "contractRole": "RPA", "currency": "USD",
            "statusDate": "2025-12-31", "initialExchangeDate": "2026-01-01", "maturityDate": "2028-01-01",
            "notionalPrincipal": 1000, "nominalInterestRate": 0.05, "dayCountConvention": "30E360",
            "cycleAnchorDateOfInterestPayment": "2026-07-01", "cycleOfInterestPayment": "P6ML1",
        ])
        for event in try bond.events() {
            print(event.time, event.type.rawValue, event.payoff, event.currency)
        }

        let floater = try Contract(terms: [
            "contractType": "PAM", "contractID": "floater", "contractRole": "RPA", "currency": "EUR",
            "statusDate": "2025-12-31", "initialExchangeDate": "2026-01-01", "maturityDate": "2027-01-01",
            "notionalPrincipal": 1000, "nominalInterestRate": 0.04, "dayCountConvention": "30E360",
            "cycleAnchorDateOfInterestPayment": "2026-07-01", "cycleOfInterestPayment": "P6ML1",
            "cycleAnchorDateOfRateReset": "2026-07-01", "marketObjectCodeOfRateReset": "EURIBOR", "rateSpread": 0.02,
            "prepaymentEffect": "M",
        ])
        let market = MarketData(["EURIBOR": [(Timestamp("2026-01-01")!, 0.02), (Timestamp("2026-07-01")!, 0.04)]])
        let payments = try floater.events(market: market)
        print(payments.map(\.payoff))  // [-1000.0, 20.0, 0.0, 30.0, 1000.0]: 4 % and the spread make 6 %

        let schedule = try floater.schedule()
        var events: [ContractEvent] = []
        for rate in [0.01, 0.02, 0.04] {
            events.removeAll(keepingCapacity: true)
            let path = MarketData(["EURIBOR": [(Timestamp("2026-07-01")!, rate)]])
            try schedule.appendEvents(to: &events, market: path)
            print(events.reduce(0) { $0 + $1.payoff })  // 35.0, then 40.0, then 50.0
        }

        let prepaid = ObservedEvent(time: Timestamp("2026-10-01")!, type: .prepayment, value: 400)
        let repaid = try floater.events(market: market, observing: [prepaid])
        print(repaid.map(\.payoff))  // [-1000.0, 20.0, 0.0, 400.0, 24.0, 600.0]

        let holidays = BusinessCalendar(holidays: [Day("2026-07-01")!, Day("2026-12-25")!])
        let note = try Contract(
            terms: [
                "contractType": "PAM", "contractID": "note", "contractRole": "RPA", "currency": "USD",
                "statusDate": "2025-12-31", "initialExchangeDate": "2026-01-01", "maturityDate": "2026-07-01",
                "notionalPrincipal": 1000, "nominalInterestRate": 0.05, "dayCountConvention": "A360",
                "calendar": "NEW YORK", "businessDayConvention": "CSF",
            ], calendars: ["NEW YORK": holidays])
        print(try note.events().map(\.time.day))  // [2026-01-01, 2026-07-02, 2026-07-02]

        let text = """
            {"cash": {"terms": {"contractType": "CSH", "contractID": "cash", "contractRole": "RPA", "currency": "USD",
                "statusDate": "2026-01-01", "notionalPrincipal": 5},
              "eventsObserved": [{"time": "2026-03-31", "type": "AD"}]}}
            """
        let document = try JSONDecoder().decode(TermValue.self, from: Data(text.utf8))
        for (name, value) in try ContractCase.cases(in: document) {
            print(name, try ContractCase(value, named: name).events().map(\.notionalPrincipal))  // cash [5.0]
        }
        #expect(
            printed == [
                "2026-01-01T00:00:00 IED -1000.0 USD", "2026-07-01T00:00:00 IP 25.0 USD",
                "2027-01-01T00:00:00 IP 25.0 USD", "2027-07-01T00:00:00 IP 25.0 USD",
                "2028-01-01T00:00:00 IP 25.0 USD", "2028-01-01T00:00:00 MD 1000.0 USD",
                "[-1000.0, 20.0, 0.0, 30.0, 1000.0]", "35.0", "40.0", "50.0",
                "[-1000.0, 20.0, 0.0, 400.0, 24.0, 600.0]",
                "[2026-01-01, 2026-07-02, 2026-07-02]", "cash [5.0]",
            ])
    }

    @Test("These are the examples of the guide")
    func same() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        #expect(try Guide("ACTUS").missing(from: source) == [])
    }
}
