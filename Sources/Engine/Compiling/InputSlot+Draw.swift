import Model

extension InputSlot {
    /// For an input that is drawn once per path: its value at a share of its distribution, what it is known to be above
    /// minded. Nil for any other.
    package var quantile: (@Sendable (Double) -> Double)? {
        guard case .distribution(let distribution) = value.form else { return nil }
        let drawn = DrawnInput(distribution, above: above)
        return { drawn.value(at: $0) }
    }

    /// Whether the scenario ties it to another random number, so that it cannot be moved alone.
    package func isCorrelated(in scenario: Scenario) -> Bool {
        let owner = path.lastIndex(of: ".").map { String(path[..<$0]) } ?? path
        return scenario.correlations.contains { pair in
            [pair.first, pair.second].contains { $0 == path || $0 == owner }
        }
    }
}
