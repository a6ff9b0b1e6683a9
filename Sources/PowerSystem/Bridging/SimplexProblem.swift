import Lanes

/// A linear program in the form the search works on: rows as equations A x - s = 0 with a slack s between the row's
/// bounds, scaled by powers of two, so that scaling loses no digit.
struct SimplexProblem {
    let columns: Int
    let rows: Int
    /// Bounds of variables, then of slacks.
    var lower: [Double]
    var upper: [Double]
    var cost: [Double]
    let columnStart: [Int]
    let columnRow: [Int]
    let columnValue: [Double]
    let rowStart: [Int]
    let rowColumn: [Int]
    let rowValue: [Double]
    /// Scaled x = x / columnScale; scaled row = row x rowScale; scaled cost = cost x columnScale x costScale.
    let columnScale: [Double]
    let rowScale: [Double]
    let costScale: Double

    var count: Int { columns + rows }

    /// A coefficient that is rounding and no more, such as the sine of pi; taken as zero.
    private static func isTrace(_ value: Double) -> Bool { value.magnitude <= 1e-9 }

    init(_ program: LinearProgram) {
        columns = program.variables.count
        rows = program.rows.count
        (rowScale, columnScale) = Self.scales(program)
        var counts = [Int](repeating: 0, count: columns + 1)
        var rowStart = [0]
        var rowColumn: [Int] = []
        var rowValue: [Double] = []
        for (row, content) in program.rows.enumerated() {
            for (column, value) in zip(content.columns, content.coefficients) where !Self.isTrace(value) {
                rowColumn.append(column)
                rowValue.append(value * rowScale[row] * columnScale[column])
                counts[column + 1] += 1
            }
            rowStart.append(rowColumn.count)
        }
        for column in 0..<columns { counts[column + 1] += counts[column] }
        columnStart = counts
        var columnRow = [Int](repeating: 0, count: rowColumn.count)
        var columnValue = [Double](repeating: 0, count: rowColumn.count)
        for row in 0..<rows {
            for entry in rowStart[row]..<rowStart[row + 1] {
                let place = counts[rowColumn[entry]]
                counts[rowColumn[entry]] += 1
                columnRow[place] = row
                columnValue[place] = rowValue[entry]
            }
        }
        (self.rowStart, self.rowColumn, self.rowValue) = (rowStart, rowColumn, rowValue)
        (self.columnRow, self.columnValue) = (columnRow, columnValue)
        lower = []
        upper = []
        cost = []
        for (column, variable) in program.variables.enumerated() {
            lower.append(variable.lower / columnScale[column])
            upper.append(variable.upper / columnScale[column])
            cost.append(variable.cost * columnScale[column])
        }
        for (row, content) in program.rows.enumerated() {
            lower.append(content.lower * rowScale[row])
            upper.append(content.upper * rowScale[row])
            cost.append(0)
        }
        let largest = cost.reduce(0) { max($0, $1.magnitude) }
        costScale = largest > 0 ? Self.power(near: 1_000 / largest) : 1
        for index in cost.indices { cost[index] *= costScale }
    }

    /// The entries of a variable's column; of a slack's, -1 in its row.
    @inline(__always) func forEach(_ variable: Int, _ body: (Int, Double) -> Void) {
        if variable >= columns {
            body(variable - columns, -1)
            return
        }
        for entry in columnStart[variable]..<columnStart[variable + 1] { body(columnRow[entry], columnValue[entry]) }
    }

    /// Row and column scales that bring entries near one: four rounds of geometric means.
    private static func scales(_ program: LinearProgram) -> (rows: [Double], columns: [Double]) {
        var rowScale = [Double](repeating: 1, count: program.rows.count)
        var columnScale = [Double](repeating: 1, count: program.variables.count)
        for _ in 0..<4 {
            var least = [Double](repeating: .infinity, count: columnScale.count)
            var most = [Double](repeating: 0, count: columnScale.count)
            for (row, content) in program.rows.enumerated() {
                var (low, high) = (Double.infinity, 0.0)
                for (column, value) in zip(content.columns, content.coefficients) where !Self.isTrace(value) {
                    let size = value.magnitude * columnScale[column]
                    low = min(low, size)
                    high = max(high, size)
                }
                if high > 0 { rowScale[row] = 1 / squareRoot(low * high) }
                for (column, value) in zip(content.columns, content.coefficients) where !Self.isTrace(value) {
                    let size = value.magnitude * rowScale[row]
                    least[column] = min(least[column], size)
                    most[column] = max(most[column], size)
                }
            }
            for column in columnScale.indices where most[column] > 0 {
                columnScale[column] = 1 / squareRoot(least[column] * most[column])
            }
        }
        return (rowScale.map(power(near:)), columnScale.map(power(near:)))
    }

    /// The power of two next below a positive number.
    private static func power(near value: Double) -> Double {
        value.isFinite && value > 1e-200 && value < 1e200 ? value.binade : 1
    }
}
