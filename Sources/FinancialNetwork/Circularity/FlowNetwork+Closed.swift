extension FlowNetwork {
    /// For each party the number of the closed group it belongs to, or -1: parties that pass all they get to one
    /// another, so that money once there never leaves.
    ///
    /// These are the strongly connected components without a way out. A party that pays out less than it gets by
    /// more than 1e-12 of it loses the rest to outside.
    func closedGroups() -> [Int] {
        var spent = [Double](repeating: 0, count: count)
        for flow in flows { spent[flow.from] += flow.amount }
        let (component, components) = stronglyConnected()
        var isClosed = [Bool](repeating: true, count: components)
        for party in 0..<count where spent[party] < throughflow[party] * (1 - 1e-12) || throughflow[party] == 0 {
            isClosed[component[party]] = false
        }
        for flow in flows where flow.amount > 0 && component[flow.from] != component[flow.to] {
            isClosed[component[flow.from]] = false
        }
        return component.map { isClosed[$0] ? $0 : -1 }
    }

    /// The strongly connected component of each party, and how many there are: Tarjan's algorithm without recursion.
    private func stronglyConnected() -> (component: [Int], count: Int) {
        let graph = Adjacency(self)
        var component = [Int](repeating: -1, count: count)
        var order = [Int](repeating: -1, count: count)
        var low = order
        var cursor = graph.start
        var stack: [Int] = []
        var path: [Int] = []
        var visited = 0
        var components = 0
        for root in 0..<count where order[root] < 0 {
            path.append(root)
            while let node = path.last {
                if order[node] < 0 {
                    order[node] = visited
                    low[node] = visited
                    visited += 1
                    stack.append(node)
                }
                var descended = false
                while cursor[node] < graph.start[node + 1] {
                    let next = Int(graph.target[cursor[node]])
                    cursor[node] += 1
                    if order[next] < 0 {
                        path.append(next)
                        descended = true
                        break
                    }
                    if component[next] < 0 { low[node] = min(low[node], order[next]) }
                }
                if descended { continue }
                path.removeLast()
                if let parent = path.last { low[parent] = min(low[parent], low[node]) }
                if low[node] == order[node] {
                    while let member = stack.popLast() {
                        component[member] = components
                        if member == node { break }
                    }
                    components += 1
                }
            }
        }
        return (component, components)
    }
}
