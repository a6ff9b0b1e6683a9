extension Distribution.Shape {
    /// Names of the numbers in parentheses, in order; none for `discrete`.
    public var labels: [String] {
        switch self {
        case .uniform: ["low", "high"]
        case .triangular, .pert: ["low", "mode", "high"]
        case .normal: ["mean", "sd"]
        case .lognormal: ["median", "sigma"]
        case .beta: ["alpha", "beta", "low", "high"]
        case .discrete: []
        case .quantiles: ["p5", "p50", "p95"]
        }
    }

    /// How it is written.
    public var form: String {
        self == .discrete
            ? "`discrete(value: probability, value: probability)`" : "`\(rawValue)(\(labels.joined(separator: ", ")))`"
    }

    /// Whether the number at this position has no unit of its own: a sigma of logs, the exponents of a beta.
    func isPlain(_ index: Int) -> Bool {
        switch self {
        case .lognormal: index == 1
        case .beta: index < 2
        default: false
        }
    }
}

extension Distribution {
    /// What makes the numbers no distribution, and what to do; nil if they are one.
    public var problem: (message: String, hint: String?)? {
        let p = parameters
        guard p.allSatisfy(\.isFinite), probabilities.allSatisfy(\.isFinite) else {
            return ("the distribution has a number that is not finite", nil)
        }
        switch shape {
        case .uniform:
            if p[0] > p[1] { return ("low \(plain(p[0])) lies above high \(plain(p[1]))", "swap them") }
            if p[0] == p[1] { return ("low and high are equal", "write a constant") }
        case .triangular, .pert:
            if p[0] > p[1] { return ("low \(plain(p[0])) lies above the mode \(plain(p[1]))", "write \(shape.form)") }
            if p[1] > p[2] { return ("the mode \(plain(p[1])) lies above high \(plain(p[2]))", "write \(shape.form)") }
            if p[0] == p[2] { return ("low and high are equal", "write a constant") }
        case .normal:
            if p[1] <= 0 { return ("the standard deviation \(plain(p[1])) is not positive", "write \(shape.form)") }
        case .lognormal:
            if p[0] <= 0 { return ("the median \(plain(p[0])) is not positive", "a lognormal value is above zero") }
            if p[1] <= 0 { return ("sigma \(plain(p[1])) is not positive", "write \(shape.form)") }
            if p[1] > 10 { return ("sigma \(plain(p[1])) of the logarithm is above 10", "0.3 means about 30 %") }
        case .beta:
            if p[0] <= 0 || p[1] <= 0 { return ("alpha and beta must be positive", "write \(shape.form)") }
            if p[2] >= p[3] { return ("low \(plain(p[2])) is not below high \(plain(p[3]))", "write \(shape.form)") }
        case .discrete:
            let sum = probabilities.reduce(0, +)
            if let bad = probabilities.first(where: { $0 < 0 }) { return ("negative probability \(plain(bad))", nil) }
            if abs(sum - 1) > 1e-9 {
                return ("the probabilities sum to \(plain((sum * 1e9).rounded() / 1e9)), not to one", nil)
            }
            if Set(p).count != p.count { return ("a value is listed twice", "add up its probabilities") }
        case .quantiles:
            if p[0] >= p[1] { return ("p5 \(plain(p[0])) is not below p50 \(plain(p[1]))", "write \(shape.form)") }
            if p[1] >= p[2] { return ("p50 \(plain(p[1])) is not below p95 \(plain(p[2]))", "write \(shape.form)") }
        }
        return nil
    }
}
