extension QuantileFunction {
    /// Fills the first `count` lanes of `values` from as many uniforms: the same bits that `value(at:)` gives. Both may
    /// be the same row.
    public func fill(from uniforms: Column<Double>, into values: Column<Double>, count: Int) {
        switch self {
        case .uniform(let minimum, let maximum):
            let range = maximum - minimum
            for lane in 0..<count { values[lane] = minimum + range * uniforms[lane] }
        case .triangular(let minimum, let mode, let maximum):
            for lane in 0..<count { values[lane] = Self.triangular(minimum, mode, maximum, uniforms[lane]) }
        case .pert(let minimum, let mode, let maximum):
            let range = maximum - minimum
            let shape = Self.pertShape(minimum, mode, maximum)
            for lane in 0..<count { values[lane] = minimum + range * shape.quantile(uniforms[lane]) }
        case .normal(let mean, let standardDeviation):
            fillNormalQuantiles(from: uniforms, into: values, count: count)
            for lane in 0..<count { values[lane] = mean + standardDeviation * values[lane] }
        case .lognormal(let median, let sigma):
            fillNormalQuantiles(from: uniforms, into: values, count: count)
            for lane in 0..<count { values[lane] *= sigma }
            fillExponentials(from: values, into: values, count: count)
            for lane in 0..<count { values[lane] *= median }
        case .beta(let alpha, let beta):
            let shape = BetaDistribution(alpha: alpha, beta: beta)
            for lane in 0..<count { values[lane] = shape.quantile(uniforms[lane]) }
        case .discrete(let outcomes, let probabilities):
            for lane in 0..<count { values[lane] = Self.discrete(outcomes, probabilities, uniforms[lane]) }
        case .percentiles(let p5, let p50, let p95):
            let curve = PercentileDistribution(p5: p5, p50: p50, p95: p95)
            fillNormalQuantiles(from: uniforms, into: values, count: count)
            for lane in 0..<count { values[lane] = curve.value(values[lane]) }
        }
    }
}
