extension FlowNetwork {
    /// The most money that could have gone round in loops.
    public struct Circulation: Sendable, Equatable {
        /// The largest sum of flows x with `0 <= x <= F` that leaves every party with as much as it had.
        public internal(set) var amount: Double
        /// That as a share of all flows between parties, 0 to 1.
        public internal(set) var share: Double
    }

    /// The maximum circulation: what conservative compression could cancel without touching a net position.
    ///
    /// It measures what is possible, not what happened: see `circularity()` for money traced pro rata. Found from the
    /// other side: the cheapest set of flows that explains all net positions stays, everything else can go round.
    ///
    /// Source: D'Errico and Roukny 2021, Operations Research 69:1806 (conservative compression).
    public func maximumCirculation() -> Circulation {
        let gross = internalGross
        if gross == 0 { return Circulation(amount: 0, share: 0) }
        var graph = ResidualGraph(nodes: count + 2)
        let (source, sink) = (count, count + 1)
        let adjacency = Adjacency(self)
        var net = [Double](repeating: 0, count: count)
        var loops = 0.0
        for node in 0..<count {
            for edge in adjacency.start[node]..<adjacency.start[node + 1] {
                let other = Int(adjacency.target[edge])
                let amount = adjacency.amount[edge]
                if other == node {
                    loops += amount
                } else {
                    graph.add(node, other, amount, cost: 1)
                    net[node] += amount
                    net[other] -= amount
                }
            }
        }
        let edges = graph.room.count
        for node in 0..<count where net[node] > 0 { graph.add(source, node, net[node]) }
        for node in 0..<count where net[node] < 0 { graph.add(node, sink, -net[node]) }
        graph.cheapestFlow(source, sink)
        // What is left of each edge can go round.
        var amount = loops
        for edge in stride(from: 0, to: edges, by: 2) { amount += graph.room[edge] }
        return Circulation(amount: amount, share: amount / gross)
    }
}
