/// The smooth distribution through three judged percentiles: p5, p50 and p95, rising.
///
///     X = p50 + scale (e^(g Z) - 1) / g,   e^(1.645 g) = (p95 - p50) / (p50 - p5),   Z standard normal
///
/// With equal arms it is the normal distribution; with unequal ones a lognormal that is shifted (and mirrored if the
/// lower arm is longer), so it ends at p50 - scale / g on the short side. Sources: J. W. Tukey's g-distribution, in
/// Hoaglin, "Summarizing shape numerically: the g-and-h distributions" (1985); Aitchison and Brown, "The Lognormal
/// Distribution" (1957), for the three-parameter lognormal fitted by symmetric quantiles.
struct PercentileDistribution: Sendable, Equatable {
    let median: Double
    /// The slope of the value in Z at the median.
    let scale: Double
    /// Skew: 0 for the normal, above 0 where the upper arm is longer.
    let g: Double

    /// The standard normal quantile of 0.95.
    private static let z95 = 1.6448536269514722

    init(p5: Double, p50: Double, p95: Double) {
        median = p50
        g = naturalLogarithm((p95 - p50) / (p50 - p5)) / Self.z95
        scale = (p95 - p50) / (Self.z95 * exponentialGrowthRatio(g * Self.z95))
    }

    func value(_ z: Double) -> Double {
        median + scale * z * exponentialGrowthRatio(g * z)
    }

    /// p50 + scale (e^(g^2 / 2) - 1) / g.
    var mean: Double {
        median + scale * 0.5 * g * exponentialGrowthRatio(0.5 * g * g)
    }

    /// scale e^(g^2 / 2) sqrt(e^(g^2) - 1) / |g|.
    var standardDeviation: Double {
        scale * exponential(0.5 * g * g) * squareRoot(exponentialGrowthRatio(g * g))
    }
}
