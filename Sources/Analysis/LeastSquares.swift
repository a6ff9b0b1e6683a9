/// Slopes of a number on several regressors, by least squares.
enum LeastSquares {
    /// - Parameters:
    ///   - regressors: by regressor, then by observation.
    /// - Returns: one slope per regressor; a constant is fitted too.
    static func slopes(_ y: [Double], _ regressors: [[Double]]) -> [Double] {
        let count = Double(max(1, y.count))
        func centred(_ x: [Double]) -> [Double] {
            let mean = x.reduce(0, +) / count
            return x.map { $0 - mean }
        }
        let (y, x) = (centred(y), regressors.map(centred))
        func product(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } / count }
        var matrix = x.map { row in x.map { product(row, $0) } }
        // A trace of ridge: regressors that never moved get slope zero.
        for place in matrix.indices { matrix[place][place] += 1e-9 }
        return solve(matrix, x.map { product($0, y) })
    }

    /// A linear system, by elimination with the largest pivot.
    private static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
        var (a, b) = (matrix, right)
        for column in b.indices {
            let pivot = (column..<b.count).max { a[$0][column].magnitude < a[$1][column].magnitude }!
            a.swapAt(column, pivot)
            b.swapAt(column, pivot)
            for row in b.indices where row > column {
                let factor = a[row][column] / a[column][column]
                for other in column..<b.count { a[row][other] -= factor * a[column][other] }
                b[row] -= factor * b[column]
            }
        }
        var x = b
        for row in b.indices.reversed() {
            for other in (row + 1)..<max(row + 1, b.count) { x[row] -= a[row][other] * x[other] }
            x[row] /= a[row][row]
        }
        return x
    }
}
