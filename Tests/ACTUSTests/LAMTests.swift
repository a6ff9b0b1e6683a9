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
}
