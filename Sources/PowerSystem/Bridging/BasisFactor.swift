/// A basis matrix as triangular factors and the steps since, for solving with it and with its transpose.
///
/// Columns that are singletons come first, then columns pivoted on row singletons, then the rest in the order of their
/// size; each is solved against the columns before it (Gilbert and Peierls 1988) and pivots on an entry of at least a
/// tenth of its largest, in the sparsest row. A step multiplies by one column (product form of the inverse).
struct BasisFactor {
    let size: Int
    /// Row pivoted on in each step of the elimination.
    private var order: [Int] = []
    private var diagonal: [Double] = []
    private var upperStart: [Int] = [0]
    private var upperRow: [Int] = []
    private var upperValue: [Double] = []
    /// Columns of the lower factor that are not trivial, in order.
    private var lowerPivot: [Int] = []
    private var lowerStart: [Int] = [0]
    private var lowerRow: [Int] = []
    private var lowerValue: [Double] = []
    private var stepRow: [Int] = []
    private var stepPivot: [Double] = []
    private var stepStart: [Int] = [0]
    private var stepIndex: [Int] = []
    private var stepValue: [Double] = []

    init(size: Int) { self.size = size }

    /// Steps since the matrix was factored.
    var steps: Int { stepRow.count }

    /// Factors the columns of the variables in `head` and reorders it: afterwards `head[row]` is the variable that pivots
    /// on that row. Variables whose columns depend on others are replaced by slacks and returned.
    mutating func factor(_ head: inout [Int], _ problem: SimplexProblem) -> [Int] {
        self = BasisFactor(size: size)
        var work = Elimination(size: size)
        var dropped: [Int] = []
        var placed = [Int](repeating: -1, count: size)
        for (variable, forced) in Self.pivotOrder(head, problem) {
            guard let row = eliminate(variable, forced, problem, &work) else {
                dropped.append(variable)
                continue
            }
            placed[row] = variable
        }
        for row in 0..<size where placed[row] < 0 {
            placed[row] = problem.columns + row
            _ = eliminate(problem.columns + row, row, problem, &work)
        }
        head = placed
        return dropped
    }

    /// Columns in the order of elimination, with the row to pivot on where it is forced.
    private static func pivotOrder(_ head: [Int], _ problem: SimplexProblem) -> [(variable: Int, row: Int)] {
        let size = head.count
        var rowCount = [Int](repeating: 0, count: size)
        var columnCount = [Int](repeating: 0, count: size)
        var ofRow = [[Int]](repeating: [], count: size)
        for (place, variable) in head.enumerated() {
            problem.forEach(variable) { row, _ in
                rowCount[row] += 1
                columnCount[place] += 1
                ofRow[row].append(place)
            }
        }
        var isRowDone = [Bool](repeating: false, count: size)
        var isColumnDone = [Bool](repeating: false, count: size)
        var result: [(variable: Int, row: Int)] = []
        func take(_ place: Int, _ row: Int) {
            isColumnDone[place] = true
            isRowDone[row] = true
            result.append((head[place], row))
        }
        var queue = (0..<size).filter { columnCount[$0] == 1 }
        while let place = queue.popLast() {
            if isColumnDone[place] { continue }
            var pivot = -1
            problem.forEach(head[place]) { row, _ in if !isRowDone[row] { pivot = row } }
            if pivot < 0 { continue }
            take(place, pivot)
            for other in ofRow[pivot] where !isColumnDone[other] {
                columnCount[other] -= 1
                if columnCount[other] == 1 { queue.append(other) }
            }
        }
        for row in 0..<size { rowCount[row] = ofRow[row].count { !isColumnDone[$0] } }
        queue = (0..<size).filter { !isRowDone[$0] && rowCount[$0] == 1 }
        while let row = queue.popLast() {
            if isRowDone[row] { continue }
            guard let place = ofRow[row].first(where: { !isColumnDone[$0] }) else { continue }
            take(place, row)
            problem.forEach(head[place]) { other, _ in
                if isRowDone[other] { return }
                rowCount[other] -= 1
                if rowCount[other] == 1 { queue.append(other) }
            }
        }
        let rest = (0..<size).filter { !isColumnDone[$0] }.sorted { (columnCount[$0], $0) < (columnCount[$1], $1) }
        return result + rest.map { (head[$0], -1) }
    }

    /// What elimination needs beside the factors.
    private struct Elimination {
        /// The step that pivoted on a row, or -1; and its place among the lower columns, or -1.
        var step: [Int]
        var lower: [Int]
        var value: [Double]
        var isMarked: [Bool]
        /// Entries seen in each row so far: sparse rows make good pivots.
        var seen: [Int]

        init(size: Int) {
            step = .init(repeating: -1, count: size)
            lower = .init(repeating: -1, count: size)
            value = .init(repeating: 0, count: size)
            isMarked = .init(repeating: false, count: size)
            seen = .init(repeating: 0, count: size)
        }
    }

