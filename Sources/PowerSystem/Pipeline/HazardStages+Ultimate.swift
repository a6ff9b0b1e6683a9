extension HazardStages {
    /// What a project comes to in the end.
    public struct Ultimate: Sendable, Hashable {
        /// The chance of completion.
        public var completion: Double
        /// Expected quarters to completion, given completion; nil where none is possible.
        public var meanQuarters: Double?
    }

    /// The chance of completion and the mean time to it, exactly: two linear systems with one unknown for each regime and
    /// stage.
    ///
    /// h(r, i) = a_i(r) sum P(r, r') h(r', i + 1) + stay_i(r) sum P(r, r') h(r', i), with h = 1 beyond the last stage, and
    /// the expected time on paths that complete obeys the same equation with h added.
    public func ultimate() -> Ultimate {
        let regimeCount = regimes.count
        var completion = [Double](repeating: 1, count: regimeCount)
        var time = [Double](repeating: 0, count: regimeCount)
        for stage in (0..<count).reversed() {
            // Stages only lead forward, so each is a small system of its own.
            let matrix = (0..<regimeCount).map { row in
                (0..<regimeCount).map { column in
                    (row == column ? 1.0 : 0) - regimes[row][stage].stay * chain.transition[row][column]
                }
            }
            func onward(_ next: [Double]) -> [Double] {
                (0..<regimeCount).map { row in
                    regimes[row][stage].advance * zip(chain.transition[row], next).reduce(0) { $0 + $1.0 * $1.1 }
                }
            }
            guard let reached = LinearSystem.solve(matrix, onward(completion)) else {
                return Ultimate(completion: 0, meanQuarters: nil)
            }
            let right = zip(onward(time), reached).map { $0 + $1 }
            time = LinearSystem.solve(matrix, right) ?? time
            completion = reached
        }
        let share = zip(chain.initial, completion).reduce(0) { $0 + $1.0 * $1.1 }
        let total = zip(chain.initial, time).reduce(0) { $0 + $1.0 * $1.1 }
        return Ultimate(completion: share, meanQuarters: share > 0 ? total / share : nil)
    }
}
