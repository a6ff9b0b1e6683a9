import PowerSystem
import Testing

struct LinearProgramTests {
    @Test("a program is optimal where it is feasible and its duals prove it, or else infeasible or unbounded in truth")
    func random() throws {
        var random = Seeded(21)
        var counts: [LinearSolution.Status: Int] = [:]
        for _ in 0..<300 {
            var program = LinearProgram()
            let columns = Int.random(in: 1...12, using: &random)
            for column in 0..<columns {
                let lower: Double = Int.random(in: 0..<4, using: &random) == 0 ? -.infinity : 0
                let upper: Double = Int.random(in: 0..<3, using: &random) == 0 ? 5 : .infinity
                _ = program.addVariable(
                    "x\(column)", cost: Double(Int.random(in: -3...9, using: &random)), lower: lower, upper: upper)
            }
            for row in 0..<Int.random(in: 1...10, using: &random) {
                let terms = (0..<columns).compactMap { column in
                    Bool.random(using: &random) ? (column, Double(Int.random(in: -4...6, using: &random))) : nil
                }
                let bound = Double(Int.random(in: -5...20, using: &random))
                switch Int.random(in: 0..<3, using: &random) {
                case 0: program.addRow("r\(row)", terms, lower: bound, upper: bound)
                case 1: program.addRow("r\(row)", terms, lower: -.infinity, upper: bound)
                default: program.addRow("r\(row)", terms, lower: bound, upper: bound + 10)
                }
            }
            let solution = try program.solve()
            counts[solution.status, default: 0] += 1
            #expect(solution.status != .stalled)
            if solution.status == .optimal { checkOptimal(program, solution) }
        }
        for status in [LinearSolution.Status.optimal, .infeasible, .unbounded] { #expect((counts[status] ?? 0) > 10) }
    }

    /// Feasible, with signs of duals and reduced costs as bounds allow, and no gap between cost and dual value.
    private func checkOptimal(_ program: LinearProgram, _ solution: LinearSolution) {
        var dualValue = 0.0
        func add(_ price: Double, _ value: Double, _ lower: Double, _ upper: Double) {
            #expect(value >= lower - 1e-6 && value <= upper + 1e-6)
            if price > 1e-6 { #expect((value - lower).magnitude < 1e-6) }
            if price < -1e-6 { #expect((value - upper).magnitude < 1e-6) }
            if price.magnitude > 1e-9 { dualValue += price * value }
        }
        for (row, content) in program.rows.enumerated() {
            let activity = zip(content.columns, content.coefficients).reduce(0) { $0 + solution.values[$1.0] * $1.1 }
            add(solution.duals[row], activity, content.lower, content.upper)
        }
        for (column, variable) in program.variables.enumerated() {
            add(solution.reducedCosts[column], solution.values[column], variable.lower, variable.upper)
        }
        #expect((dualValue - solution.objective).magnitude < 1e-6 * (1 + solution.objective.magnitude))
    }

    @Test("a dearer value of unserved load never lowers the cost of a plan; a line never raises it")
    func plans() throws {
        func plan(_ value: Double, line: Double) throws -> Double {
            var plan = BridgingPlan(
                regions: ["A", "B"], quarters: 8,
                sources: [
                    .init(
                        name: "engines", capitalCharge: 60_000, variableCost: 40, lead: 2,
                        slots: .init(repeating: 30, count: 8)),
                    .init(name: "grid", capitalCharge: 16_000, variableCost: 52, lead: 6, existing: [0, 150]),
                ],
                demand: [(0..<8).map { 50 + 20 * Double($0) }, .init(repeating: 60, count: 8)], unservedValue: value)
            if line > 0 { plan.lines = [.init(from: 0, to: 1, megawatts: line)] }
            let solution = try plan.program().solve()
            #expect(solution.status == .optimal)
            return solution.objective
        }
        let base = try plan(1_000, line: 0)
        #expect(try plan(1_500, line: 0) >= base)
        #expect(try plan(1_000, line: 40) < base)
        #expect(try plan(1_000, line: 80) <= plan(1_000, line: 40))
    }
}
