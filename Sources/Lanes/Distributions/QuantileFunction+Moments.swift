extension QuantileFunction {
    /// The expected value.
    public var mean: Double {
        switch self {
        case .uniform(let minimum, let maximum):
            return minimum + 0.5 * (maximum - minimum)
        case .triangular(let minimum, let mode, let maximum):
            return (minimum + mode + maximum) / 3
        case .pert(let minimum, let mode, let maximum):
            return (minimum + 4 * mode + maximum) / 6
        case .normal(let mean, _):
            return mean
        case .lognormal(let median, let sigma):
            return median * exponential(0.5 * sigma * sigma)
        case .beta(let alpha, let beta):
            return alpha / (alpha + beta)
        case .discrete(let values, let probabilities):
            return zip(values, probabilities).reduce(0) { $0 + $1.0 * $1.1 }
        case .percentiles(let p5, let p50, let p95):
            return PercentileDistribution(p5: p5, p50: p50, p95: p95).mean
        }
    }

    /// The standard deviation, in the unit of the value.
    public var standardDeviation: Double {
        switch self {
        case .uniform(let minimum, let maximum):
            return (maximum - minimum) / squareRoot(12)
        case .triangular(let minimum, let mode, let maximum):
            let lower = mode - minimum
            let upper = maximum - mode
            return squareRoot((lower * lower + upper * upper + lower * upper) / 18)
        case .pert(let minimum, let mode, let maximum):
            let shape = Self.pertShape(minimum, mode, maximum)
            return (maximum - minimum) * Self.betaDeviation(shape.alpha, shape.beta)
        case .normal(_, let standardDeviation):
            return standardDeviation
        case .lognormal(_, let sigma):
            let variance = sigma * sigma
            return mean * sigma * squareRoot(exponentialGrowthRatio(variance))
        case .beta(let alpha, let beta):
            return Self.betaDeviation(alpha, beta)
        case .discrete(let values, let probabilities):
            let mean = self.mean
            return squareRoot(zip(values, probabilities).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 })
        case .percentiles(let p5, let p50, let p95):
            return PercentileDistribution(p5: p5, p50: p50, p95: p95).standardDeviation
        }
    }

    private static func betaDeviation(_ alpha: Double, _ beta: Double) -> Double {
        let total = alpha + beta
        return squareRoot(alpha * beta / (total + 1)) / total
    }
}
