import Lanes

/// A sum of discounted amounts, sum of a(i) e^(-s t(i)), as a function of the log growth rate s, and all its real zeros.
///
/// It has at most as many zeros as its amounts change sign in order of time (Descartes' rule for exponentials). Between
/// two amounts of opposite sign lies a time p such that the derivative of the sum times e^(s p) has exactly one change
/// less; its zeros, found first, cut the line into pieces with at most one zero each. So none is missed and none guessed.
/// Source: E. Laguerre, "Sur la theorie des equations numeriques" (1883); Polya and Szego, part V, problems 75-77.
struct DiscountSum {
    /// Rising.
    private let times: [Double]
    /// None is zero.
    private let amounts: [Double]

    /// Adds up amounts of the same time and leaves out zeros.
    init(_ terms: [(time: Double, amount: Double)]) {
        var times: [Double] = []
        var amounts: [Double] = []
        for (time, amount) in terms.sorted(by: { $0.time < $1.time }) {
            if times.last == time {
                amounts[amounts.count - 1] += amount
            } else {
                times.append(time)
                amounts.append(amount)
            }
        }
        let kept = amounts.indices.filter { amounts[$0] != 0 }
        self.times = kept.map { times[$0] }
        self.amounts = kept.map { amounts[$0] }
    }

    private init(times: [Double], amounts: [Double]) {
        self.times = times
        self.amounts = amounts
    }

    /// Every real s at which the sum is zero, rising. Two zeros that rounding cannot tell apart are given once.
    func zeros() -> [Double] {
        guard let change = (1..<max(1, amounts.count)).first(where: { amounts[$0 - 1] * amounts[$0].sign1 < 0 }) else {
            return []
        }
        let pivot = 0.5 * (times[change - 1] + times[change])
        let derivative = DiscountSum(times: times, amounts: amounts.indices.map { amounts[$0] * (pivot - times[$0]) })
        var found: [Double] = []
        var from: Double? = nil
        var signBefore = amounts[amounts.count - 1].sign1
        for turn in derivative.zeros() {
            let sign = self.sign(at: turn)
            if sign == 0 { found.append(turn) }
            if sign * signBefore < 0 { found.append(zero(from: from, to: turn, risingTo: sign)) }
            from = turn
            signBefore = sign
        }
        let last = amounts[0].sign1
        if last * signBefore < 0 { found.append(zero(from: from, to: nil, risingTo: last)) }
        return found
    }

    /// The sum and the sum of magnitudes, both scaled by the largest discount factor so that nothing overflows.
    private func scaled(at s: Double) -> (sum: Double, size: Double) {
        let reference = s > 0 ? times[0] : times[times.count - 1]
        var sum = 0.0
        var size = 0.0
        for (time, amount) in zip(times, amounts) {
            let term = amount * exponential(-s * (time - reference))
            sum += term
            size += term.magnitude
        }
        return (sum, size)
    }

    /// -1, 0 or 1; 0 within the rounding of the sum.
    private func sign(at s: Double) -> Double {
        let (sum, size) = scaled(at: s)
        return sum.magnitude <= 2.3e-16 * Double(times.count + 2) * size ? 0 : sum.sign1
    }

    /// The one zero between two points; nil is infinity. `sign` is the sign at the upper end.
    private func zero(from: Double?, to: Double?, risingTo sign: Double) -> Double {
        var low = from ?? 0
        var high = to ?? 0
        var step = 1 / (times[times.count - 1] - times[0])
        if from == nil {
            low = high
            repeat {
                low = (to ?? 0) - step
                step *= 2
            } while scaled(at: low).sum * sign > 0
        }
        step = 1 / (times[times.count - 1] - times[0])
        if to == nil {
            repeat {
                high = (from ?? 0) + step
                step *= 2
            } while scaled(at: high).sum * sign < 0
        }
        if from == nil && to == nil && scaled(at: 0).sum == 0 { return 0 }
        while true {
            let middle = 0.5 * (low + high)
            guard middle > low && middle < high else { return middle }
            let value = scaled(at: middle).sum
            if value == 0 { return middle }
            if value * sign > 0 { high = middle } else { low = middle }
        }
    }
}

extension Double {
    /// -1, 0 or 1.
    fileprivate var sign1: Double { self > 0 ? 1 : (self < 0 ? -1 : 0) }
}
