import Lanes

/// The search for the cheapest vertex: dual simplex until all bounds are met, then primal simplex on the true costs.
///
/// Costs are first nudged, so that many equally good vertices do not hold the search up, and raised where the start would
/// otherwise not be dual feasible; the primal part takes that back. Everything random is a function of the column, so the
/// same program takes the same steps on every machine.
/// Sources: Koberstein, "The dual simplex method, techniques for a fast and stable implementation" (2005): steepest edge
/// and ratio test; Harris (1973) for the tolerances of the ratio tests.
struct Simplex {
    enum Outcome { case feasible, optimal, infeasible, unbounded, stalled }

    var problem: SimplexProblem
    let trueCost: [Double]
    var factor: BasisFactor
    /// The basic variable of each row.
    var head: [Int]
    /// The row of a basic variable, or -1.
    var rowOf: [Int]
    var x: [Double]
    var reduced: [Double]
    /// Steepest-edge weight of a basic variable, reference weight of another.
    var weight: [Double]
    var iterations = 0
    let limit: Int
    /// Bounds are met, and costs are optimal, to these.
    let primalTolerance = 1e-9
    let dualTolerance = 1e-9

    init(_ problem: SimplexProblem) {
        self.problem = problem
        trueCost = problem.cost
        factor = BasisFactor(size: problem.rows)
        head = (0..<problem.rows).map { problem.columns + $0 }
        rowOf = [Int](repeating: -1, count: problem.columns) + Array(0..<problem.rows)
        x = [Double](repeating: 0, count: problem.count)
        reduced = problem.cost
        weight = [Double](repeating: 1, count: problem.count)
        limit = 50_000 + 20 * problem.count
        for variable in 0..<problem.columns { x[variable] = resting(variable) }
    }

    /// A bound to rest at: the one on the side of the cost, else any, else zero.
    private func resting(_ variable: Int) -> Double {
        let (low, high) = (problem.lower[variable], problem.upper[variable])
        if low.isFinite, high.isFinite { return problem.cost[variable] >= 0 ? low : high }
        return low.isFinite ? low : (high.isFinite ? high : 0)
    }

    mutating func run() -> Outcome {
        for variable in 0..<problem.count where problem.lower[variable] > problem.upper[variable] + 1e-9 {
            return .infeasible
        }
        nudge()
        refactor()
        for _ in 0..<20 {
            switch dual() {
            case .feasible: break
            case let other: return other
            }
            problem.cost = trueCost
            refactor()
            let outcome = primal()
            guard outcome == .optimal else { return outcome }
            refactor()
            if worstViolation() <= 1e-8 { return .optimal }
        }
        return .stalled
    }

    /// Raises costs a little, each by its own amount, and as much as dual feasibility needs.
    private mutating func nudge() {
        let source = RandomSource(seed: 1)
        for variable in 0..<problem.columns {
            let (low, high) = (problem.lower[variable], problem.upper[variable])
            if low == high { continue }
            let amount =
                (1e-6 * problem.cost[variable].magnitude + 1e-7)
                * (0.5 + source.uniform(path: UInt64(variable), quarter: 0, stream: 1, draw: 0))
            if low.isFinite, x[variable] == low {
                problem.cost[variable] = max(0, problem.cost[variable]) + amount
            } else if high.isFinite {
                problem.cost[variable] = min(0, problem.cost[variable]) - amount
            } else {
                problem.cost[variable] = 0
            }
        }
    }

    /// Factors the basis anew and computes all values and reduced costs from it.
    mutating func refactor() {
        for variable in factor.factor(&head, problem) { x[variable] = nearestBound(variable) }
        for variable in rowOf.indices { rowOf[variable] = -1 }
        for (row, variable) in head.enumerated() { rowOf[variable] = row }
        var right = [Double](repeating: 0, count: problem.rows)
        for variable in 0..<problem.count where rowOf[variable] < 0 && x[variable] != 0 {
            let value = x[variable]
            problem.forEach(variable) { right[$0] -= $1 * value }
        }
        factor.solve(&right)
        for (row, variable) in head.enumerated() { x[variable] = right[row] }
        price()
    }

    private func nearestBound(_ variable: Int) -> Double {
        let (low, high) = (problem.lower[variable], problem.upper[variable])
        if !low.isFinite, !high.isFinite { return 0 }
        return (x[variable] - low).magnitude <= (x[variable] - high).magnitude ? low : high
    }

    /// Reduced costs of all variables from the costs.
    mutating func price() {
        let dual = duals()
        for variable in 0..<problem.columns {
            var sum = problem.cost[variable]
            for entry in problem.columnStart[variable]..<problem.columnStart[variable + 1] {
                sum -= problem.columnValue[entry] * dual[problem.columnRow[entry]]
            }
            reduced[variable] = rowOf[variable] < 0 ? sum : 0
        }
        for row in 0..<problem.rows {
            let slack = problem.columns + row
            reduced[slack] = rowOf[slack] < 0 ? problem.cost[slack] + dual[row] : 0
        }
    }

    /// The price of each row.
    func duals() -> [Double] {
        var dual = head.map { problem.cost[$0] }
        factor.solveTransposed(&dual)
        return dual
    }

    /// Row `rho` of the inverse times all columns, for variables outside the basis.
    func pivotRow(_ rho: [Double]) -> [Double] {
        var result = [Double](repeating: 0, count: problem.count)
        for row in 0..<problem.rows where rho[row].magnitude > 1e-14 {
            let factor = rho[row]
            for entry in problem.rowStart[row]..<problem.rowStart[row + 1] {
                result[problem.rowColumn[entry]] += factor * problem.rowValue[entry]
            }
            result[problem.columns + row] = -factor
        }
        return result
    }

    /// The column of a variable, solved with the basis.
    func pivotColumn(_ variable: Int) -> [Double] {
        var column = [Double](repeating: 0, count: problem.rows)
        problem.forEach(variable) { column[$0] = $1 }
        factor.solve(&column)
        return column
    }

    /// How far a basic variable is outside its bounds: below zero under the lower one.
    @inline(__always) func violation(_ variable: Int) -> Double {
        let value = x[variable]
        if value < problem.lower[variable] { return value - problem.lower[variable] }
        return value > problem.upper[variable] ? value - problem.upper[variable] : 0
    }

    private func worstViolation() -> Double { head.reduce(0) { max($0, violation($1).magnitude) } }

    /// The variable enters the basis at `row`, whose own leaves it.
    mutating func exchange(_ entering: Int, row: Int, column: [Double]) {
        rowOf[head[row]] = -1
        head[row] = entering
        rowOf[entering] = row
        factor.step(row: row, column: column)
        iterations += 1
    }
}
