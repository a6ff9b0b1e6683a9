/// The probability that a standard normal variable is at most `x`, between 0 and 1.
///
/// Relative error below 1e-14 down to x = -37; further down the result is subnormal or 0.
/// Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Mathematics of Computation 23
/// (1969), in the arrangement of ACM algorithm 715 (ANORM).
public func normalProbability(_ x: Double) -> Double {
    let y = x.magnitude
    if y <= 0.67448975 { return 0.5 + centralArea(x) }
    guard y < 40 else { return x.isNaN ? x : (x < 0 ? 0 : 1) }
    let sixteenths = Double(Int(y * 16)) / 16
    let rest = (y - sixteenths) * (y + sixteenths)
    let bell = exponential(-0.5 * sixteenths * sixteenths) * exponential(-0.5 * rest)
    let tail = bell * (y <= 5.656854249492380195 ? millsRatioNear(y) : millsRatioFar(y))
    return x < 0 ? tail : 1 - tail
}

/// The standard normal probability of `x`, kept inside the open interval so that any quantile of it is finite:
/// turns correlated normals into correlated uniforms.
public func openUniform(fromNormal x: Double) -> Double {
    min(max(normalProbability(x), 0x1p-53), 1 - 0x1p-53)
}

/// The probability between 0 and `x`, for |x| <= 0.675.
private func centralArea(_ x: Double) -> Double {
    let square = x * x
    var p = 0.065682337918207449113 * square
    p = (p + 2.2352520354606839287) * square
    p = (p + 161.02823106855587881) * square
    p = (p + 1067.6894854603709582) * square
    var d = square
    d = (d + 47.20258190468824187) * square
    d = (d + 976.09855173777669322) * square
    d = (d + 10260.932208618978205) * square
    return x * (p + 18154.981253343561249) / (d + 45507.789335026729956)
}

/// Tail over e^(-y^2 / 2), for y up to the square root of 32.
private func millsRatioNear(_ y: Double) -> Double {
    var p = 1.0765576773720192317e-8 * y
    p = (p + 0.39894151208813466764) * y
    p = (p + 8.8831497943883759412) * y
    p = (p + 93.506656132177855979) * y
    p = (p + 597.27027639480026226) * y
    p = (p + 2494.5375852903726711) * y
    p = (p + 6848.1904505362823326) * y
    p = (p + 11602.651437647350124) * y
    var d = y
    d = (d + 22.266688044328115691) * y
    d = (d + 235.38790178262499861) * y
    d = (d + 1519.377599407554805) * y
    d = (d + 6485.558298266760755) * y
    d = (d + 18615.571640885098091) * y
    d = (d + 34900.952721145977266) * y
    d = (d + 38912.003286093271411) * y
    return (p + 9842.7148383839780218) / (d + 19685.429676859990727)
}

/// Tail over e^(-y^2 / 2), for y above the square root of 32.
private func millsRatioFar(_ y: Double) -> Double {
    let inverse = 1 / (y * y)
    var p = 0.02307344176494017303 * inverse
    p = (p + 0.21589853405795699) * inverse
    p = (p + 0.1274011611602473639) * inverse
    p = (p + 0.022235277870649807) * inverse
    p = (p + 0.001421619193227893466) * inverse
    var d = inverse
    d = (d + 1.28426009614491121) * inverse
    d = (d + 0.468238212480865118) * inverse
    d = (d + 0.0659881378689285515) * inverse
    d = (d + 0.00378239633202758244) * inverse
    let correction = inverse * (p + 2.9112874951168792e-5) / (d + 7.29751555083966205e-5)
    return (0.398942280401432677939946 - correction) / y
}
