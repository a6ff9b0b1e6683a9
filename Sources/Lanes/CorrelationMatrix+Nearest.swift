extension CorrelationMatrix {
    /// The valid correlation matrix nearest to a symmetric one, in the sum of squared differences.
    ///
    /// Source: N. J. Higham, "Computing the nearest correlation matrix: a problem from finance", IMA Journal of
    /// Numerical Analysis 22 (2002), algorithm 3.3: alternating projections with Dykstra's correction.
    public static func nearest(to entries: [[Double]]) -> [[Double]] {
        let indices = entries.indices
        var candidate = entries
        var correction = entries.map { $0.map { _ in 0.0 } }
        for _ in 0..<1_000 {
            var shifted = candidate
            for row in indices { for column in indices { shifted[row][column] -= correction[row][column] } }
            let valid = SymmetricEigen(shifted).clipped(at: 0)
            var change = 0.0
            for row in indices {
                for column in indices {
                    correction[row][column] = valid[row][column] - shifted[row][column]
                    let next = row == column ? 1 : valid[row][column]
                    change = max(change, (next - candidate[row][column]).magnitude)
                    candidate[row][column] = next
                }
            }
            if change < 1e-12 { break }
        }
        return unitDiagonal(SymmetricEigen(candidate).clipped(at: 0))
    }

    /// The nearest valid matrix to four decimals, for a message: typed back, it is accepted. Rounding may leave it just
    /// outside; then all correlations are drawn towards 0 by as many steps of 0.01 % as it takes.
    public static func nearestRounded(to entries: [[Double]]) -> [[Double]] {
        let exact = nearest(to: entries)
        var shrink = 0.0
        while true {
            let rounded = exact.indices.map { row in
                exact.indices.map { column in
                    row == column ? 1 : fourDecimals(exact[max(row, column)][min(row, column)] * (1 - shrink))
                }
            }
            if smallestEigenvalue(rounded) >= -tolerance(rounded.count) { return rounded }
            shrink += 1e-4
        }
    }

    private static func fourDecimals(_ value: Double) -> Double {
        Double(Int(value * 10_000 + (value < 0 ? -0.5 : 0.5))) / 10_000
    }

    /// Scales rows and columns so that the diagonal is 1, which keeps a matrix positive semi-definite.
    private static func unitDiagonal(_ matrix: [[Double]]) -> [[Double]] {
        let scale = matrix.indices.map { 1 / squareRoot(matrix[$0][$0]) }
        return matrix.indices.map { row in
            matrix.indices.map { column in
                row == column ? 1 : min(1, max(-1, matrix[row][column] * scale[row] * scale[column]))
            }
        }
    }
}
