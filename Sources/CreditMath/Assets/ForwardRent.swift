/// Forward rents that contract prices imply, as forward rates follow from a yield curve: a contract's flat price is worth the
/// same as the rents of its years.
///
///     c1 = f1,   c3 (v1 + v2 + v3) = f1 v1 + f2 v2 + f3 v3,   v_y = (1 + r)^-(y - 1/2)
///
/// With one rate of decline d between the years, f(y+1) = f(y) (1 - d), the second equation is quadratic in 1 - d.
public struct ForwardRents: Sendable, Equatable {
    /// Mean rent of the coming year, in the unit of the prices.
    public let firstYear: Double
    /// Yearly fall of the rent; negative where rents are expected to rise.
    public let decline: Double

    /// - Parameters:
    ///   - oneYear: flat price of a contract of one year, above 0.
    ///   - threeYear: that of a contract of three years, above 0.
    ///   - rate: yearly discount rate, above -1.
    ///
    /// A three-year price so low that rents would have to vanish within the first year gives a decline of 99 %.
    public init(oneYear: Double, threeYear: Double, rate: Double) {
        let v = 1 / (1 + rate)
        let (first, second, third) = (v.squareRoot(), v.squareRoot() * v, v.squareRoot() * v * v)
        let target = threeYear / oneYear * (first + second + third)
        let root = second * second - 4 * third * (first - target)
        let left = target > first ? (root.squareRoot() - second) / (2 * third) : 0
        firstYear = oneYear
        decline = 1 - max(0.01, left)
    }

    /// Expected mean rent of a year, 1 being the coming one.
    public func rent(year: Int) -> Double {
        (1..<max(1, year)).reduce(firstYear) { rent, _ in rent * (1 - decline) }
    }
}