    /// Solves a column against those before it and pivots; nil where nothing is left to pivot on.
    private mutating func eliminate(
        _ variable: Int, _ forced: Int, _ problem: SimplexProblem, _ work: inout Elimination
    ) -> Int? {
        var pattern: [Int] = []
        var pending: [Int] = []
        var largestEntry = 0.0
        problem.forEach(variable) { row, entry in
            work.value[row] = entry
            work.isMarked[row] = true
            pattern.append(row)
            largestEntry = max(largestEntry, entry.magnitude)
            if work.lower[row] >= 0 { pending.append(work.lower[row]) }
        }
        // Lower columns in their order, each once: a heap of places.
        var heap = MinimumHeap(pending)
        var last = -1
        while let place = heap.pop() {
            if place == last { continue }
            last = place
            let factor = work.value[lowerPivot[place]]
            if factor == 0 { continue }
            for entry in lowerStart[place]..<lowerStart[place + 1] {
                let row = lowerRow[entry]
                if !work.isMarked[row] {
                    work.isMarked[row] = true
                    work.value[row] = 0
                    pattern.append(row)
                    if work.lower[row] >= 0 { heap.push(work.lower[row]) }
                }
                work.value[row] -= lowerValue[entry] * factor
            }
        }
        var largest = 0.0
        for row in pattern where work.step[row] < 0 { largest = max(largest, work.value[row].magnitude) }
        var pivot = -1
        if largest > 1e-9 * largestEntry, largest > 1e-11 {
            if forced >= 0, work.value[forced].magnitude > 1e-3 * largest {
                pivot = forced
            } else {
                for row in pattern
                where work.step[row] < 0 && work.value[row].magnitude >= 0.1 * largest
                    && (pivot < 0 || work.seen[row] < work.seen[pivot])
                { pivot = row }
            }
        }
        if pivot >= 0 {
            let top = work.value[pivot]
            var hasLower = false
            for row in pattern where row != pivot {
                let value = work.value[row]
                if value.magnitude < 1e-14 * largestEntry { continue }
                if work.step[row] >= 0 {
                    upperRow.append(row)
                    upperValue.append(value)
                } else {
                    lowerRow.append(row)
                    lowerValue.append(value / top)
                    work.seen[row] += 1
                    hasLower = true
                }
            }
            work.step[pivot] = order.count
            order.append(pivot)
            diagonal.append(top)
            upperStart.append(upperRow.count)
            if hasLower {
                work.lower[pivot] = lowerPivot.count
                lowerPivot.append(pivot)
                lowerStart.append(lowerRow.count)
            }
        }
        for row in pattern {
            work.value[row] = 0
            work.isMarked[row] = false
        }
        return pivot >= 0 ? pivot : nil
    }

    /// Replaces `x` by the solution of basis x solution = x.
    func solve(_ x: inout [Double]) {
        for place in lowerPivot.indices {
            let factor = x[lowerPivot[place]]
            if factor == 0 { continue }
            for entry in lowerStart[place]..<lowerStart[place + 1] { x[lowerRow[entry]] -= lowerValue[entry] * factor }
        }
        for step in order.indices.reversed() {
            let row = order[step]
            if x[row] == 0 { continue }
            let value = x[row] / diagonal[step]
            x[row] = value
            for entry in upperStart[step]..<upperStart[step + 1] { x[upperRow[entry]] -= upperValue[entry] * value }
        }
        for step in stepRow.indices {
            let row = stepRow[step]
            if x[row] == 0 { continue }
            let value = x[row] / stepPivot[step]
            x[row] = value
            for entry in stepStart[step]..<stepStart[step + 1] { x[stepIndex[entry]] -= stepValue[entry] * value }
        }
    }

    /// Replaces `y` by the solution of solution x basis = y.
    func solveTransposed(_ y: inout [Double]) {
        for step in stepRow.indices.reversed() {
            var sum = y[stepRow[step]]
            for entry in stepStart[step]..<stepStart[step + 1] { sum -= stepValue[entry] * y[stepIndex[entry]] }
            y[stepRow[step]] = sum / stepPivot[step]
        }
        for step in order.indices {
            let row = order[step]
            var sum = y[row]
            for entry in upperStart[step]..<upperStart[step + 1] { sum -= upperValue[entry] * y[upperRow[entry]] }
            if sum != 0 || y[row] != 0 { y[row] = sum / diagonal[step] }
        }
        for place in lowerPivot.indices.reversed() {
            var sum = y[lowerPivot[place]]
            for entry in lowerStart[place]..<lowerStart[place + 1] { sum -= lowerValue[entry] * y[lowerRow[entry]] }
            y[lowerPivot[place]] = sum
        }
    }

    /// The column of the variable that enters at `row`, solved with the basis before, becomes part of the basis.
    mutating func step(row: Int, column: [Double]) {
        for (index, value) in column.enumerated() where value.magnitude > 1e-14 && index != row {
            stepIndex.append(index)
            stepValue.append(value)
        }
        stepRow.append(row)
        stepPivot.append(column[row])
        stepStart.append(stepIndex.count)
    }
}

/// Whole numbers, the smallest out first.
struct MinimumHeap {
    private var items: [Int]

    init(_ items: [Int]) {
        self.items = []
        for item in items { push(item) }
    }

    mutating func push(_ item: Int) {
        items.append(item)
        var place = items.count - 1
        while place > 0, items[place] < items[(place - 1) / 2] {
            items.swapAt(place, (place - 1) / 2)
            place = (place - 1) / 2
        }
    }

    mutating func pop() -> Int? {
        guard let first = items.first else { return nil }
        items[0] = items[items.count - 1]
        items.removeLast()
        var place = 0
        while true {
            var least = place
            for child in [2 * place + 1, 2 * place + 2] where child < items.count && items[child] < items[least] {
                least = child
            }
            if least == place { return first }
            items.swapAt(place, least)
            place = least
        }
    }
}
