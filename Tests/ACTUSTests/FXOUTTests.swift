import ACTUS
import Calendar
import Testing

struct FXOUTTests {
    @Test("FXOUT reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.fxout) }

    private let terms = Example.position(
        "FXOUT",
        ["currency2": "EUR", "maturityDate": "2026-06-26", "notionalPrincipal": 110, "notionalPrincipal2": 100])

    @Test("both currencies change hands at maturity")
    func delivery() throws {
        let events = try Contract(terms: terms).events()
        #expect(events.map(\.payoff) == [110, -100])
        #expect(events.map(\.currency.description) == ["USD", "EUR"])
    }

    @Test("the difference at the rate of the maturity is paid after the settlement period, on a business day")
    func cash() throws {
        let settled = terms.merging([
            "deliverySettlement": "S", "settlementPeriod": "P1D", "calendar": "MF", "businessDayConvention": "SCF",
        ]) { $1 }
        let market = try Example.market("EUR/USD", [("2026-06-26", 1.2), ("2026-06-27", 9)])
        #expect(try Example.lines(Contract(terms: settled).events(market: market)) == ["2026-06-29 STD -10.0"])
    }
}
