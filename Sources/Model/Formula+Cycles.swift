extension Formula {
    /// The cycles among named things, each as the list of its names in the order of reading.
    ///
    /// Strongly connected components (Tarjan, "Depth-first search and linear graph algorithms", 1972); of each the
    /// shortest cycle through the member that comes first in `graph`.
    ///
    /// - Parameter graph: each name with the names that it reads. Names that are not in it are ignored.
    /// - Returns: for `a -> b -> a` the list `[a, b]`; print it with `describe(cycle:)`.
    public static func cycles(in graph: [(name: String, reads: [String])]) -> [[String]] {
        let index = Dictionary(graph.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let edges = graph.map { node in node.reads.compactMap { index[$0] } }
        var cycles: [[String]] = []
        for component in components(edges) {
            guard component.count > 1 || edges[component[0]].contains(component[0]) else { continue }
            let cycle = shortestCycle(from: component.min()!, within: Set(component), edges)
            cycles.append(cycle.map { graph[$0].name })
        }
        return cycles.sorted { index[$0[0]]! < index[$1[0]]! }
    }

    /// `a -> b -> a`.
    public static func describe(cycle: [String]) -> String {
        (cycle + cycle.prefix(1)).joined(separator: " -> ")
    }

    /// Tarjan's algorithm with its own stack, so that a long chain cannot overflow the machine's.
    private static func components(_ edges: [[Int]]) -> [[Int]] {
        var (order, low) = (Array(repeating: -1, count: edges.count), Array(repeating: 0, count: edges.count))
        var isOnStack = Array(repeating: false, count: edges.count)
        var (stack, result, counter): ([Int], [[Int]], Int) = ([], [], 0)
        func open(_ node: Int, _ work: inout [(node: Int, next: Int)]) {
            (order[node], low[node]) = (counter, counter)
            counter += 1
            stack.append(node)
            isOnStack[node] = true
            work.append((node, 0))
        }
        for root in edges.indices where order[root] < 0 {
            var work: [(node: Int, next: Int)] = []
            open(root, &work)
            while let (node, next) = work.last {
                if next < edges[node].count {
                    work[work.count - 1].next += 1
                    let target = edges[node][next]
                    if order[target] < 0 {
                        open(target, &work)
                    } else if isOnStack[target] {
                        low[node] = min(low[node], order[target])
                    }
                    continue
                }
                work.removeLast()
                if let parent = work.last { low[parent.node] = min(low[parent.node], low[node]) }
                guard low[node] == order[node] else { continue }
                let start = stack.lastIndex(of: node)!
                for member in stack[start...] { isOnStack[member] = false }
                result.append(Array(stack[start...]))
                stack.removeSubrange(start...)
            }
        }
        return result
    }

    /// Breadth first from a node back to itself.
    private static func shortestCycle(from start: Int, within members: Set<Int>, _ edges: [[Int]]) -> [Int] {
        var (cameFrom, queue): ([Int: Int], [Int]) = ([:], [start])
        var head = 0
        while head < queue.count {
            let node = queue[head]
            head += 1
            for target in edges[node] where members.contains(target) {
                if target == start {
                    var (path, step) = ([node], node)
                    while step != start {
                        step = cameFrom[step]!
                        path.append(step)
                    }
                    return path.reversed()
                }
                if cameFrom[target] == nil {
                    cameFrom[target] = node
                    queue.append(target)
                }
            }
        }
        return [start]
    }
}
