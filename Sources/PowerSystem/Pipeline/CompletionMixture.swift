import Lanes

/// Projects that share their luck: given a common state each completes with the same chance, independently.
///
/// The spread of delivered MW is then far wider than for independent projects of the same mean.
/// Var = n m (1 - m) + n (n - 1) Var(P), and the correlation of two projects is Var(P) / (m (1 - m)).
public struct CompletionMixture: Sendable, Hashable {
    /// How many of the projects complete.
    public let count: CountDistribution
    /// The chance of completion of one project.
    public let mean: Double
    /// The variance of the common chance.
    public let variance: Double

    /// States with weights that sum to one and the chance of completion in each.
    ///
    /// - Throws: `PowerError` where a weight or chance is no share or the weights do not sum to one.
    public init(projects: Int, states: [(weight: Double, chance: Double)]) throws(PowerError) {
        try Check.count("projects", projects, in: 0...10_000)
        var total = 0.0
        for (row, state) in states.enumerated() {
            try Check.share("weight of state \(row)", state.weight)
            try Check.share("completion in state \(row)", state.chance)
            total += state.weight
        }
        if (total - 1).magnitude > 1e-9 {
            throw PowerError("weights", "sum to \(total); let them sum to 1")
        }
        var probabilities = [Double](repeating: 0, count: projects + 1)
        var mean = 0.0
        var square = 0.0
        for state in states where state.weight > 0 {
            let given = CountDistribution(independent: repeatElement(state.chance, count: projects))
            for (index, probability) in given.probabilities.enumerated() {
                probabilities[index] += state.weight * probability
            }
            mean += state.weight * state.chance
        }
        for state in states { square += state.weight * (state.chance - mean) * (state.chance - mean) }
        count = CountDistribution(probabilities: probabilities)
        self.mean = mean
        variance = square
    }

    /// A chance of completion that is Beta(a, b) distributed: the beta-binomial count.
    ///
    /// - Throws: `PowerError` where a parameter is not above zero.
    public init(projects: Int, a: Double, b: Double) throws(PowerError) {
        try Check.count("projects", projects, in: 0...10_000)
        try Check.positive("beta, first parameter", a)
        try Check.positive("beta, second parameter", b)
        var probabilities = [1.0]
        for step in 0..<projects { probabilities[0] *= (b + Double(step)) / (a + b + Double(step)) }
        for k in 0..<projects {
            let (done, left) = (Double(k), Double(projects - k))
            probabilities.append(probabilities[k] * left / (done + 1) * (a + done) / (b + left - 1))
        }
        count = CountDistribution(probabilities: probabilities)
        mean = a / (a + b)
        variance = a * b / ((a + b) * (a + b) * (a + b + 1))
    }

    /// A project completes when a normal variable that has correlation `correlation` with every other project's is
    /// below the quantile of `chance`: the one-factor Gaussian copula, integrated over 2,049 states of the factor.
    ///
    /// - Throws: `PowerError` where the chance or correlation is not in its range.
    public init(projects: Int, chance: Double, copulaCorrelation correlation: Double) throws(PowerError) {
        try Check.share("completion", chance)
        if !(correlation >= 0 && correlation < 1) {
            throw PowerError("correlation", "\(correlation) is not in 0..<1; give a correlation of normals")
        }
        let barrier = normalQuantile(chance)
        var states: [(weight: Double, chance: Double)] = []
        var total = 0.0
        for step in -1_024...1_024 {
            let z = Double(step) * (9.0 / 1_024)
            let weight = exponential(-0.5 * z * z)
            let given = normalProbability((barrier - squareRoot(correlation) * z) / squareRoot(1 - correlation))
            states.append((weight, given))
            total += weight
        }
        try self.init(projects: projects, states: states.map { ($0.weight / total, $0.chance) })
    }

    /// The number of projects.
    public var projects: Int { count.probabilities.count - 1 }

    /// The standard deviation of the count.
    public var standardDeviation: Double {
        let n = Double(projects)
        return squareRoot(max(0, n * mean * (1 - mean) + n * (n - 1) * variance))
    }

    /// The correlation of the completions of two projects; 0 where completion is certain or impossible.
    public var pairwiseCorrelation: Double {
        let single = mean * (1 - mean)
        return single > 0 ? variance / single : 0
    }
}
