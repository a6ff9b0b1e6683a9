/// The natural logarithm of the gamma function, for x above 0: error below 6e-15 (1 + |result|).
///
/// Stirling's series with eight terms, after moving x above 12 by the recurrence. Source: Abramowitz and Stegun 6.1.40.
public func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return .nan }
    guard x < 1e300 else { return .infinity }
    var product = 1.0
    var y = x
    while y < 12 {
        product *= y
        y += 1
    }
    let inverse = 1 / y
    let square = inverse * inverse
    var series = -3617.0 / 122_400
    series = series * square + 1.0 / 156
    series = series * square - 691.0 / 360_360
    series = series * square + 1.0 / 1_188
    series = series * square - 1.0 / 1_680
    series = series * square + 1.0 / 1_260
    series = series * square - 1.0 / 360
    series = series * square + 1.0 / 12
    let halfLogTwoPi = 0.918938533204672741780329736406
    return (y - 0.5) * naturalLogarithm(y) - y + halfLogTwoPi + series * inverse - naturalLogarithm(product)
}
