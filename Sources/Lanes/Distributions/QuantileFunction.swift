/// A distribution given by its inverse: one uniform in, one value out, and a larger uniform never gives a smaller value
/// (beyond rounding). So a draw can be mirrored, stratified, correlated and compared between runs.
///
///     let cost = QuantileFunction.pert(minimum: 8, mode: 10, maximum: 15)
///     cost.value(at: 0.5)   // the median
///
/// Ask `problem()` first: the other members take parameters that it finds none in.
public enum QuantileFunction: Sendable, Equatable {
    /// Any value between two bounds alike.
    case uniform(minimum: Double, maximum: Double)
    /// A density that rises straight to the mode and falls straight from it.
    case triangular(minimum: Double, mode: Double, maximum: Double)
    /// A beta distribution between bounds with mean (minimum + 4 mode + maximum) / 6.
    /// Source: Malcolm and others, "Application of a technique for research and development program evaluation" (1959).
    case pert(minimum: Double, mode: Double, maximum: Double)
    /// The bell curve.
    case normal(mean: Double, standardDeviation: Double)
    /// e to a normal variable: `median` is above 0, `sigma` is the standard deviation of the logarithm.
    case lognormal(median: Double, sigma: Double)
    /// A share between 0 and 1 with mean alpha / (alpha + beta).
    case beta(alpha: Double, beta: Double)
    /// Rising values with the probability of each.
    case discrete(values: [Double], probabilities: [Double])
    /// The skewed normal through three judged percentiles, met exactly: see `PercentileDistribution`'s formula,
    /// p50 + scale (e^(g Z) - 1) / g. With unequal arms it has an end on the short side and a long tail on the other.
    case percentiles(p5: Double, p50: Double, p95: Double)

    /// The value that is not exceeded with probability `u`, for u in the open interval (0, 1).
    public func value(at u: Double) -> Double {
        switch self {
        case .uniform(let minimum, let maximum):
            return minimum + (maximum - minimum) * u
        case .triangular(let minimum, let mode, let maximum):
            return Self.triangular(minimum, mode, maximum, u)
        case .pert(let minimum, let mode, let maximum):
            return minimum + (maximum - minimum) * Self.pertShape(minimum, mode, maximum).quantile(u)
        case .normal(let mean, let standardDeviation):
            return mean + standardDeviation * normalQuantile(u)
        case .lognormal(let median, let sigma):
            return median * exponential(sigma * normalQuantile(u))
        case .beta(let alpha, let beta):
            return BetaDistribution(alpha: alpha, beta: beta).quantile(u)
        case .discrete(let values, let probabilities):
            return Self.discrete(values, probabilities, u)
        case .percentiles(let p5, let p50, let p95):
            return PercentileDistribution(p5: p5, p50: p50, p95: p95).value(normalQuantile(u))
        }
    }

    static func triangular(_ minimum: Double, _ mode: Double, _ maximum: Double, _ u: Double) -> Double {
        let range = maximum - minimum
        let rising = mode - minimum
        return u * range < rising
            ? minimum + squareRoot(u * range * rising)
            : maximum - squareRoot((1 - u) * range * (maximum - mode))
    }

    static func pertShape(_ minimum: Double, _ mode: Double, _ maximum: Double) -> BetaDistribution {
        let range = maximum - minimum
        return BetaDistribution(alpha: 1 + 4 * (mode - minimum) / range, beta: 1 + 4 * (maximum - mode) / range)
    }

    /// The first value whose threshold, the sum of probabilities so far, lies above `u`.
    static func discrete(_ values: [Double], _ probabilities: [Double], _ u: Double) -> Double {
        var threshold = 0.0
        var possible = values[0]
        for (value, probability) in zip(values, probabilities) where probability > 0 {
            threshold += probability
            possible = value
            if u < threshold { break }
        }
        return possible
    }
}
