import Lanes
import Model

/// A distribution of the scenario: a shape, for a beta the interval that it is stretched over, and where the number is
/// known to be above something, what is left of the distribution there.
///
/// Truncation: with F the distribution function and `a` the bound, the uniform u becomes F(a) + u (1 - F(a)), so a larger u
/// still gives a larger number.
struct DrawnInput: Sendable {
    let shape: QuantileFunction
    private let low: Double
    private let width: Double
    /// F(a), 0 without a bound.
    private let passed: Double
    private let bound: Double?

    init(_ distribution: Distribution, above bound: Double? = nil) {
        let p = distribution.parameters
        let isBeta = distribution.shape == .beta && p.count == 4
        low = isBeta ? p[2] : 0
        width = isBeta ? p[3] - p[2] : 1
        shape = QuantileFunction(distribution)
        self.bound = bound
        let isSound = shape.problem() == nil
        passed = isSound ? bound.map { [shape, low, width] in shape.probability(($0 - low) / width) } ?? 0 : 0
    }

    func value(at uniform: Double) -> Double { low + width * shape.value(at: truncated(uniform)) }

    func fill(_ column: Column<Double>, count: Int) {
        if passed > 0 {
            for lane in 0..<count { column[lane] = truncated(column[lane]) }
        }
        shape.fill(from: column, into: column, count: count)
        if low != 0 || width != 1 {
            for lane in 0..<count { column[lane] = low + width * column[lane] }
        }
    }

    private func truncated(_ uniform: Double) -> Double {
        guard passed > 0 else { return uniform }
        let moved = passed + uniform * (1 - passed)
        // The last step below 1: a distribution without end has no number at 1.
        return moved < 1 ? moved : 1 - 0x1p-53
    }

    /// What is wrong with the parameters or the bound; nil if nothing is.
    var problem: String? {
        if let problem = shape.problem() { return problem }
        guard let bound, passed > 1 - 1e-6 else { return nil }
        return "has waited \(bound) already, by which the distribution has all but \((1 - passed) * 100) % done"
    }
}

extension Compiler {
    /// Something that has waited must have a number that can still be above the wait.
    func checkAbove(_ slot: InputSlot) {
        guard let above = slot.above, above > 0 else { return }
        let (place, text) = (slot.value.place, slot.value.text)
        switch slot.value.form {
        case .distribution: break
        case .constant(let value):
            if value < above {
                error(
                    "has waited \(above) quarters already, more than the whole lead", at: place, quote: text,
                    hint: "leads with `queued` count from the day when the wait began")
            }
        case .series, .formula:
            error(
                "`queued` needs a lead that is a number or a distribution", at: place, quote: text,
                hint: "leave `queued` out and give the time that is left")
        }
    }
}
