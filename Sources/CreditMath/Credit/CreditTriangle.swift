import Lanes

/// A constant rate of default from a spread: spread / (1 - recovery).
///
/// Exact for a premium paid continuously over a flat curve; both rates per year, as plain numbers.
public func hazardRate(spread: Double, recovery: Double) -> Double {
    spread / (1 - recovery)
}

/// The probability of default within `years` at a constant hazard rate: 1 - e^(-hazard years).
public func defaultProbability(hazard: Double, years: Double) -> Double {
    let exponent = -hazard * years
    return -exponent * exponentialGrowthRatio(exponent)
}

/// The constant hazard rate that gives a probability of default within `years`.
public func hazardRate(defaultProbability: Double, years: Double) -> Double {
    -naturalLogarithm(1 - defaultProbability) / years
}
