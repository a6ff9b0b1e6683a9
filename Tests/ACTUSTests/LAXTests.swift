import ACTUS
import Calendar
import Testing

struct LAXTests {
    @Test("LAX reproduces its public ACTUS reference tests", .enabled(if: Reference.isPresent))
    func reference() throws { try Reference.expectReproduced(.lax) }

    private let arrays: Terms = [
        "arrayCycleAnchorDateOfPrincipalRedemption": ["2026-02-01", "2026-07-01"],
        "arrayCycleOfPrincipalRedemption": ["P1ML1", "P3ML1"],
        "arrayNextPrincipalRedemptionPayment": [100, 500], "arrayIncreaseDecrease": ["INC", "DEC"],
        "arrayCycleAnchorDateOfInterestPayment": "2026-07-01", "arrayCycleOfInterestPayment": "P6ML1",
    ]

    @Test("draws and redemptions follow their stretches and end the contract when nothing is left")
    func stretches() throws {
        var terms = Example.loan("LAX", arrays)
        terms["maturityDate"] = .null
        let contract = try Contract(terms: terms)
        // Five draws of 100, then 500 a quarter: 1,500 are gone on the third redemption.
        #expect(contract.maturity?.day.description == "2027-01-01")
        let principal = try contract.events().filter { $0.type != .interestPayment }.map(\.payoff)
        #expect(principal == [-1000, -100, -100, -100, -100, -100, 500, 500, 500])
    }

    @Test("a redemption that a long last period takes away does not count towards the end of the contract")
    func longStub() throws {
        var terms = Example.loan(
            "LAX",
            arrays.merging([
                "arrayCycleAnchorDateOfPrincipalRedemption": ["2026-02-01", "2026-09-15"],
                "arrayCycleOfPrincipalRedemption": ["P3ML0", "P1ML0"],
                "arrayNextPrincipalRedemptionPayment": [100, 100], "arrayIncreaseDecrease": ["DEC", "DEC"],
            ]) { $1 })
        terms["maturityDate"] = .null
        let contract = try Contract(terms: terms)
        // February and May, not August, which would leave six weeks: then eight months from September.
        #expect(contract.maturity?.day.description == "2027-04-15")
        let principal = try contract.events().filter { $0.type != .interestPayment }.map(\.payoff)
        #expect(principal == [-1000] + [Double](repeating: 100, count: 10))
    }

    @Test("a fixed stretch sets the rate, a variable one adds its spread to the market")
    func rates() throws {
        let terms = Example.loan(
            "LAX",
            arrays.merging([
                "arrayCycleAnchorDateOfRateReset": ["2026-03-01", "2026-07-01"], "arrayCycleOfRateReset": "P2ML1",
                "arrayRate": [0.06, 0.01], "arrayFixedVariable": ["F", "V"], "marketObjectCodeOfRateReset": "RATE",
                "lifeCap": 0.08,
            ]) { $1 })
        let market = try Example.market("RATE", [("2026-07-01", 0.05), ("2026-09-01", 0.09)])
        let resets = try Contract(terms: terms).events(market: market)
            .filter { $0.type == .rateFixing || $0.type == .rateReset }
        #expect(resets.map(\.type) == [.rateFixing, .rateFixing, .rateReset, .rateReset, .rateReset])
        #expect(zip(resets.map(\.nominalInterestRate), [0.06, 0.06, 0.06, 0.08, 0.08]).allSatisfy(isClose))
    }

    @Test("arrays of different lengths and endless draws are errors")
    func wrong() {
        var terms = Example.loan("LAX", arrays)
        terms["arrayNextPrincipalRedemptionPayment"] = [1, 2, 3]
        #expect(
            Example.problems(terms).map(\.term) == ["arrayIncreaseDecrease", "arrayNextPrincipalRedemptionPayment"])
        terms = Example.loan("LAX", arrays)
        terms["arrayIncreaseDecrease"] = "INC"
        terms["maturityDate"] = .null
        #expect(Example.problems(terms).map(\.term) == ["maturityDate"])
    }
}
