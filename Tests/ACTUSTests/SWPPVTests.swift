import ACTUS
import Calendar
import Testing

struct SWPPVTests {
    @Test("SWPPV reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.swppv) }

    private let terms = Example.loan(
        "SWPPV",
        [
            "contractRole": "RF", "nominalInterestRate2": 0.08, "cycleOfInterestPayment": "P6ML1",
            "cycleOfRateReset": "P6ML1", "marketObjectCodeOfRateReset": "RATE", "rateSpread": 0.01,
        ])

    @Test("the legs are paid apart or net, to the same sum")
    func legs() throws {
        let market = try Example.market("RATE", [("2026-07-01", 0.13)])
        let apart = try Contract(terms: terms).events(market: market)
        #expect(
            Example.lines(apart) == [
                "2026-01-01 IED", "2026-07-01 IPFX 60.0", "2026-07-01 IPFL -40.0", "2026-07-01 RR",
                "2027-01-01 IPFX 60.0", "2027-01-01 IPFL -70.0", "2027-01-01 MD",
            ])
        let net = try Contract(terms: terms.merging(["deliverySettlement": "S"]) { $1 }).events(market: market)
        #expect(
            Example.lines(net) == [
                "2026-01-01 IED", "2026-07-01 IP 20.0", "2026-07-01 RR", "2027-01-01 IP -10.0", "2027-01-01 MD",
            ])
    }

    @Test("the last interest is paid where business moves the maturity, for the days that the convention counts")
    func movedMaturity() throws {
        func last(_ convention: Terms) throws -> [String] {
            // The third of October 2026 is a Saturday.
            let ending = terms.merging(["maturityDate": "2026-10-03", "calendar": "MF"]) { $1 }
            let contract = try Contract(terms: ending.merging(convention) { $1 })
            let events = try contract.events(market: Example.market("RATE", [("2026-07-01", 0.07)]))
            return Array(Example.lines(events).suffix(3))
        }
        // 94 days of 12 % and of 8 % on 1,000 to the Monday, 92 to the Saturday.
        #expect(
            try last(["businessDayConvention": "SCF"]) == [
                "2026-10-05 IPFX 31.33", "2026-10-05 IPFL -20.89", "2026-10-05 MD",
            ])
        #expect(
            try last(["businessDayConvention": "CSF"]) == [
                "2026-10-05 IPFX 30.67", "2026-10-05 IPFL -20.44", "2026-10-05 MD",
            ])
    }

    @Test("a swap that runs at the status date owes what has accrued since the last payment")
    func midway() throws {
        let later = terms.merging(["statusDate": "2026-10-01"]) { $1 }
        #expect(try Example.lines(Contract(terms: later).events())[0] == "2027-01-01 IPFX 60.0")
    }

    @Test("the floating rate moves within its period cap and floor")
    func bounds() throws {
        let bounded = terms.merging(["periodCap": 0.03, "periodFloor": -0.02]) { $1 }
        func floating(_ rate: Double) throws -> Double? {
            try Contract(terms: bounded).events(market: Example.market("RATE", [("2026-07-01", rate)]))
                .last { $0.type == .floatingInterestPayment }?.payoff
        }
        // 8 % and at most 3 more, at most 2 less: half a year of 11 %, 6 % and 9 % on 1,000.
        #expect(isClose(try #require(try floating(0.13)), -55))
        #expect(isClose(try #require(try floating(0.01)), -30))
        #expect(isClose(try #require(try floating(0.08)), -45))
    }
}
