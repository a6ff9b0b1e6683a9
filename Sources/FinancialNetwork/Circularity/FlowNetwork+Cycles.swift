extension FlowNetwork {
    /// A loop of flows through different parties.
    public struct Cycle: Sendable, Hashable {
        /// The parties in the order in which money passes them, from the one with the lowest number.
        public internal(set) var parties: [Int]
        /// The smallest flow on the loop. Loops share flows, so these must not be added up.
        public internal(set) var smallestFlow: Double
    }

    /// The simple cycles of at most `length` parties, in order of their lowest party; a payment to oneself is a cycle
    /// of one.
    ///
    /// There can be very many: `visit` returns false to stop.
    ///
    /// Depth-first search from each party over parties with higher numbers, that turns back where the start can no
    /// longer be reached in the steps that are left.
    public func forEachCycle(
        lengthAtMost length: Int, _ visit: (_ parties: ArraySlice<Int32>, _ smallest: Double) -> Bool
    ) {
        if length < 1 { return }
        var search = CycleSearch(Adjacency(self), count: count, length: min(length, count))
        for start in 0..<count {
            if !search.visitCycles(from: start, visit) { return }
        }
    }

    /// The simple cycles of at most `length` parties, no more than `limit` of them.
    public func cycles(lengthAtMost length: Int, limit: Int = 100_000) -> [Cycle] {
        var found: [Cycle] = []
        if limit <= 0 { return [] }
        forEachCycle(lengthAtMost: length) { parties, smallest in
            found.append(Cycle(parties: parties.map { Int($0) }, smallestFlow: smallest))
            return found.count < limit
        }
        return found
    }
}

/// The search for cycles, with its memory.
private struct CycleSearch {
    private let graph: Adjacency
    private let length: Int
    private let sources: [Int32]
    private let sourceStart: [Int]
    private var stepsBack: [Int32]
    private var reached: [Int32] = []
    private var isOnPath: [Bool]
    private var path: [Int32]
    private var cursor: [Int]
    private var smallest: [Double]

    init(_ graph: Adjacency, count: Int, length: Int) {
        self.graph = graph
        self.length = length
        stepsBack = .init(repeating: Int32.max, count: count)
        isOnPath = .init(repeating: false, count: count)
        path = .init(repeating: 0, count: length)
        cursor = .init(repeating: 0, count: length)
        smallest = .init(repeating: 0, count: length)
        var start = [Int](repeating: 0, count: count + 1)
        for target in graph.target { start[Int(target) + 1] += 1 }
        for node in 0..<count { start[node + 1] += start[node] }
        var place = start
        var sources = [Int32](repeating: 0, count: graph.target.count)
        for node in 0..<count {
            for edge in graph.start[node]..<graph.start[node + 1] {
                sources[place[Int(graph.target[edge])]] = Int32(node)
                place[Int(graph.target[edge])] += 1
            }
        }
        self.sources = sources
        sourceStart = start
    }

    /// Fewest steps from each party back to `start` over parties of higher number.
    private mutating func findStepsBack(to start: Int) {
        for node in reached { stepsBack[Int(node)] = Int32.max }
        reached.removeAll(keepingCapacity: true)
        reached.append(Int32(start))
        stepsBack[start] = 0
        var next = 0
        while next < reached.count {
            let node = Int(reached[next])
            next += 1
            let steps = stepsBack[node] + 1
            if steps >= length { continue }
            for position in sourceStart[node]..<sourceStart[node + 1] {
                let source = Int(sources[position])
                if source > start, stepsBack[source] == Int32.max {
                    stepsBack[source] = steps
                    reached.append(Int32(source))
                }
            }
        }
    }

    /// Visits the cycles whose lowest party is `start`. Returns false when told to stop.
    mutating func visitCycles(from start: Int, _ visit: (ArraySlice<Int32>, Double) -> Bool) -> Bool {
        findStepsBack(to: start)
        var depth = 0
        path[0] = Int32(start)
        cursor[0] = graph.start[start]
        smallest[0] = .infinity
        isOnPath[start] = true
        defer { isOnPath[start] = false }
        while depth >= 0 {
            let node = Int(path[depth])
            if cursor[depth] == graph.start[node + 1] {
                isOnPath[node] = false
                depth -= 1
                continue
            }
            let edge = cursor[depth]
            cursor[depth] += 1
            let next = Int(graph.target[edge])
            if next == start {
                if !visit(path[0...depth], min(smallest[depth], graph.amount[edge])) {
                    for place in 0...depth { isOnPath[Int(path[place])] = false }
                    return false
                }
            } else if next > start, !isOnPath[next], stepsBack[next] != Int32.max,
                depth + 1 + Int(stepsBack[next]) <= length
            {
                depth += 1
                path[depth] = Int32(next)
                cursor[depth] = graph.start[next]
                smallest[depth] = min(smallest[depth - 1], graph.amount[edge])
                isOnPath[next] = true
            }
        }
        return true
    }
}
