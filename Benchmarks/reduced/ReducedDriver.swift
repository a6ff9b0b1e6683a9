import Lanes

/// A driver of the reduced model: even ones are geometric Brownian motions, odd ones return to their mean in logs.
struct ReducedDriver {
    /// The driver, its logarithm, this quarter's normal, and the quarterly rate of interest that moves with it.
    let value, level, normal, rate: Row<Scalar>
    private let returns: Bool
    private let deviation: Double
    private static let decay = 0.9

    init(_ index: Int, plan: inout RowPlan) {
        value = plan.state()
        level = plan.state()
        normal = plan.scratch()
        rate = plan.scratch()
        returns = index % 2 == 1
        deviation = 0.05 + 0.005 * Double(index)
    }

    /// The logarithm moves first, then the value is its exponential: whole rows, one after the other.
    func move(_ arena: Arena) {
        let (value, level, normal) = (arena[value], arena[level], arena[normal])
        let decay = returns ? Self.decay : 1
        let trend = returns ? 0 : -0.5 * deviation * deviation
        let deviation = deviation
        for lane in 0..<arena.width { level[lane] = level[lane] * decay + (trend + deviation * normal[lane]) }
        fillExponentials(from: level, into: value, count: arena.width, on: arena.instructions)
        let rate = arena[rate]
        for lane in 0..<arena.width { rate[lane] = (0.02 + 0.03 * value[lane]) * 0.25 }
    }
}
