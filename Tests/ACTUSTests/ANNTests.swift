import ACTUS
import Calendar
import Testing

struct ANNTests {
    @Test("ANN reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.ann) }

    private let monthly: Terms = [
        "cycleOfPrincipalRedemption": "P1ML1", "cycleAnchorDateOfPrincipalRedemption": "2026-02-01",
        "cycleOfInterestPayment": "P1ML1", "cycleAnchorDateOfInterestPayment": "2026-02-01",
    ]

    @Test("level instalments bring the principal to zero at maturity")
    func level() throws {
        let events = try Contract(terms: Example.loan("ANN", monthly)).events()
        let byDay = Dictionary(grouping: events.dropFirst(2), by: \.time).mapValues { $0.map(\.payoff).reduce(0, +) }
        // 1,000 x 0.01 / (1 - 1.01^-12).
        #expect(byDay.count == 12)
        #expect(byDay.values.allSatisfy { isClose($0, 88.84878867834) })
        #expect(Example.lines(events)[1] == "2026-01-31 PRF")
    }

    @Test("a new rate fixes a new instalment for the same maturity")
    func reset() throws {
        let terms = Example.loan(
            "ANN",
            monthly.merging(["cycleAnchorDateOfRateReset": "2026-07-01", "marketObjectCodeOfRateReset": "RATE"]) { $1 })
        let events = try Contract(terms: terms).events(market: Example.market("RATE", [("2026-07-01", 0.24)]))
        let after = Dictionary(grouping: events.filter { $0.time.day.month > 7 || $0.time.day.year > 2026 }, by: \.time)
            .mapValues { $0.map(\.payoff).reduce(0, +) }
        let values = after.values.sorted()
        #expect(after.count == 6)
        #expect(isClose(try #require(values.first), try #require(values.last)))
        #expect(events.filter { $0.type == .redemptionFixing }.count == 2)
    }

    @Test("a balloon is left where the amortisation runs beyond the maturity")
    func balloon() throws {
        let terms = Example.loan("ANN", monthly.merging(["amortizationDate": "2028-01-01"]) { $1 })
        let last = try #require(try Contract(terms: terms).events().last)
        #expect(last.type == .maturity && last.payoff > 500)
    }

    @Test("a prepayment lowers the instalments for the same maturity")
    func prepayment() throws {
        let prepaid = ObservedEvent(time: try Example.time("2026-07-01"), type: .prepayment, value: 200)
        let terms = Example.loan("ANN", monthly.merging(["prepaymentEffect": "A"]) { $1 })
        let events = try Contract(terms: terms).events(observing: [prepaid])
        let after = Dictionary(grouping: events.filter { $0.time.day.month > 7 || $0.time.day.year > 2026 }, by: \.time)
            .mapValues { $0.map(\.payoff).reduce(0, +) }
        let values = after.values.sorted()
        // Of the old instalments six are left, worth 5.795476475 each at 1 % a month: 88.849 - 200 / 5.795 = 54.339.
        #expect(values.allSatisfy { isClose($0, 54.33911533616) })
    }

    @Test("the instalment follows the rate that its period cap and floor allow")
    func bounds() throws {
        var terms = Example.loan(
            "ANN",
            monthly.merging([
                "cycleAnchorDateOfRateReset": "2026-07-01", "marketObjectCodeOfRateReset": "RATE", "periodCap": 0.02,
                "periodFloor": -0.01,
            ]) { $1 })
        func instalment(_ rate: Double) throws -> Double {
            let events = try Contract(terms: terms).events(market: Example.market("RATE", [("2026-07-01", rate)]))
            let december = try Example.time("2026-12-01")
            return events.filter { $0.time == december }.map(\.payoff).reduce(0, +)
        }
        // 514.921 are left on 1 July: 514.921 x r / (1 - (1 + r)^-6) for r of 14 % / 12, 11 % / 12 and 12 % / 12.
        #expect(isClose(try instalment(0.24), 89.35837113937))
        #expect(isClose(try instalment(0.05), 88.59451079510))
        #expect(isClose(try instalment(0.12), 88.84878867834))
        terms["lifeCap"] = 0.12
        #expect(isClose(try instalment(0.24), 88.84878867834))
    }

    @Test("a status date after the start needs no history: the instalment follows from what is outstanding")
    func midway() throws {
        let terms = Example.loan(
            "ANN", monthly.merging(["statusDate": "2026-07-01", "notionalPrincipal": 500]) { $1 })
        let events = try Contract(terms: terms).events()
        let byDay = Dictionary(grouping: events, by: \.time).mapValues { $0.map(\.payoff).reduce(0, +) }
        #expect(byDay.count == 6)
        // 500 x 0.01 / (1 - 1.01^-6).
        #expect(byDay.values.allSatisfy { isClose($0, 86.27418339207) })
    }
}
