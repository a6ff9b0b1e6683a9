extension FlowNetwork {
    /// What would be left to move if parties settled net positions.
    public struct Netting: Sendable, Equatable {
        /// What two parties paid each other back and forth, over pairs twice the smaller direction, and what parties
        /// paid themselves.
        public internal(set) var bilateral: Double
        /// What settling net positions with everybody at once would save: all flows less half the sum of the sizes of
        /// net positions. It supposes that payments may go to new counterparties.
        public internal(set) var multilateral: Double
    }

    /// The redundant part of the flows.
    ///
    /// Source: D'Errico and Roukny 2021, Operations Research 69:1806 (arXiv 1705.07155).
    public func netting() -> Netting {
        var net = [Double](repeating: 0, count: count)
        var pairs: [Int: (forth: Double, back: Double)] = [:]
        var toThemselves = 0.0
        for flow in flows {
            if flow.from == flow.to {
                toThemselves += flow.amount
                continue
            }
            net[flow.to] += flow.amount
            net[flow.from] -= flow.amount
            let key = min(flow.from, flow.to) * count + max(flow.from, flow.to)
            if flow.from < flow.to {
                pairs[key, default: (0, 0)].forth += flow.amount
            } else {
                pairs[key, default: (0, 0)].back += flow.amount
            }
        }
        // Keys in order, so that the sum has the same last digit in every run.
        let bilateral = pairs.keys.sorted().reduce(toThemselves) { sum, key in
            sum + 2 * min(pairs[key]?.forth ?? 0, pairs[key]?.back ?? 0)
        }
        let positions = net.reduce(0) { $0 + $1.magnitude } / 2
        return Netting(bilateral: bilateral, multilateral: max(0, internalGross - positions))
    }
}
