/// Small dense linear systems.
enum LinearSystem {
    /// x of `matrix` x = `right` by Gaussian elimination with partial pivoting; nil where the matrix is singular.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        guard let columns = solve(matrix, columns: [right]) else { return nil }
        return columns[0]
    }

    /// The solutions for several right sides, each a column.
    static func solve(_ matrix: [[Double]], columns: [[Double]]) -> [[Double]]? {
        let count = matrix.count
        var rows = matrix
        for row in 0..<count { rows[row] += columns.map { $0[row] } }
        let width = count + columns.count
        for pivot in 0..<count {
            var best = pivot
            for row in pivot..<count where rows[row][pivot].magnitude > rows[best][pivot].magnitude { best = row }
            guard rows[best][pivot].magnitude > 1e-300 else { return nil }
            rows.swapAt(pivot, best)
            let top = rows[pivot]
            for row in 0..<count where row != pivot && rows[row][pivot] != 0 {
                let factor = rows[row][pivot] / top[pivot]
                for column in pivot..<width { rows[row][column] -= factor * top[column] }
            }
        }
        return columns.indices.map { column in (0..<count).map { rows[$0][count + column] / rows[$0][$0] } }
    }
}
