extension LinearProgram {
    /// The cheapest choice, or why there is none. Deterministic: the same program gives the same bits everywhere.
    ///
    /// - Throws: `PowerError` where a number of the program is not one.
    public func solve() throws(PowerError) -> LinearSolution {
        try check()
        let problem = SimplexProblem(self)
        var simplex = Simplex(problem)
        let outcome = simplex.run()
        var solution = LinearSolution(
            status: .optimal, objective: 0, values: [], duals: [], reducedCosts: [], iterations: simplex.iterations)
        switch outcome {
        case .infeasible: solution.status = .infeasible
        case .unbounded: solution.status = .unbounded
        case .stalled: solution.status = .stalled
        case .optimal, .feasible: break
        }
        if solution.status != .optimal { return solution }
        let dual = simplex.duals()
        for (column, variable) in variables.enumerated() {
            let value = simplex.x[column] * problem.columnScale[column]
            // Values within rounding of a bound are at it.
            let snapped = min(max(value, variable.lower), variable.upper)
            solution.values.append(snapped.magnitude < 1e-11 ? 0 : snapped)
            solution.reducedCosts.append(simplex.reduced[column] / problem.columnScale[column] / problem.costScale)
            solution.objective += variable.cost * snapped
        }
        for row in rows.indices { solution.duals.append(dual[row] * problem.rowScale[row] / problem.costScale) }
        return solution
    }
}
