/// Regimes - of permitting, of credit, of trade - that follow one another as a Markov chain by quarters.
public struct RegimeChain: Sendable, Hashable {
    /// `transition[r][s]`: the chance that regime s follows regime r. Rows sum to one.
    public let transition: [[Double]]
    /// The chance of each regime in the first quarter.
    public let initial: [Double]

    /// A single regime.
    public static let none = RegimeChain(unchecked: [[1]], initial: [1])

    private init(unchecked transition: [[Double]], initial: [Double]) {
        self.transition = transition
        self.initial = initial
    }

    /// - Throws: `PowerError` where a row is no distribution.
    public init(transition: [[Double]], initial: [Double]) throws(PowerError) {
        try Check.count("transition", transition.count, in: 1...100)
        for (row, chances) in transition.enumerated() {
            try Check.sameCount("transition, row \(row)", chances.count, transition.count, as: "transition")
            try Self.checkDistribution("transition, row \(row)", chances)
        }
        try Check.sameCount("initial", initial.count, transition.count, as: "transition")
        try Self.checkDistribution("initial", initial)
        self.init(unchecked: transition, initial: initial)
    }

    private static func checkDistribution(_ key: String, _ chances: [Double]) throws(PowerError) {
        for chance in chances { try Check.share(key, chance) }
        let sum = chances.reduce(0, +)
        if (sum - 1).magnitude > 1e-9 { throw PowerError(key, "sums to \(sum); let it sum to 1") }
    }

    /// The share of time spent in each regime in the long run: pi P = pi.
    public static func stationary(_ transition: [[Double]]) throws(PowerError) -> [Double] {
        let count = transition.count
        guard count > 0, transition.allSatisfy({ $0.count == count }) else {
            throw PowerError("transition", "is not square; give a row and a column for each regime")
        }
        // The last equation is replaced by "shares sum to one".
        var matrix = (0..<count).map { row in
            (0..<count).map { column in transition[column][row] - (row == column ? 1 : 0) }
        }
        matrix[count - 1] = [Double](repeating: 1, count: count)
        let right = (0..<count).map { $0 == count - 1 ? 1.0 : 0 }
        guard let shares = LinearSystem.solve(matrix, right) else {
            throw PowerError("transition", "has no single long run; give 'initial'")
        }
        return shares
    }

    /// Moves rows that belong to regimes one quarter on.
    func step(_ rows: [[Double]]) -> [[Double]] {
        if transition.count == 1 { return rows }
        return transition.indices.map { target in
            var sum = [Double](repeating: 0, count: rows[0].count)
            for source in transition.indices {
                let chance = transition[source][target]
                if chance == 0 { continue }
                for place in sum.indices { sum[place] += chance * rows[source][place] }
            }
            return sum
        }
    }
}
