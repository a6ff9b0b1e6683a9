import Lanes

/// How long something takes: a distribution over times above zero, in quarters or whatever unit its parameters have.
public enum LeadTime: Sendable, Hashable {
    /// ln T is normal with mean ln `median` and standard deviation `sigma`.
    case lognormal(median: Double, sigma: Double)
    /// S(t) = exp(-(t / scale)^shape).
    case weibull(shape: Double, scale: Double)
    /// S(t) = exp(-t / mean).
    case exponential(mean: Double)

    /// - Throws: `PowerError` where a parameter is not above zero; `key` names the lead time.
    func check(_ key: String) throws(PowerError) {
        switch self {
        case .lognormal(let median, let sigma):
            try Check.positive("\(key), median", median)
            try Check.positive("\(key), sigma", sigma)
        case .weibull(let shape, let scale):
            try Check.positive("\(key), k", shape)
            try Check.positive("\(key), scale", scale)
        case .exponential(let mean): try Check.positive("\(key), mean", mean)
        }
    }

    /// The chance of being done by `time`.
    public func cumulative(_ time: Double) -> Double {
        guard time > 0 else { return 0 }
        switch self {
        case .lognormal(let median, let sigma):
            return normalProbability((naturalLogarithm(time) - naturalLogarithm(median)) / sigma)
        case .weibull, .exponential:
            let hazard = cumulativeHazard(time)
            return hazard * exponentialGrowthRatio(-hazard)
        }
    }

    /// The chance of not being done by `time`.
    public func survival(_ time: Double) -> Double {
        guard time > 0 else { return 1 }
        switch self {
        case .lognormal(let median, let sigma):
            return normalProbability((naturalLogarithm(median) - naturalLogarithm(time)) / sigma)
        case .weibull, .exponential: return Lanes.exponential(-cumulativeHazard(time))
        }
    }

    /// -ln S(t) of the two that have it in closed form.
    private func cumulativeHazard(_ time: Double) -> Double {
        switch self {
        case .weibull(let shape, let scale): power(time / scale, shape)
        case .exponential(let mean): time / mean
        case .lognormal: -naturalLogarithm(survival(time))
        }
    }

    /// Density per unit of time.
    public func density(_ time: Double) -> Double {
        guard time > 0 else { return 0 }
        switch self {
        case .lognormal(let median, let sigma):
            let z = (naturalLogarithm(time) - naturalLogarithm(median)) / sigma
            return Lanes.exponential(-0.5 * z * z) * 0.398942280401432677939946 / (sigma * time)
        case .weibull(let shape, _):
            let hazard = cumulativeHazard(time)
            return shape / time * hazard * Lanes.exponential(-hazard)
        case .exponential(let mean): return Lanes.exponential(-time / mean) / mean
        }
    }

    /// The time by which it is done with chance `level`, 0 to 1.
    public func quantile(_ level: Double) -> Double {
        switch self {
        case .lognormal(let median, let sigma): median * Lanes.exponential(sigma * normalQuantile(level))
        case .weibull(let shape, let scale): scale * power(Self.hazard(of: level), 1 / shape)
        case .exponential(let mean): mean * Self.hazard(of: level)
        }
    }

    /// -ln(1 - level), also for levels that vanish beside one.
    private static func hazard(of level: Double) -> Double {
        level < 1e-5 ? level * (1 + level * (0.5 + level / 3)) : -naturalLogarithm(1 - level)
    }

    /// Expected time.
    public var mean: Double {
        switch self {
        case .lognormal(let median, let sigma): median * Lanes.exponential(0.5 * sigma * sigma)
        case .weibull(let shape, let scale): scale * Lanes.exponential(logGamma(1 + 1 / shape))
        case .exponential(let mean): mean
        }
    }

    /// Standard deviation of the time.
    public var standardDeviation: Double {
        switch self {
        case .lognormal(_, let sigma):
            let square = sigma * sigma
            return mean * squareRoot(square * exponentialGrowthRatio(square))
        case .weibull(let shape, let scale):
            return squareRoot(scale * scale * Lanes.exponential(logGamma(1 + 2 / shape)) - mean * mean)
        case .exponential(let mean): return mean
        }
    }
}
