import Analysis
import Testing

struct EstimateTests {
    @Test("A share's standard error is that of a binomial, with n - 1")
    func share() {
        let estimate = Estimate(shareOf: (0..<1_000).map { $0 < 200 }, antithetic: false)
        #expect(estimate.value == 0.2)
        #expect((estimate.standardError - (0.2 * 0.8 / 999).squareRoot()).magnitude < 1e-12)
    }

    @Test("Antithetic pairs that cancel have no error left")
    func antithetic() {
        let values = (0..<100).flatMap { [Double($0 % 7), 10 - Double($0 % 7)] }
        #expect(Estimate(meanOf: values, antithetic: true).standardError == 0)
        #expect(Estimate(meanOf: values, antithetic: false).standardError > 0)
    }

    @Test("Runs that share their numbers differ with a small error")
    func difference() {
        let before = (0..<500).map { Double($0 % 50) }
        let after = before.map { $0 + 1 }
        let change = Estimate(differenceOf: after, and: before, antithetic: false)
        #expect(change.value == 1)
        #expect(change.standardError == 0)
    }

    @Test("Quantiles are linear between order statistics and leave out what was not measured")
    func quantiles() {
        let quantiles = Quantiles([4, .nan, 1, 3, 2, .nan, 5] as [Float])
        #expect(quantiles.count == 5)
        #expect(quantiles(0) == 1)
        #expect(quantiles(0.5) == 3)
        #expect(quantiles(0.95) == 4.8)
        #expect(quantiles(1) == 5)
        #expect(Quantiles([Float.nan])(0.5) == nil)
    }

    @Test(
        "Amounts are written in a fitting size",
        arguments: [
            (5, "0.05 USD"), (12_345_600, "123,456 USD"), (180_000_000_000, "1.80 B USD"), (-250_000_000, "-2.5 M USD"),
            (970_000_000_000_000, "9.70 T USD"),
        ])
    func amounts(cents: Int64, text: String) { #expect(Money.text(cents) == text) }
}
