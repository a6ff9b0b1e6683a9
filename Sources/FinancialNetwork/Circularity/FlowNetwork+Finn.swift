extension FlowNetwork {
    /// How much of what passes through the network has been at the same party before.
    public struct Circularity: Sendable {
        /// The sum of all throughflow.
        public internal(set) var totalThroughflow: Double
        /// The part of it that has been at the same party before.
        public internal(set) var cycledThroughflow: Double
        /// For each party how often a unit that passes through is there in all, 1 or more; infinite in a group of
        /// parties that pass on everything to one another.
        public internal(set) var visits: [Double]
        /// `cycledThroughflow` over `totalThroughflow`, 0 to 1.
        public var finnCyclingIndex: Double { totalThroughflow > 0 ? cycledThroughflow / totalThroughflow : 0 }
    }

    /// Finn's cycling index: `sum of T_i (1 - 1/N_ii)` over `sum of T_i`, with `N = (I - G)^-1`, `G_ij = F_ij / T_i`.
    ///
    /// Source: Finn 1976, Journal of Theoretical Biology 56:363, with throughflow taken from the input side.
    /// - Throws: `NetworkError` with `.tooLarge` above 2,000 parties.
    public func circularity() throws(NetworkError) -> Circularity {
        let mixing = try Mixing(self)
        var result = Circularity(
            totalThroughflow: 0, cycledThroughflow: 0, visits: (0..<count).map { mixing.visits($0) })
        for party in 0..<count {
            result.totalThroughflow += throughflow[party]
            result.cycledThroughflow += throughflow[party] * (1 - 1 / result.visits[party])
        }
        return result
    }
}
