extension ValueReader {
    /// A constant must lie in the attribute's range.
    /// - Parameter isBare: whether it was written without a unit; a share or rate may then be meant as a percentage.
    func checkRange(_ value: Double, at offset: Int, isBare: Bool = false) throws(TextProblem) {
        guard let range, !range.contains(value) else { return }
        throw TextProblem(
            "\(written(value)) lies outside of the allowed range \(written(range))", at: offset,
            hint: isBare ? hint(forBare: value, in: range) : nil)
    }

    /// How to write a share or a rate that was written as so many percent or basis points, without the word.
    private func hint(forBare number: Double, in range: ClosedRange<Double>) -> String? {
        guard unit.isRate || unit.symbol == Unit.share.symbol, (unit.factor - 1).magnitude < 1e-9 else { return nil }
        if range.contains(number / 100) { return "write `\(plain(number)) %`" }
        guard unit.isRate, range.contains(number / 10_000) else { return nil }
        return "write `\(plain(number)) bp` or `\(plain(number / 100)) %`"
    }

    /// A distribution's support must lie in the attribute's range. An unbounded shape is judged by its quantiles at 0.1 %
    /// and 99.9 %; whoever draws clamps what lies beyond.
    func checkRange(_ distribution: Distribution, at offset: Int) throws(TextProblem) {
        guard let range else { return }
        let support = distribution.ordinarySupport
        guard support.lowerBound < range.lowerBound || support.upperBound > range.upperBound else { return }
        throw TextProblem(
            "the distribution reaches from \(written(support)), beyond the allowed range \(written(range))", at: offset,
            hint: distribution.isBounded ? nil : "use a bounded shape such as `triangular(low, mode, high)`")
    }

    private func written(_ value: Double) -> String {
        unit.isDimensionless || unit.symbol.isEmpty ? plain(value) : "\(plain(value)) \(unit)"
    }

    private func written(_ range: ClosedRange<Double>) -> String {
        "\(plain(range.lowerBound)) to \(written(range.upperBound))"
    }
}

extension Distribution {
    /// Draws have a least and a greatest value.
    public var isBounded: Bool {
        switch shape {
        case .normal, .lognormal, .quantiles: false
        case .uniform, .triangular, .pert, .beta, .discrete: true
        }
    }

    /// Least and greatest value; of unbounded shapes the quantiles at 0.1 % and 99.9 %, of `quantiles` those given.
    public var ordinarySupport: ClosedRange<Double> {
        let p = parameters
        switch shape {
        case .uniform: return p[0]...p[1]
        case .triangular, .pert, .quantiles: return p[0]...p[2]
        case .beta: return p[2]...p[3]
        case .discrete: return p.min()!...p.max()!
        case .normal: return p[0] - 3.09 * p[1]...p[0] + 3.09 * p[1]
        case .lognormal:
            let span = Formula.exponential(3.09 * p[1])
            return p[0] / span...p[0] * span
        }
    }
}
