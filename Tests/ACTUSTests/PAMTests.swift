import ACTUS
import Calendar
import Testing

struct PAMTests {
    @Test("PAM reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.pam) }

    @Test("a bond without an interest schedule pays its interest at maturity")
    func zeroSchedule() throws {
        let events = try Contract(terms: Example.loan("PAM")).events()
        #expect(Example.lines(events) == ["2026-01-01 IED -1000.0", "2027-01-01 IP 120.0", "2027-01-01 MD 1000.0"])
    }

    @Test("interest up to the capitalisation end date is added to the principal")
    func capitalisation() throws {
        let terms = Example.loan(
            "PAM", ["cycleOfInterestPayment": "P6ML1", "capitalizationEndDate": "2026-04-01", "contractRole": "RPL"])
        let events = try Contract(terms: terms).events()
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED 1000.0", "2026-04-01 IPCI", "2026-07-01 IP -30.9", "2027-01-01 IP -61.8",
                "2027-01-01 MD -1030.0",
            ])
        // An end after the contract's is none: all of the interest is added.
        let all = Example.loan("PAM", ["capitalizationEndDate": "2028-04-01"])
        #expect(
            Example.lines(try Contract(terms: all).events()) == [
                "2026-01-01 IED -1000.0", "2027-01-01 IPCI", "2027-01-01 MD 1120.0",
            ])
    }

    @Test("a rate moves within its period cap and floor, then within its life cap and floor")
    func bounds() throws {
        var terms = Example.loan(
            "PAM",
            [
                "cycleOfRateReset": "P3ML1", "marketObjectCodeOfRateReset": "RATE", "rateMultiplier": 2,
                "rateSpread": 0.01, "periodCap": 0.02, "periodFloor": -0.03, "lifeCap": 0.15, "lifeFloor": 0.10,
            ])
        // 2 x 0.10 + 0.01 = 21 %, 17 %, -11 %.
        let market = try Example.market("RATE", [("2026-04-01", 0.10), ("2026-07-01", 0.08), ("2026-10-01", -0.06)])
        func rates() throws -> [Double] {
            try Contract(terms: terms).events(market: market).filter { $0.type == .rateReset }
                .map(\.nominalInterestRate)
        }
        #expect(zip(try rates(), [0.14, 0.15, 0.12]).allSatisfy(isClose))
        // The dictionary calls the floor the largest fall; its sign does not matter.
        terms["periodFloor"] = 0.03
        #expect(zip(try rates(), [0.14, 0.15, 0.12]).allSatisfy(isClose))
        terms["periodFloor"] = .null
        #expect(zip(try rates(), [0.14, 0.15, 0.10]).allSatisfy(isClose))
    }

    @Test("the next reset rate replaces the first reset after the status date")
    func knownReset() throws {
        let terms = Example.loan(
            "PAM",
            ["cycleOfRateReset": "P3ML1", "marketObjectCodeOfRateReset": "RATE", "nextResetRate": 0.2])
        let events = try Contract(terms: terms).events(market: Example.market("RATE", [("2026-07-01", 0.3)]))
        let resets = events.filter { $0.type == .rateFixing || $0.type == .rateReset }
        #expect(resets.map(\.type) == [.rateFixing, .rateReset, .rateReset])
        #expect(resets.map(\.nominalInterestRate) == [0.2, 0.3, 0.3])
    }

    @Test("a prepayment reduces the principal and what later interest is reckoned on")
    func prepayment() throws {
        let terms = Example.loan(
            "PAM",
            [
                "cycleOfInterestPayment": "P6ML1", "prepaymentEffect": "A", "penaltyType": "A", "penaltyRate": 7,
                "cycleAnchorDateOfOptionality": "2026-10-01",
            ])
        let prepaid = ObservedEvent(time: try Example.time("2026-04-01"), type: .prepayment, value: 400)
        let events = try Contract(terms: terms).events(observing: [prepaid])
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-04-01 PY 7.0", "2026-04-01 PP 400.0", "2026-07-01 IP 48.0",
                "2026-10-01 PP", "2027-01-01 IP 36.0", "2027-01-01 MD 600.0",
            ])
        #expect(events[2].accruedInterest == 30 && events[2].notionalPrincipal == 600)
    }

    @Test("a prepayment is not taken where the terms forbid it")
    func noPrepayment() throws {
        let prepaid = ObservedEvent(time: try Example.time("2026-04-01"), type: .prepayment, value: 400)
        let events = try Contract(terms: Example.loan("PAM")).events(observing: [prepaid])
        #expect(!events.contains { $0.type == .prepayment })
    }

    @Test("penalties on the principal and on the rate difference accrue since the last event")
    func penalties() throws {
        let prepaid = ObservedEvent(time: try Example.time("2026-04-01"), type: .prepayment, value: 400)
        var terms = Example.loan("PAM", ["prepaymentEffect": "M", "penaltyType": "R", "penaltyRate": 0.02])
        let relative = try Contract(terms: terms).events(observing: [prepaid])
        // A quarter of a year on 1,000 at 2 %.
        #expect(Example.lines(relative)[1] == "2026-04-01 PY 5.0")
        terms["penaltyType"] = "I"
        terms["marketObjectCodeOfRateReset"] = "RATE"
        let market = try Example.market("RATE", [("2026-01-01", 0.04)])
        let difference = try Contract(terms: terms).events(market: market, observing: [prepaid])
        #expect(Example.lines(difference)[1] == "2026-04-01 PY 20.0")
    }

    @Test("fees are a rate on the principal or an amount at each date")
    func fees() throws {
        var terms = Example.loan("PAM", ["cycleOfFee": "P6ML1", "feeRate": 0.01, "feeBasis": "N"])
        let onPrincipal = try Contract(terms: terms).events()
        #expect(
            Example.lines(onPrincipal) == [
                "2026-01-01 IED -1000.0", "2026-07-01 FP 5.0", "2027-01-01 FP 5.0", "2027-01-01 IP 120.0",
                "2027-01-01 MD 1000.0",
            ])
        terms["feeBasis"] = "A"
        terms["feeRate"] = 25
        terms["contractRole"] = "RPL"
        let amounts = try Contract(terms: terms).events().filter { $0.type == .feePayment }
        #expect(amounts.map(\.payoff) == [-25, -25])
    }

    @Test("30E/360 ISDA counts the last day of February as the 30th unless it is the maturity")
    func thirtyISDA() throws {
        let changes: Terms = [
            "initialExchangeDate": "2026-08-31", "maturityDate": "2027-02-28", "dayCountConvention": "30E360ISDA",
            "cycleAnchorDateOfInterestPayment": "2026-08-31", "cycleOfInterestPayment": "P6ML1",
        ]
        let toMaturity = try Contract(terms: Example.loan("PAM", changes)).events()
        // 178 days to a maturity on the last of February, 180 to the same day on the way.
        #expect(isClose(try #require(toMaturity.last { $0.type == .interestPayment }).payoff, 1000 * 0.12 * 178 / 360))
        let later = Example.loan("PAM", changes.merging(["maturityDate": "2027-08-31"]) { $1 })
        let payments = try Contract(terms: later).events().filter { $0.type == .interestPayment }
        #expect(payments.count == 3)
        #expect(isClose(payments[1].payoff, 1000 * 0.12 * 180 / 360))
    }

    @Test("a holiday of a calendar handed over moves a payment, and its accrual if shifted first")
    func holidays() throws {
        let holidays = BusinessCalendar(holidays: [try #require(Day("2026-07-01")), try #require(Day("2026-07-02"))])
        var terms = Example.loan(
            "PAM",
            [
                "cycleOfInterestPayment": "P6ML1", "calendar": "NEW YORK", "businessDayConvention": "SCF",
                "dayCountConvention": "A360",
            ])
        func first() throws -> ContractEvent {
            let contract = try Contract(terms: terms, calendars: ["NEW YORK": holidays])
            return try #require(try contract.events().first { $0.type == .interestPayment })
        }
        #expect(try first().time.day.description == "2026-07-03")
        #expect(isClose(try first().payoff, 1000 * 0.12 * 183 / 360))
        terms["businessDayConvention"] = "CSF"
        #expect(try first().time.day.description == "2026-07-03")
        #expect(isClose(try first().payoff, 1000 * 0.12 * 181 / 360))
        terms["businessDayConvention"] = "CSMP"
        #expect(try first().time.day.description == "2026-07-03")
        terms["businessDayConvention"] = "SCP"
        #expect(try first().time.day.description == "2026-06-30")
        #expect(isClose(try first().payoff, 1000 * 0.12 * 180 / 360))
    }

    @Test("interest accrued before the status date is given, or counted since the last payment")
    func accrual() throws {
        var terms = Example.loan("PAM", ["statusDate": "2026-09-01", "cycleOfInterestPayment": "P6ML1"])
        #expect(try Example.lines(Contract(terms: terms).events())[0] == "2027-01-01 IP 60.0")
        terms["accruedInterest"] = 5
        #expect(try Example.lines(Contract(terms: terms).events())[0] == "2027-01-01 IP 45.0")
    }

    @Test("an exchange before which interest was reckoned starts with that interest")
    func earlyAnchor() throws {
        let terms = Example.loan(
            "PAM", ["cycleAnchorDateOfInterestPayment": "2025-10-01", "cycleOfInterestPayment": "P1YL1"])
        let events = try Contract(terms: terms).events()
        #expect(events[0].accruedInterest == 30)
        #expect(Example.lines(events)[1] == "2026-10-01 IP 120.0")
    }

    @Test("payoffs are settled in another currency at the rate of their day")
    func settlementCurrency() throws {
        let terms = Example.loan("PAM", ["settlementCurrency": "EUR"])
        let market = try Example.market("USD/EUR", [("2026-01-01", 0.9), ("2027-01-01", 0.8)])
        let events = try Contract(terms: terms).events(market: market)
        #expect(
            Example.lines(events) == ["2026-01-01 IED -900.0", "2027-01-01 IP 96.0", "2027-01-01 MD 800.0"])
        #expect(events.allSatisfy { $0.currency.description == "EUR" })
        #expect(events[0].notionalPrincipal == 1000)
    }

    @Test("an index scales interest and principal")
    func scaling() throws {
        let terms = Example.loan(
            "PAM",
            [
                "scalingEffect": "IN0", "cycleOfScalingIndex": "P6ML1", "marketObjectCodeOfScalingIndex": "CPI",
                "scalingIndexAtContractDealDate": 100,
            ])
        let events = try Contract(terms: terms).events(market: Example.market("CPI", [("2026-07-01", 110)]))
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-07-01 SC", "2027-01-01 IP 132.0", "2027-01-01 MD 1100.0",
            ])
    }

    @Test("a look at the contract shows its state and pays nothing")
    func monitoring() throws {
        let look = ObservedEvent(time: try Example.time("2026-07-01"), type: .monitoring)
        let events = try Contract(terms: Example.loan("PAM")).events(observing: [look])
        #expect(Example.lines(events)[1] == "2026-07-01 AD")
        #expect(events[1].accruedInterest == 60)
    }
}
