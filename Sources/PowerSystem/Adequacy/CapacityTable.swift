/// The distribution of available capacity of independent units: the capacity outage probability table.
///
///     let table = try CapacityTable(ReferenceSystem.ieeeRTS79.units)
///     table.lossOfLoad(at: 2_850)      // probability that less than 2,850 MW is available
///
/// Exact: units are convolved one after another, p' = sum over states of share x p shifted by the state's capacity, on a
/// grid whose step divides every capacity. Time units x grid points; memory grid points.
/// Source: Billinton and Allan, "Reliability Evaluation of Power Systems", 2nd ed. (1996), chapter 2.
public struct CapacityTable: Sendable, Hashable {
    /// The distance of grid points, in MW.
    public let step: Double
    /// `probabilities[k]`: that exactly k steps are available.
    public let probabilities: [Double]
    /// That at most k steps are available, and the expected MW on those occasions.
    private let cumulative: [Double]
    private let cumulativeMegawatts: [Double]

    /// Capacities are read to the watt.
    private static let wattsPerMegawatt = 1e6
    /// Grid points beyond which memory would be in question.
    static let largest = 10_000_000

    /// - Throws: `PowerError` where the capacities have no common step that leaves a grid of ten million points.
    public init(_ units: some Sequence<GeneratingUnit>) throws(PowerError) {
        let units = units.map { unit in
            unit.states.map {
                (watts: ($0.megawatts * Self.wattsPerMegawatt).rounded(), share: $0.probability)
            }
        }
        var divisor = 0
        var total = 0.0
        for states in units {
            var most = 0.0
            for state in states where state.share > 0 {
                guard state.watts < 1e15 else { throw PowerError("MW", "is above a billion; give MW, not watts") }
                divisor = Self.greatestDivisor(divisor, Int(state.watts))
                most = max(most, state.watts)
            }
            total += most
        }
        let grid = divisor == 0 ? Self.wattsPerMegawatt : Double(divisor)
        guard total / grid < Double(Self.largest) else {
            throw PowerError(
                "MW", "the capacities have no common step above \(grid) W; round them to 0.1 MW or so")
        }
        // Two buffers in turn: a new one for each unit would cost more than the sums.
        var probabilities = [Double](repeating: 0, count: Int(total / grid) + 1)
        var next = probabilities
        probabilities[0] = 1
        var length = 1
        for states in units {
            let shifts = states.filter { $0.share > 0 }.map { (steps: Int($0.watts / grid), share: $0.share) }
            let grown = length + shifts.reduce(0) { max($0, $1.steps) }
            for index in 0..<grown { next[index] = 0 }
            for (steps, share) in shifts {
                for index in 0..<length { next[index &+ steps] += share * probabilities[index] }
            }
            swap(&probabilities, &next)
            length = grown
        }
        self.init(step: grid / Self.wattsPerMegawatt, probabilities: probabilities)
    }

    private init(step: Double, probabilities: [Double]) {
        self.step = step
        self.probabilities = probabilities
        var cumulative: [Double] = []
        var megawatts: [Double] = []
        cumulative.reserveCapacity(probabilities.count)
        megawatts.reserveCapacity(probabilities.count)
        var sum = 0.0
        var weighted = 0.0
        for (index, probability) in probabilities.enumerated() {
            sum += probability
            weighted += probability * (Double(index) * step)
            cumulative.append(sum)
            megawatts.append(weighted)
        }
        self.cumulative = cumulative
        cumulativeMegawatts = megawatts
    }

    private static func greatestDivisor(_ first: Int, _ second: Int) -> Int {
        var (a, b) = (first, second)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }

    /// All units at their best, in MW.
    public var installed: Double { Double(probabilities.count - 1) * step }

    /// Grid points with less than `load` available. A load that rounding lifted above a grid point is at it.
    @inline(__always) private func below(_ load: Double) -> Int {
        let steps = load / step - 1e-9
        if steps <= 0 { return 0 }
        return steps < Double(probabilities.count) ? Int(steps) + 1 : probabilities.count
    }

    /// The probability that less than `load` MW is available: LOLP.
    public func lossOfLoad(at load: Double) -> Double {
        let count = below(load)
        return count == 0 ? 0 : cumulative[count - 1]
    }

    /// Expected power not supplied at `load`, in MW: over an hour, EUE in MWh.
    public func unserved(at load: Double) -> Double {
        let count = below(load)
        return count == 0 ? 0 : max(0, load * cumulative[count - 1] - cumulativeMegawatts[count - 1])
    }

    /// Both at once: the probability that less than `load` MW is available and the expected MW not supplied.
    @inline(__always) func shortage(at load: Double) -> (probability: Double, unserved: Double) {
        let count = below(load)
        if count == 0 { return (0, 0) }
        let probability = cumulative[count - 1]
        return (probability, max(0, load * probability - cumulativeMegawatts[count - 1]))
    }

    /// The probability that `outage` MW or more of the installed capacity is out.
    public func outage(atLeast outage: Double) -> Double {
        let most = (installed - outage) / step
        let whole = most.rounded()
        let last = (most - whole).magnitude <= 1e-9 ? whole : most.rounded(.down)
        guard last >= 0 else { return 0 }
        // Compared before it is a whole number: an outage far below zero has more steps than a whole number can count.
        return cumulative[last < Double(cumulative.count - 1) ? Int(last) : cumulative.count - 1]
    }

    /// Expected available capacity, in MW.
    public var mean: Double { cumulativeMegawatts.last ?? 0 }

    /// The largest load that is served in full with at least the chance `availability`, in MW.
    public func firm(availability: Double) -> Double {
        // The smallest grid point with more than the allowed chance at or below it.
        let allowed = 1 - availability
        let point = cumulative.firstIndex { $0 > allowed * (1 + 1e-12) } ?? probabilities.count - 1
        return Double(point) * step
    }
}
