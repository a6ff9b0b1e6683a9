extension QuantileFunction {
    /// The probability of a value at most `x`: the inverse of `value(at:)` where that rises without a break.
    public func probability(_ x: Double) -> Double {
        switch self {
        case .uniform(let minimum, let maximum):
            return min(1, max(0, (x - minimum) / (maximum - minimum)))
        case .triangular(let minimum, let mode, let maximum):
            return Self.triangularProbability(minimum, mode, maximum, x)
        case .pert(let minimum, let mode, let maximum):
            return Self.pertShape(minimum, mode, maximum).probability((x - minimum) / (maximum - minimum))
        case .normal(let mean, let standardDeviation):
            guard standardDeviation > 0 else { return x < mean ? 0 : 1 }
            return normalProbability((x - mean) / standardDeviation)
        case .lognormal(let median, let sigma):
            guard x > 0 else { return 0 }
            guard sigma > 0 else { return x < median ? 0 : 1 }
            return normalProbability(naturalLogarithm(x / median) / sigma)
        case .beta(let alpha, let beta):
            return BetaDistribution(alpha: alpha, beta: beta).probability(x)
        case .discrete(let values, let probabilities):
            return min(1, zip(values, probabilities).reduce(0) { $0 + ($1.0 <= x ? $1.1 : 0) })
        case .percentiles(let p5, let p50, let p95):
            return normalProbability(PercentileDistribution(p5: p5, p50: p50, p95: p95).score(x))
        }
    }

    private static func triangularProbability(
        _ minimum: Double, _ mode: Double, _ maximum: Double, _ x: Double
    ) -> Double {
        if x <= minimum { return 0 }
        if x >= maximum { return 1 }
        let range = maximum - minimum
        if x < mode { return (x - minimum) * (x - minimum) / (range * (mode - minimum)) }
        return 1 - (maximum - x) * (maximum - x) / (range * (maximum - mode))
    }
}

extension PercentileDistribution {
    /// The standard normal number that gives `x`; infinite beyond the end on the short side.
    func score(_ x: Double) -> Double {
        if g.magnitude < 1e-12 { return (x - median) / scale }
        let inner = 1 + g * (x - median) / scale
        guard inner > 0 else { return g > 0 ? -.infinity : .infinity }
        return naturalLogarithm(inner) / g
    }
}
