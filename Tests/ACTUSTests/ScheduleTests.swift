import ACTUS
import Calendar
import Testing

struct ScheduleTests {
    @Test("a schedule laid out once gives the events of its contract in every market")
    func reuse() throws {
        let contract = try Contract(
            terms: Example.loan(
                "PAM",
                ["cycleOfInterestPayment": "P6ML1", "cycleOfRateReset": "P6ML1", "marketObjectCodeOfRateReset": "R"]))
        let schedule = try contract.schedule()
        var events: [ContractEvent] = []
        for rate in [0.02, 0.05] {
            let market = try Example.market("R", [("2026-07-01", rate)])
            events.removeAll(keepingCapacity: true)
            try schedule.appendEvents(to: &events, market: market)
            #expect(try events == contract.events(market: market))
            #expect(isClose(try #require(events.last { $0.type == .interestPayment }).payoff, 500 * rate))
        }
    }

    @Test("the events of many contracts gather in one array without moving it at every contract")
    func gathering() throws {
        let schedule = try Contract(terms: Example.loan("PAM", ["cycleOfInterestPayment": "P1ML1"])).schedule()
        var events: [ContractEvent] = []
        var capacities: Set<Int> = []
        for _ in 0..<2_000 {
            try schedule.appendEvents(to: &events)
            capacities.insert(events.capacity)
        }
        #expect(events.count == 2_000 * 14)
        #expect(capacities.count < 20)
    }
}
