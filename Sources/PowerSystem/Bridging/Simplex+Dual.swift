extension Simplex {
    /// Steps that keep costs right and bring values inside their bounds.
    mutating func dual() -> Outcome {
        for variable in weight.indices { weight[variable] = 1 }
        while iterations < limit {
            if factor.steps >= 100 { refactor() }
            guard let row = leavingRow() else { return .feasible }
            var rho = [Double](repeating: 0, count: problem.rows)
            rho[row] = 1
            factor.solveTransposed(&rho)
            let pivots = pivotRow(rho)
            let leaving = head[row]
            let excess = violation(leaving)
            guard let entering = enteringForDual(pivots, excess: excess) else {
                if factor.steps == 0 { return .infeasible }
                refactor()
                continue
            }
            let column = pivotColumn(entering)
            let pivot = column[row]
            if (pivot - pivots[entering]).magnitude > 1e-7 * (1 + pivot.magnitude), factor.steps > 0 {
                refactor()
                continue
            }
            if pivot.magnitude < 1e-11 { return .stalled }
            updateCosts(pivots, entering, leaving, pivot)
            updateWeights(rho, column, row, entering)
            let change = excess / pivot
            for index in column.indices where column[index] != 0 { x[head[index]] -= change * column[index] }
            x[entering] += change
            x[leaving] = excess < 0 ? problem.lower[leaving] : problem.upper[leaving]
            exchange(entering, row: row, column: column)
        }
        return .stalled
    }

    /// The row that is farthest outside its bounds, measured by its edge.
    private func leavingRow() -> Int? {
        var best = -1
        var most = 0.0
        for row in 0..<problem.rows {
            let excess = violation(head[row])
            if excess.magnitude <= primalTolerance { continue }
            let gain = excess * excess / weight[head[row]]
            if gain > most { (best, most) = (row, gain) }
        }
        return best < 0 ? nil : best
    }

    /// The variable whose reduced cost reaches zero first, among those about equal the largest pivot.
    private func enteringForDual(_ pivots: [Double], excess: Double) -> Int? {
        let side: Double = excess < 0 ? -1 : 1
        func ratio(_ variable: Int, slack: Double) -> Double? {
            if rowOf[variable] >= 0 { return nil }
            let pivot = side * pivots[variable]
            if pivot.magnitude < 1e-9 { return nil }
            let (low, high) = (problem.lower[variable], problem.upper[variable])
            if low == high { return nil }
            let cost = reduced[variable]
            if !low.isFinite, !high.isFinite { return (cost.magnitude + slack) / pivot.magnitude }
            if pivot > 0, x[variable] == low, low.isFinite { return (max(0, cost) + slack) / pivot }
            if pivot < 0, x[variable] == high, high.isFinite { return (max(0, -cost) + slack) / -pivot }
            return nil
        }
        var nearest = Double.infinity
        for variable in 0..<problem.count where pivots[variable] != 0 {
            if let ratio = ratio(variable, slack: dualTolerance), ratio < nearest { nearest = ratio }
        }
        if nearest == .infinity { return nil }
        var best = -1
        for variable in 0..<problem.count where pivots[variable] != 0 {
            if let ratio = ratio(variable, slack: 0), ratio <= nearest,
                best < 0 || pivots[variable].magnitude > pivots[best].magnitude
            {
                best = variable
            }
        }
        return best < 0 ? nil : best
    }

    private mutating func updateCosts(_ pivots: [Double], _ entering: Int, _ leaving: Int, _ pivot: Double) {
        // A reduced cost that tolerances let slip below zero is made zero by moving its cost.
        let isFree = !problem.lower[entering].isFinite && !problem.upper[entering].isFinite
        let isAtLower = x[entering] == problem.lower[entering]
        if !isFree, isAtLower ? reduced[entering] < 0 : reduced[entering] > 0 {
            problem.cost[entering] -= reduced[entering]
            reduced[entering] = 0
        }
        let step = reduced[entering] / pivot
        if step != 0 {
            for variable in 0..<problem.count where pivots[variable] != 0 && rowOf[variable] < 0 {
                reduced[variable] -= step * pivots[variable]
            }
        }
        reduced[entering] = 0
        reduced[leaving] = -step
    }

    /// Steepest-edge weights after the exchange (Forrest and Goldfarb 1992).
    private mutating func updateWeights(_ rho: [Double], _ column: [Double], _ row: Int, _ entering: Int) {
        var tau = rho
        factor.solve(&tau)
        let pivot = column[row]
        let own = rho.reduce(0) { $0 + $1 * $1 }
        for index in column.indices where column[index] != 0 && index != row {
            let share = column[index] / pivot
            let variable = head[index]
            weight[variable] = max(weight[variable] - 2 * share * tau[index] + share * share * own, 1e-4)
        }
        weight[entering] = max(own / (pivot * pivot), 1e-4)
    }
}
