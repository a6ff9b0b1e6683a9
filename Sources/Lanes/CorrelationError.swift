/// Why a table of numbers is not a correlation matrix.
public enum CorrelationError: Error, Equatable, CustomStringConvertible {
    /// Not one row and one column for each name.
    case wrongShape(names: Int, rows: Int, columns: [Int])
    /// An entry outside -1...1, a diagonal that is not 1, or two halves that differ.
    case wrongEntry(row: String, column: String, value: Double, mirror: Double)
    /// No random variables have these correlations together; `nearest` is the closest matrix that some have, to four
    /// decimals.
    case notPositiveSemidefinite(smallestEigenvalue: Double, names: [String], nearest: [[Double]])

    /// One sentence that quotes the bad number, and for an impossible matrix the nearest valid one, a line per row.
    public var description: String {
        switch self {
        case .wrongShape(let names, let rows, let columns):
            return "\(names) names need \(names) rows of \(names) correlations, but there are \(rows) rows of "
                + columns.map(String.init).joined(separator: ", ")
        case .wrongEntry(let row, let column, let value, let mirror):
            if row == column { return "the correlation of \(row) with itself is \(value), not 1" }
            if value >= -1 && value <= 1 {
                return "the correlation of \(row) with \(column) is \(value), but the other way round it is \(mirror)"
            }
            return "the correlation of \(row) with \(column) is \(value), not between -1 and 1"
        case .notPositiveSemidefinite(let eigenvalue, let names, let nearest):
            let rows = zip(names, nearest).map { name, row in
                "  \(name): [" + row.map { "\($0)" }.joined(separator: ", ") + "]"
            }
            return
                "the correlations contradict each other (smallest eigenvalue \(eigenvalue)); the nearest valid ones are\n"
                + rows.joined(separator: "\n")
        }
    }
}
