/// A number estimated from sampled paths, with the standard error of the sampling.
package struct Estimate: Sendable, Codable, Equatable {
    package let value: Double
    package let standardError: Double

    package init(value: Double, standardError: Double) {
        self.value = value
        self.standardError = standardError
    }

    /// Mean of values by path. With antithetic pairs (paths 2k and 2k+1) the error is that of the means of pairs.
    package init(meanOf values: [Double], antithetic: Bool) {
        var sample = values
        if antithetic {
            sample = stride(from: 0, to: values.count - 1, by: 2).map { (values[$0] + values[$0 + 1]) / 2 }
        }
        let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
        let centre = sample.isEmpty ? 0 : sample.reduce(0, +) / Double(sample.count)
        let squares = sample.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        let count = Double(sample.count)
        value = mean
        standardError = count > 1 ? (squares / (count - 1) / count).squareRoot() : 0
    }

    /// Share of paths for which something holds.
    package init(shareOf flags: [Bool], antithetic: Bool) {
        self.init(meanOf: flags.map { $0 ? 1 : 0 }, antithetic: antithetic)
    }

    /// Mean of the differences path by path of two runs that share their random numbers.
    package init(differenceOf after: [Double], and before: [Double], antithetic: Bool) {
        self.init(meanOf: zip(after, before).map { $0 - $1 }, antithetic: antithetic)
    }

    /// Mean of one value over the mean of another, by path; 0 where the second is nowhere above zero. The error is that of the
    /// linearised ratio (Cochran 1977, "Sampling Techniques", section 6.4).
    package init(ratioOf part: [Double], to whole: [Double], antithetic: Bool) {
        let sum = whole.reduce(0, +)
        guard sum > 0 else {
            self.init(value: 0, standardError: 0)
            return
        }
        let ratio = part.reduce(0, +) / sum
        let rest = Estimate(meanOf: zip(part, whole).map { $0 - ratio * $1 }, antithetic: antithetic)
        self.init(value: ratio, standardError: rest.standardError * Double(whole.count) / sum)
    }

    /// The same in another unit.
    package func scaled(_ factor: Double) -> Estimate {
        Estimate(value: value * factor, standardError: standardError * factor.magnitude)
    }
}

/// Quantiles of a sample: the value below which a share of it lies, linear between order statistics (Hyndman and Fan
/// 1996, type 7).
package struct Quantiles: Sendable {
    private let sorted: [Double]
    /// Values that were measured; others are NaN and left out.
    package var count: Int { sorted.count }

    package init(_ values: some Sequence<Float>) {
        sorted = values.lazy.filter { !$0.isNaN }.map(Double.init).sorted()
    }

    package func callAsFunction(_ share: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let position = share * Double(sorted.count - 1)
        let below = Int(position)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }
}
