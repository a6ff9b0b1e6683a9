import ACTUS
import Calendar
import Testing

struct NAMTests {
    @Test("NAM reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.nam) }

    private let quarterly: Terms = [
        "cycleOfPrincipalRedemption": "P3ML1", "cycleAnchorDateOfPrincipalRedemption": "2026-04-01",
    ]

    @Test("an instalment below the interest adds to the principal")
    func negative() throws {
        let terms = Example.loan("NAM", quarterly.merging(["nextPrincipalRedemptionPayment": 20]) { $1 })
        let events = try Contract(terms: terms).events()
        #expect(Example.lines(events)[1...2] == ["2026-04-01 PR -10.0", "2026-04-01 IP 30.0"])
        #expect(events[1].notionalPrincipal == 1010)
    }

    @Test("redemption and interest together make the instalment until the principal is gone")
    func instalments() throws {
        let terms = Example.loan("NAM", quarterly.merging(["nextPrincipalRedemptionPayment": 600]) { $1 })
        let events = try Contract(terms: terms).events()
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-04-01 PR 570.0", "2026-04-01 IP 30.0", "2026-07-01 PR 430.0",
                "2026-07-01 IP 12.9", "2026-10-01 PR", "2026-10-01 IP", "2027-01-01 IP", "2027-01-01 MD",
            ])
    }

    @Test("an interest schedule of its own runs up to one redemption cycle before the first instalment")
    func earlyInterest() throws {
        let terms = Example.loan(
            "NAM",
            [
                "cycleOfPrincipalRedemption": "P3ML1", "cycleAnchorDateOfPrincipalRedemption": "2026-07-01",
                "cycleAnchorDateOfInterestPayment": "2026-02-01", "cycleOfInterestPayment": "P1ML1",
                "nextPrincipalRedemptionPayment": 100,
            ])
        let dates = try Contract(terms: terms).events().filter { $0.type == .interestPayment }
            .map(\.time.day.description)
        #expect(dates == ["2026-02-01", "2026-03-01", "2026-04-01", "2026-07-01", "2026-10-01", "2027-01-01"])
    }

    @Test("without a maturity the instalments must exceed the interest")
    func endless() {
        var terms = Example.loan("NAM", quarterly.merging(["nextPrincipalRedemptionPayment": 30]) { $1 })
        terms["maturityDate"] = .null
        #expect(Example.problems(terms).map(\.term) == ["nextPrincipalRedemptionPayment"])
    }

    @Test("after a prepayment that shortens the loan instalments stay, with less interest in them")
    func prepayment() throws {
        let terms = Example.loan(
            "NAM", quarterly.merging(["nextPrincipalRedemptionPayment": 300, "prepaymentEffect": "M"]) { $1 })
        let prepaid = ObservedEvent(time: try Example.time("2026-05-15"), type: .prepayment, value: 130)
        let events = try Contract(terms: terms).events(observing: [prepaid])
        // 730 for 44 days and 600 for 46 at 12 %: 10.71 and 9.20; then 319.91 for 90 days: 9.60.
        #expect(
            Example.lines(events) == [
                "2026-01-01 IED -1000.0", "2026-04-01 PR 270.0", "2026-04-01 IP 30.0", "2026-05-15 PP 130.0",
                "2026-07-01 PR 280.09", "2026-07-01 IP 19.91", "2026-10-01 PR 290.4", "2026-10-01 IP 9.6",
                "2027-01-01 IP 0.89", "2027-01-01 MD 29.5",
            ])
    }
}
