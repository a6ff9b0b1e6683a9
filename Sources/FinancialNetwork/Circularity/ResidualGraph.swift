/// A graph with capacities, costs of -1, 0 or 1 and flow on it: maximum flow and cheapest flow.
///
/// Edge e runs one way and edge e ^ 1 the other; `room` is what either can still take. Pushing always fills some edge
/// exactly, so amounts need no tolerance.
struct ResidualGraph {
    private(set) var room: [Double] = []
    private var head: [Int32] = []
    private var cost: [Int8] = []
    private var tail: [Int32] = []
    private var first: [Int] = []
    private var edges: [Int32] = []
    private let count: Int

    // Scratch: distance by cost, level by edges, next edge to try.
    private var distance: [Int32]
    private var level: [Int32]
    private var cursor: [Int]
    private var queue: [Int32] = []

    init(nodes: Int) {
        count = nodes
        distance = .init(repeating: 0, count: nodes)
        level = distance
        cursor = .init(repeating: 0, count: nodes)
    }

    /// Adds an edge and returns its number.
    @discardableResult
    mutating func add(_ from: Int, _ to: Int, _ capacity: Double, cost: Int8 = 0) -> Int {
        tail += [Int32(from), Int32(to)]
        head += [Int32(to), Int32(from)]
        room += [capacity, 0]
        self.cost += [cost, -cost]
        return head.count - 2
    }

    /// Pushes as much as can go from `source` to `sink`: Dinic's algorithm. Returns how much that is.
    mutating func maximumFlow(_ source: Int, _ sink: Int) -> Double {
        sort()
        var total = 0.0
        while findLevels(source, sink, onShortest: false) { total += push(source, sink, onShortest: false) }
        return total
    }

    /// Pushes as much as can go from `source` to `sink` at the least cost: along all cheapest paths, then along all of
    /// the next cost, and so on; there are at most as many costs as nodes.
    mutating func cheapestFlow(_ source: Int, _ sink: Int) {
        sort()
        while true {
            findDistances(source)
            guard distance[sink] < Int32.max else { return }
            while findLevels(source, sink, onShortest: true) { _ = push(source, sink, onShortest: true) }
        }
    }

    /// Groups edges by their tail.
    private mutating func sort() {
        first = .init(repeating: 0, count: count + 1)
        for node in tail { first[Int(node) + 1] += 1 }
        for node in 0..<count { first[node + 1] += first[node] }
        var place = first
        edges = .init(repeating: 0, count: tail.count)
        for (edge, node) in tail.enumerated() {
            edges[place[Int(node)]] = Int32(edge)
            place[Int(node)] += 1
        }
    }

    /// Cheapest cost of a path from `source` to every node.
    private mutating func findDistances(_ source: Int) {
        for node in 0..<count { distance[node] = Int32.max }
        distance[source] = 0
        queue.removeAll(keepingCapacity: true)
        queue.append(Int32(source))
        // level marks nodes that wait in the queue.
        for node in 0..<count { level[node] = 0 }
        var next = 0
        while next < queue.count {
            let node = Int(queue[next])
            next += 1
            level[node] = 0
            for position in first[node]..<first[node + 1] {
                let edge = Int(edges[position])
                if room[edge] <= 0 { continue }
                let other = Int(head[edge])
                let through = distance[node] + Int32(cost[edge])
                if through < distance[other] {
                    distance[other] = through
                    if level[other] == 0 {
                        level[other] = 1
                        queue.append(Int32(other))
                    }
                }
            }
            if next > 4096, next * 2 > queue.count {
                queue.removeFirst(next)
                next = 0
            }
        }
    }

    /// Whether flow may be pushed along an edge in this phase.
    private func isOpen(_ edge: Int, _ node: Int, _ other: Int, onShortest: Bool) -> Bool {
        room[edge] > 0 && (!onShortest || distance[other] == distance[node] + Int32(cost[edge]))
    }

    /// Numbers nodes by the fewest open edges from `source`. Returns whether `sink` is reached.
    private mutating func findLevels(_ source: Int, _ sink: Int, onShortest: Bool) -> Bool {
        for node in 0..<count {
            level[node] = -1
            cursor[node] = first[node]
        }
        level[source] = 0
        queue.removeAll(keepingCapacity: true)
        queue.append(Int32(source))
        var next = 0
        while next < queue.count, level[sink] < 0 {
            let node = Int(queue[next])
            next += 1
            for position in first[node]..<first[node + 1] {
                let edge = Int(edges[position])
                let other = Int(head[edge])
                if level[other] < 0, isOpen(edge, node, other, onShortest: onShortest) {
                    level[other] = level[node] + 1
                    queue.append(Int32(other))
                }
            }
        }
        return level[sink] >= 0
    }

    /// Fills all paths of rising level from `source` to `sink`. Returns how much went through.
    private mutating func push(_ source: Int, _ sink: Int, onShortest: Bool) -> Double {
        var total = 0.0
        var path: [Int] = []
        var node = source
        while true {
            if node == sink {
                var amount = Double.infinity
                for edge in path { amount = min(amount, room[edge]) }
                var filled = path.count
                for (place, edge) in path.enumerated() {
                    room[edge] -= amount
                    room[edge ^ 1] += amount
                    if room[edge] <= 0 { filled = min(filled, place) }
                }
                total += amount
                // Back to the tail of the first edge that is full.
                node = Int(tail[path[filled]])
                path.removeSubrange(filled...)
                continue
            }
            var moved = false
            while cursor[node] < first[node + 1] {
                let edge = Int(edges[cursor[node]])
                let other = Int(head[edge])
                if level[other] == level[node] + 1, isOpen(edge, node, other, onShortest: onShortest) {
                    path.append(edge)
                    node = other
                    moved = true
                    break
                }
                cursor[node] += 1
            }
            if moved { continue }
            guard let edge = path.popLast() else { return total }
            node = Int(tail[edge])
            cursor[node] += 1
        }
    }
}
