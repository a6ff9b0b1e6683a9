extension Simplex {
    /// Steps that keep values inside their bounds and lower the cost.
    mutating func primal() -> Outcome {
        for variable in weight.indices { weight[variable] = 1 }
        var idle = 0
        while iterations < limit {
            if factor.steps >= 100 { refactor() }
            // After many steps that gain nothing, the first candidate by number: that cannot go in circles.
            guard let entering = enteringForPrimal(first: idle > 2_000) else {
                if factor.steps == 0 { return .optimal }
                refactor()
                if enteringForPrimal(first: false) == nil { return .optimal }
                continue
            }
            let direction: Double = reduced[entering] < 0 ? 1 : -1
            let column = pivotColumn(entering)
            let span = problem.upper[entering] - problem.lower[entering]
            let (row, length) = blockingRow(column, direction)
            if row < 0, span == .infinity { return .unbounded }
            let step = min(length, span)
            idle = step > 1e-12 ? 0 : idle + 1
            for index in column.indices where column[index] != 0 { x[head[index]] -= direction * step * column[index] }
            if row < 0 || span <= length {
                x[entering] = direction > 0 ? problem.upper[entering] : problem.lower[entering]
                iterations += 1
                continue
            }
            let leaving = head[row]
            let pivot = column[row]
            var rho = [Double](repeating: 0, count: problem.rows)
            rho[row] = 1
            factor.solveTransposed(&rho)
            let pivots = pivotRow(rho)
            if (pivot - pivots[entering]).magnitude > 1e-7 * (1 + pivot.magnitude), factor.steps > 0 {
                refactor()
                continue
            }
            x[entering] += direction * step
            x[leaving] = direction * pivot > 0 ? problem.lower[leaving] : problem.upper[leaving]
            let change = reduced[entering] / pivot
            let reference = weight[entering]
            for variable in 0..<problem.count where pivots[variable] != 0 && rowOf[variable] < 0 {
                reduced[variable] -= change * pivots[variable]
                let share = pivots[variable] / pivot
                weight[variable] = max(weight[variable], share * share * reference)
            }
            reduced[entering] = 0
            reduced[leaving] = -change
            weight[leaving] = max(reference / (pivot * pivot), 1)
            exchange(entering, row: row, column: column)
        }
        return .stalled
    }

    /// The variable outside the basis whose move lowers the cost most (Devex reference weights).
    private func enteringForPrimal(first: Bool) -> Int? {
        var best = -1
        var most = 0.0
        for variable in 0..<problem.count where rowOf[variable] < 0 {
            let cost = reduced[variable]
            if cost.magnitude <= dualTolerance { continue }
            let (low, high) = (problem.lower[variable], problem.upper[variable])
            if low == high { continue }
            // At the lower bound only a negative reduced cost helps, at the upper one only a positive.
            if cost > 0, low.isFinite, x[variable] == low { continue }
            if cost < 0, high.isFinite, x[variable] == high { continue }
            if first { return variable }
            let gain = cost * cost / weight[variable]
            if gain > most { (best, most) = (variable, gain) }
        }
        return best < 0 ? nil : best
    }

    /// The first basic variable to reach a bound, among those about equal the largest pivot, and the length of the step.
    private func blockingRow(_ column: [Double], _ direction: Double) -> (row: Int, length: Double) {
        func length(_ row: Int, slack: Double) -> Double? {
            let rate = -direction * column[row]
            if rate.magnitude < 1e-9 { return nil }
            let variable = head[row]
            let bound = rate < 0 ? problem.lower[variable] : problem.upper[variable]
            if !bound.isFinite { return nil }
            return max(0, rate < 0 ? x[variable] - bound + slack : bound - x[variable] + slack) / rate.magnitude
        }
        var nearest = Double.infinity
        for row in column.indices where column[row] != 0 {
            if let length = length(row, slack: primalTolerance), length < nearest { nearest = length }
        }
        if nearest == .infinity { return (-1, .infinity) }
        var best = -1
        for row in column.indices where column[row] != 0 {
            if let length = length(row, slack: 0), length <= nearest,
                best < 0 || column[row].magnitude > column[best].magnitude
            {
                best = row
            }
        }
        return (best, best < 0 ? nearest : length(best, slack: 0) ?? nearest)
    }
}
