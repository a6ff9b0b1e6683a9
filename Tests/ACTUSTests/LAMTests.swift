import ACTUS
import Calendar
import Testing

struct LAMTests {
    @Test("LAM reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.lam) }

    private let quarterly: Terms = [
        "cycleOfPrincipalRedemption": "P3ML1", "cycleOfInterestPayment": "P3ML1",
        "cycleAnchorDateOfPrincipalRedemption": "2026-04-01", "cycleAnchorDateOfInterestPayment": "2026-04-01",
    ]

    @Test("without a given redemption the principal is spread over the dates left")
    func spread() throws {
        let events = try Contract(terms: Example.loan("LAM", quarterly)).events()
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-04-01 PR 250.0", "2026-04-01 IP 30.0", "2026-07-01 PR 250.0",
                "2026-07-01 IP 22.5", "2026-10-01 PR 250.0", "2026-10-01 IP 15.0", "2027-01-01 IP 7.5",
                "2027-01-01 MD 250.0",
            ])
    }

    @Test("without a maturity the last redemption ends the loan, whatever the status date")
    func derivedMaturity() throws {
        var terms = Example.loan("LAM", quarterly)
        terms["maturityDate"] = .null
        terms["nextPrincipalRedemptionPayment"] = 300
        #expect(try Contract(terms: terms).maturity?.description == "2027-01-01T00:00:00")
        terms["statusDate"] = "2026-05-01"
        terms["notionalPrincipal"] = 700
        #expect(try Contract(terms: terms).maturity?.description == "2027-01-01T00:00:00")
    }

    @Test("a redemption takes no more than what is outstanding")
    func noOverpayment() throws {
        let terms = Example.loan("LAM", quarterly.merging(["nextPrincipalRedemptionPayment": 600]) { $1 })
        let redemptions = try Contract(terms: terms).events().filter { $0.type == .principalRedemption }
        #expect(redemptions.map(\.payoff) == [600, 400, 0])
    }

    @Test("a prepayment lowers the redemptions that follow, or ends the loan early")
    func prepayment() throws {
        let prepaid = ObservedEvent(time: try Example.time("2026-05-01"), type: .prepayment, value: 375)
        var terms = Example.loan("LAM", quarterly.merging(["prepaymentEffect": "A"]) { $1 })
        func principal() throws -> [Double] {
            try Contract(terms: terms).events(observing: [prepaid])
                .filter { $0.type == .principalRedemption || $0.type == .maturity }.map(\.payoff)
        }
        #expect(zip(try principal(), [250, 125, 125, 125]).allSatisfy(isClose))
        terms["prepaymentEffect"] = "M"
        #expect(zip(try principal(), [250, 250, 125, 0]).allSatisfy(isClose))
    }

    @Test("a lagging interest base moves only on its own dates")
    func laggingBase() throws {
        let terms = Example.loan(
            "LAM",
            quarterly.merging([
                "interestCalculationBase": "NTL", "interestCalculationBaseAmount": 2000,
                "cycleAnchorDateOfInterestCalculationBase": "2026-07-01",
            ]) { $1 })
        let interest = try Contract(terms: terms).events().filter { $0.type == .interestPayment }.map(\.payoff)
        #expect(zip(interest, [60, 60, 15, 15]).allSatisfy(isClose))
    }

    @Test("a redemption too small to end the loan is an error")
    func endless() {
        var terms = Example.loan("LAM", quarterly)
        terms["maturityDate"] = .null
        terms["nextPrincipalRedemptionPayment"] = 1e-9
        #expect(Example.problems(terms).map(\.term) == ["nextPrincipalRedemptionPayment"])
        terms["nextPrincipalRedemptionPayment"] = 0
        #expect(Example.problems(terms).map(\.term) == ["nextPrincipalRedemptionPayment"])
    }

    @Test("a fee on the principal falls with it, and its accrual at the status date is paid")
    func fees() throws {
        var terms = Example.loan(
            "LAM",
            quarterly.merging([
                "cycleAnchorDateOfFee": "2026-04-01", "cycleOfFee": "P3ML1", "feeRate": 0.01, "feeBasis": "N",
            ]) { $1 })
        func fees() throws -> [Double] {
            try Contract(terms: terms).events().filter { $0.type == .feePayment }.map(\.payoff)
        }
        // A quarter of 1 % of 1,000, 750, 500 and 250: the fee of a day comes before its redemption.
        #expect(zip(try fees(), [2.5, 1.875, 1.25, 0.625]).allSatisfy(isClose))
        #expect(try fees().count == 4)
        terms.merge(["statusDate": "2026-05-01", "notionalPrincipal": 750, "feeAccrued": 0.5]) { $1 }
        // What was accrued before, and two months of 1 % of 750.
        #expect(zip(try fees(), [0.5 + 1.25, 1.25, 0.625]).allSatisfy(isClose))
        terms["feeAccrued"] = .null
        #expect(zip(try fees(), [1.875, 1.25, 0.625]).allSatisfy(isClose))
    }

    @Test("with 30E/360 ISDA quarters that end with their months are ninety days long")
    func thirtyISDA() throws {
        var terms = Example.loan(
            "LAM",
            [
                "initialExchangeDate": "2026-11-30", "maturityDate": "2027-08-31", "endOfMonthConvention": "EOM",
                "cycleAnchorDateOfPrincipalRedemption": "2027-02-28", "cycleOfPrincipalRedemption": "P3ML1",
                "cycleAnchorDateOfInterestPayment": "2027-02-28", "cycleOfInterestPayment": "P3ML1",
                "dayCountConvention": "30E360ISDA", "notionalPrincipal": 900,
            ])
        func interest() throws -> [Double] {
            try Contract(terms: terms).events().filter { $0.type == .interestPayment }.map(\.payoff)
        }
        #expect(zip(try interest(), [27, 18, 9]).allSatisfy(isClose))
        // Plain 30E/360 sees the 28th: 88 days of 900 to it, 92 of 600 from it.
        terms["dayCountConvention"] = "30E360"
        #expect(zip(try interest(), [26.4, 18.4, 9]).allSatisfy(isClose))
    }

    @Test("modified following keeps redemptions and the maturity in their months, with holidays of a calendar")
    func holidays() throws {
        let holidays = BusinessCalendar(holidays: [try #require(Day("2026-11-30")), try #require(Day("2026-12-01"))])
        var terms = Example.loan(
            "LAM",
            [
                "initialExchangeDate": "2026-02-28", "maturityDate": "2026-11-30", "endOfMonthConvention": "EOM",
                "cycleAnchorDateOfPrincipalRedemption": "2026-05-31", "cycleOfPrincipalRedemption": "P3ML1",
                "cycleAnchorDateOfInterestPayment": "2026-05-31", "cycleOfInterestPayment": "P3ML1",
                "notionalPrincipal": 900, "calendar": "NEW YORK", "businessDayConvention": "SCMF",
            ])
        func lines() throws -> [String] {
            Example.lines(try Contract(terms: terms, calendars: ["NEW YORK": holidays]).events())
        }
        // 31 May is a Sunday, 30 November a holiday as is the day after. Shifted first: 91, 91 and 87 days.
        #expect(
            try lines() == [
                "2026-02-28 IED -900.0", "2026-05-29 PR 300.0", "2026-05-29 IP 27.3", "2026-08-31 PR 300.0",
                "2026-08-31 IP 18.2", "2026-11-27 IP 8.7", "2026-11-27 MD 300.0",
            ])
        // Calculated first: 92 days from 28 February, then 90 and 90.
        terms["businessDayConvention"] = "CSMF"
        #expect(
            try lines() == [
                "2026-02-28 IED -900.0", "2026-05-29 PR 300.0", "2026-05-29 IP 27.6", "2026-08-31 PR 300.0",
                "2026-08-31 IP 18.0", "2026-11-27 IP 9.0", "2026-11-27 MD 300.0",
            ])
    }
}
