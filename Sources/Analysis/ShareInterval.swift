import Lanes

/// A share of paths with the interval in which it lies at 95 %, by sampling alone: Wilson (1927), which is wider than
/// nothing where no path or every path is hit.
struct ShareInterval: Sendable {
    let estimate: Estimate
    let low: Double
    let high: Double

    init(_ flags: [Bool], antithetic: Bool) {
        estimate = Estimate(shareOf: flags, antithetic: antithetic)
        let p = estimate.value
        // Antithetic pairs count as what they are worth: the paths that would give the same standard error.
        let variance = estimate.standardError * estimate.standardError
        let count = variance > 0 ? p * (1 - p) / variance : Double(flags.count) / (antithetic ? 2 : 1)
        let z = 1.959964
        let scale = 1 / (1 + z * z / max(1, count))
        let centre = (p + z * z / (2 * max(1, count))) * scale
        let half =
            z * scale
            * squareRoot(p * (1 - p) / max(1, count) + z * z / (4 * max(1, count) * max(1, count)))
        low = max(0, centre - half)
        high = min(1, centre + half)
    }
}
