import Analysis

/// Estimates as text: a number, ±, its standard error.
extension Estimate {
    /// In a unit of so many dollars (or other base units), as `12.3 ±0.4`.
    func text(per unit: Double = 1, digits: Int = 1) -> String {
        "\(Money.rounded(value / unit, digits)) ±\(Money.rounded(standardError / unit, digits))"
    }

    /// With a sign: `+12.3 ±0.4`, and `0` where nothing changes at all.
    func signed(per unit: Double = 1, digits: Int = 1) -> String {
        guard value != 0 || standardError != 0 else { return "0" }
        let isNothing = Money.rounded(value / unit, digits) == Money.rounded(0, digits)
        return (value > 0 && !isNothing ? "+" : "") + text(per: unit, digits: digits)
    }

    /// A share in percent.
    func percent(digits: Int = 1) -> String { text(per: 0.01, digits: digits) + " %" }
}

/// Dollars in the unit that suits the largest of some amounts.
struct MoneyScale {
    let name: String
    let dollars: Double
    let digits: Int

    init(largest: Double) {
        (name, dollars, digits) =
            largest >= 5e9 ? ("B USD", 1e9, 1) : largest >= 1e5 ? ("M USD", 1e6, 1) : ("USD", 1, 0)
    }

    func text(_ estimate: Estimate) -> String { estimate.text(per: dollars, digits: digits) }
    func signed(_ estimate: Estimate) -> String { estimate.signed(per: dollars, digits: digits) }
    func text(_ value: Double) -> String { Money.rounded(value / dollars, digits) }
}
