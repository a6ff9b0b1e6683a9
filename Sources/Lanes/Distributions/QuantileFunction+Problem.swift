extension QuantileFunction {
    /// What is wrong with the parameters, as a sentence that quotes the bad number; nil if nothing is.
    public func problem() -> String? {
        switch self {
        case .uniform(let minimum, let maximum):
            return Self.notFinite(("minimum", minimum), ("maximum", maximum))
                ?? Self.notBelow("minimum", minimum, "maximum", maximum)
        case .triangular(let minimum, let mode, let maximum), .pert(let minimum, let mode, let maximum):
            return Self.notFinite(("minimum", minimum), ("mode", mode), ("maximum", maximum))
                ?? Self.notBelow("minimum", minimum, "maximum", maximum)
                ?? (minimum > mode ? "the minimum \(minimum) is above the mode \(mode)" : nil)
                ?? (mode > maximum ? "the mode \(mode) is above the maximum \(maximum)" : nil)
        case .normal(let mean, let standardDeviation):
            return Self.notFinite(("mean", mean), ("standard deviation", standardDeviation))
                ?? (standardDeviation < 0 ? "the standard deviation \(standardDeviation) is negative" : nil)
        case .lognormal(let median, let sigma):
            return Self.notFinite(("median", median), ("sigma", sigma))
                ?? Self.notPositive("median", median)
                ?? (sigma < 0 ? "the sigma \(sigma) is negative" : nil)
        case .beta(let alpha, let beta):
            return Self.notFinite(("alpha", alpha), ("beta", beta))
                ?? Self.notPositive("alpha", alpha) ?? Self.notPositive("beta", beta)
        case .discrete(let values, let probabilities):
            return Self.discreteProblem(values, probabilities)
        case .percentiles(let p5, let p50, let p95):
            return Self.notFinite(("p5", p5), ("p50", p50), ("p95", p95))
                ?? Self.notBelow("p5", p5, "p50", p50) ?? Self.notBelow("p50", p50, "p95", p95)
        }
    }

    private static func discreteProblem(_ values: [Double], _ probabilities: [Double]) -> String? {
        if values.isEmpty { return "a discrete distribution needs at least one value" }
        if values.count != probabilities.count {
            return "there are \(values.count) values but \(probabilities.count) probabilities"
        }
        for value in values where !value.isFinite { return "the value \(value) is not a finite number" }
        for probability in probabilities {
            if !probability.isFinite { return "the probability \(probability) is not a finite number" }
            if probability < 0 { return "the probability \(probability) is negative" }
        }
        for (lower, upper) in zip(values, values.dropFirst()) where lower >= upper {
            return "the values must rise, but \(lower) comes before \(upper)"
        }
        let sum = probabilities.reduce(0, +)
        return (sum - 1).magnitude > 1e-9 ? "the probabilities add up to \(sum), not to 1" : nil
    }

    private static func notFinite(_ parameters: (name: String, value: Double)...) -> String? {
        for (name, value) in parameters where !value.isFinite { return "the \(name) \(value) is not a finite number" }
        return nil
    }

    private static func notPositive(_ name: String, _ value: Double) -> String? {
        value > 0 ? nil : "the \(name) \(value) is not above 0"
    }

    private static func notBelow(_ lowName: String, _ low: Double, _ highName: String, _ high: Double) -> String? {
        low < high ? nil : "the \(lowName) \(low) is not below the \(highName) \(high)"
    }
}
