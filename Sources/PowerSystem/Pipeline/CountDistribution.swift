/// The distribution of how many of a fixed number of things happen: `probabilities[k]` is that of exactly k.
public struct CountDistribution: Sendable, Hashable {
    /// The chance of each count from 0 up; they sum to one.
    public let probabilities: [Double]

    init(probabilities: [Double]) { self.probabilities = probabilities }

    /// How many of independent events happen, event i with chance `chances[i]` (Poisson-binomial; binomial where all
    /// chances are equal).
    ///
    /// One convolution an event, n^2 / 2 steps for n events: sums of positive terms, so that even the smallest
    /// probabilities keep their digits.
    public init(independent chances: some Sequence<Double>) {
        var probabilities = [1.0]
        for chance in chances {
            probabilities.append(0)
            for count in stride(from: probabilities.count - 1, to: 0, by: -1) {
                probabilities[count] = probabilities[count] * (1 - chance) + probabilities[count - 1] * chance
            }
            probabilities[0] *= 1 - chance
        }
        self.probabilities = probabilities
    }

    /// Expected count.
    public var mean: Double {
        probabilities.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    }

    /// The chance of `count` or more.
    public func atLeast(_ count: Int) -> Double {
        count <= 0 ? 1 : probabilities.dropFirst(count).reversed().reduce(0, +)
    }

    /// The smallest count that is not exceeded with chance `level`.
    public func quantile(_ level: Double) -> Int {
        var sum = 0.0
        for (count, probability) in probabilities.enumerated() {
            sum += probability
            if sum >= level { return count }
        }
        return probabilities.count - 1
    }
}
