import Lanes

/// Things that run side by side, all of which are needed: the site is energised when the last of them is done.
///
/// The lead time is the largest of the lead times, not their sum: F = product of F_i. Means and shares are integrals over
/// ln t by the trapezoidal rule, which converges exponentially for smooth densities that vanish at both ends.
public struct CriticalPath: Sendable, Hashable {
    /// The independent lead times.
    public let parts: [LeadTime]

    /// - Throws: `PowerError` where there is no part or one is not a lead time.
    public init(parts: [LeadTime]) throws(PowerError) {
        if parts.isEmpty { throw PowerError("lead times", "none is given; give at least one") }
        for (row, part) in parts.enumerated() { try part.check("lead time \(row)") }
        self.parts = parts
    }

    /// The chance that all are done by `time`.
    public func cumulative(_ time: Double) -> Double { parts.reduce(1) { $0 * $1.cumulative(time) } }

    /// The time by which all are done with chance `level`.
    public func quantile(_ level: Double) -> Double {
        var low = 0.0
        var high = parts.map { $0.quantile(level) }.max() ?? 0
        while cumulative(high) < level, high < 1e100 { high *= 2 }
        for _ in 0..<200 where high - low > 1e-15 * high {
            let middle = 0.5 * (low + high)
            if cumulative(middle) < level { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// The chance of each part to be the last, and the mean and standard deviation of the largest.
    public func moments() -> (critical: [Double], mean: Double, standardDeviation: Double) {
        let low = naturalLogarithm(parts.map { $0.quantile(1e-18) }.min() ?? 1e-9)
        let high = naturalLogarithm(parts.map { $0.quantile(1 - 0x1p-53) }.max() ?? 1) + 0.5
        let steps = 8_000
        let width = (high - low) / Double(steps)
        var critical = [Double](repeating: 0, count: parts.count)
        var first = 0.0
        var second = 0.0
        for step in 0...steps {
            let time = exponential(low + Double(step) * width)
            let done = parts.map { $0.cumulative(time) }
            for (index, part) in parts.enumerated() {
                var mass = part.density(time) * time * width
                for other in parts.indices where other != index { mass *= done[other] }
                critical[index] += mass
                first += mass * time
                second += mass * time * time
            }
        }
        return (critical, first, squareRoot(max(0, second - first * first)))
    }
}
