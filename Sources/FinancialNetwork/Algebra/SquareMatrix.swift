/// A dense square matrix, its rows padded to whole blocks of eight.
struct SquareMatrix {
    /// Rows and columns.
    let size: Int
    /// Blocks per row.
    let width: Int
    var blocks: [SIMD8<Double>]

    /// Zero everywhere.
    init(size: Int) {
        self.size = size
        width = (size + 7) / 8
        blocks = .init(repeating: .zero, count: size * width)
    }

    /// One on the diagonal, zero elsewhere.
    static func identity(_ size: Int) -> SquareMatrix {
        var matrix = SquareMatrix(size: size)
        for node in 0..<size { matrix[node, node] = 1 }
        return matrix
    }

    subscript(row: Int, column: Int) -> Double {
        get { blocks[row * width + column >> 3][column & 7] }
        set { blocks[row * width + column >> 3][column & 7] = newValue }
    }

    /// Turns the matrix into its inverse, in place. Returns false, with the matrix spoilt, where a pivot falls to
    /// `smallestPivot` or below.
    ///
    /// For matrices `I - G` with `G >= 0` whose rows or columns sum to at most one: such M-matrices need no exchange of
    /// rows. Gauss-Jordan, n^3 multiplications less those by zero.
    mutating func invert(smallestPivot: Double = 1e-13) -> Bool {
        for pivotRow in 0..<size {
            let pivot = self[pivotRow, pivotRow]
            if !(pivot > smallestPivot) { return false }
            self[pivotRow, pivotRow] = 1
            let scale = 1 / pivot
            let base = pivotRow * width
            for block in 0..<width { blocks[base + block] *= scale }
            for row in 0..<size where row != pivotRow {
                let factor = self[row, pivotRow]
                if factor == 0 { continue }
                self[row, pivotRow] = 0
                let target = row * width
                for block in 0..<width { blocks[target + block] -= factor * blocks[base + block] }
            }
        }
        return true
    }

    /// The matrix times a column.
    func times(_ vector: [Double]) -> [Double] {
        (0..<size).map { row in
            var sum = 0.0
            for column in 0..<size { sum += self[row, column] * vector[column] }
            return sum
        }
    }
}
