/// Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations.
///
/// Source: Golub and Van Loan, "Matrix Computations", section 8.5. Errors are of the order of rounding times the size.
struct SymmetricEigen {
    /// Eigenvalues in no order.
    private(set) var values: [Double]
    /// `vectors[row][k]`: component `row` of the eigenvector of `values[k]`.
    private(set) var vectors: [[Double]]

    init(_ matrix: [[Double]]) {
        let size = matrix.count
        var a = matrix
        values = []
        vectors = (0..<size).map { row in (0..<size).map { $0 == row ? 1 : 0 } }
        for _ in 0..<60 {
            var off = 0.0
            for p in 0..<size { for q in 0..<size where p != q { off += a[p][q] * a[p][q] } }
            if off < 1e-32 { break }
            for p in 0..<size {
                for q in (p + 1)..<max(size, p + 1) where a[p][q] != 0 { rotate(&a, p, q) }
            }
        }
        values = (0..<size).map { a[$0][$0] }
    }

    private mutating func rotate(_ a: inout [[Double]], _ p: Int, _ q: Int) {
        let tau = (a[q][q] - a[p][p]) / (2 * a[p][q])
        let t = (tau >= 0 ? 1 : -1) / (tau.magnitude + squareRoot(1 + tau * tau))
        let c = 1 / squareRoot(1 + t * t)
        let s = t * c
        for k in a.indices {
            let left = a[k][p]
            let right = a[k][q]
            a[k][p] = c * left - s * right
            a[k][q] = s * left + c * right
        }
        for k in a.indices {
            let upper = a[p][k]
            let lower = a[q][k]
            a[p][k] = c * upper - s * lower
            a[q][k] = s * upper + c * lower
            let left = vectors[k][p]
            let right = vectors[k][q]
            vectors[k][p] = c * left - s * right
            vectors[k][q] = s * left + c * right
        }
    }

    /// The matrix with the same eigenvectors and every eigenvalue below `floor` raised to it.
    func clipped(at floor: Double) -> [[Double]] {
        values.indices.map { row in
            values.indices.map { column in
                values.indices.reduce(0) {
                    $0 + vectors[row][$1] * max(floor, values[$1]) * vectors[column][$1]
                }
            }
        }
    }
}
