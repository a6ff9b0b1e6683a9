/// Flows above zero sorted by payer, those between the same two parties added up.
struct Adjacency {
    /// Edges of node i are `start[i]..<start[i + 1]`, their targets in rising order.
    var start: [Int]
    var target: [Int32]
    var amount: [Double]

    init(_ network: FlowNetwork) {
        let count = network.count
        // Two passes of counting sort: by payee, then by payer.
        var byPayee = [Int](repeating: 0, count: count + 1)
        for flow in network.flows where flow.amount > 0 { byPayee[flow.to + 1] += 1 }
        for node in 0..<count { byPayee[node + 1] += byPayee[node] }
        var sorted = [Int32](repeating: 0, count: byPayee[count])
        for (index, flow) in network.flows.enumerated() where flow.amount > 0 {
            sorted[byPayee[flow.to]] = Int32(index)
            byPayee[flow.to] += 1
        }
        var raw = [Int](repeating: 0, count: count + 1)
        for flow in network.flows where flow.amount > 0 { raw[flow.from + 1] += 1 }
        for node in 0..<count { raw[node + 1] += raw[node] }
        var place = raw
        var edges = [Int32](repeating: 0, count: sorted.count)
        for index in sorted {
            let from = network.flows[Int(index)].from
            edges[place[from]] = index
            place[from] += 1
        }
        start = [0]
        start.reserveCapacity(count + 1)
        target = []
        amount = []
        target.reserveCapacity(edges.count)
        amount.reserveCapacity(edges.count)
        for node in 0..<count {
            for position in raw[node]..<raw[node + 1] {
                let flow = network.flows[Int(edges[position])]
                if target.count > start[node], target[target.count - 1] == Int32(flow.to) {
                    amount[amount.count - 1] += flow.amount
                } else {
                    target.append(Int32(flow.to))
                    amount.append(flow.amount)
                }
            }
            start.append(target.count)
        }
    }
}
