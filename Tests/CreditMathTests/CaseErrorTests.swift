import CreditMath
import Testing

@Suite("Cases with wrong inputs")
struct CaseErrorTests {
    @Test(
        "A wrong or missing input is named",
        arguments: [
            (CaseValue.fields([:]), "the inputs are of no known family"),
            (.null, "'inputs' is not a table"),
            (.fields(["amounts": .text("x")]), "'amounts' is not a list"),
            (.fields(["rate_per_period": .number(0.1)]), "'n' is missing: a number"),
            (.fields(["rate_per_period": .number(0.1), "n": .number(2.5)]), "'n' is not a whole number"),
            (.fields(["rate_per_period": .number(-1), "n": .number(2)]), "'rate_per_period' is not above -1"),
            (
                .fields(["basis": .number(1), "life": .number(4), "convention": .text("half-year")]),
                "'life' is not a recovery"
            ),
            (.fields(["start": .text("2025-02-30"), "end": .text("2025-03-01")]), "'start' is not a date"),
            (.fields(["coupon": .number(0.05)]), "'settlement' is missing"),
        ])
    func named(inputs: CaseValue, start: String) {
        do {
            _ = try FinanceCase.outputs(inputs)
            Issue.record("accepted")
        } catch { #expect(error.description.hasPrefix(start), "\(error)") }
    }
}
