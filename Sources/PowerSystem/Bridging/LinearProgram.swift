/// A linear program: the smallest cost of variables between bounds, under rows between bounds.
///
///     var program = LinearProgram()
///     let power = program.addVariable("power", cost: 70, lower: 0, upper: 100)
///     program.addRow("balance", [(power, 1)], lower: 60, upper: 60)
///     let solution = try program.solve()      // cost 4,200; the row's dual is 70
///
/// Small planning problems - siting, bridging, slots, permits, CO2 - fit: up to some ten thousand rows.
public struct LinearProgram: Sendable, Hashable {
    /// Something to choose, between bounds, at a cost per unit.
    public struct Variable: Sendable, Hashable {
        /// What errors call it.
        public var name: String
        /// Added to the program's cost per unit, in its unit of money.
        public var cost: Double
        /// The least it may be; minus infinity for no bound.
        public var lower: Double
        /// The most it may be; infinity for no bound.
        public var upper: Double
    }

    /// A sum of variables with coefficients that must lie between bounds.
    public struct Row: Sendable, Hashable {
        /// What errors call it.
        public var name: String
        /// Variables by number.
        public var columns: [Int]
        /// One number for each of `columns`, in units of the row per unit of the variable.
        public var coefficients: [Double]
        /// The least the sum may be; minus infinity for no bound.
        public var lower: Double
        /// The most the sum may be; infinity for no bound.
        public var upper: Double
    }

    /// The variables, by number.
    public private(set) var variables: [Variable] = []
    /// The rows, by number.
    public private(set) var rows: [Row] = []

    /// A program without variables or rows: its cost is zero.
    public init() {}

    /// Adds a variable and gives its number. Bounds may be infinite.
    public mutating func addVariable(
        _ name: String, cost: Double, lower: Double = 0, upper: Double = .infinity
    ) -> Int {
        variables.append(Variable(name: name, cost: cost, lower: lower, upper: upper))
        return variables.count - 1
    }

    /// Adds a row; a variable that is named twice counts with the sum of its coefficients.
    public mutating func addRow(
        _ name: String, _ terms: [(variable: Int, coefficient: Double)], lower: Double, upper: Double
    ) {
        var columns: [Int] = []
        var coefficients: [Double] = []
        var place: [Int: Int] = [:]
        for term in terms {
            if let known = place[term.variable] {
                coefficients[known] += term.coefficient
            } else {
                place[term.variable] = columns.count
                columns.append(term.variable)
                coefficients.append(term.coefficient)
            }
        }
        rows.append(Row(name: name, columns: columns, coefficients: coefficients, lower: lower, upper: upper))
    }

    /// - Throws: `PowerError` where a number is not one, or a bound is below the other by more than rounding.
    func check() throws(PowerError) {
        for variable in variables {
            try Check.finite("variable \(variable.name), cost", variable.cost)
            if variable.lower.isNaN || variable.upper.isNaN {
                throw PowerError("variable \(variable.name)", "has a bound that is no number; give one or null")
            }
        }
        for row in rows {
            for coefficient in row.coefficients { try Check.finite("row \(row.name)", coefficient) }
            for column in row.columns where !variables.indices.contains(column) {
                throw PowerError("row \(row.name)", "names variable \(column), which there is not")
            }
            if row.lower.isNaN || row.upper.isNaN {
                throw PowerError("row \(row.name)", "has a bound that is no number; give one or null")
            }
        }
    }
}

/// What the search for the cheapest choice came to.
public struct LinearSolution: Sendable, Hashable {
    /// How the search ended.
    public enum Status: String, Sendable, Hashable {
        /// Found: no choice that meets all bounds costs less.
        case optimal = "Optimal"
        /// No choice meets all bounds.
        case infeasible = "Infeasible"
        /// The cost falls without end.
        case unbounded = "Unbounded"
        /// Given up after very many steps; what is there is no answer.
        case stalled = "Stalled"
    }

    /// How the search ended: what follows has a meaning only where it is `optimal`.
    public var status: Status
    /// The least cost; meaningless unless optimal, as all that follows.
    public var objective: Double
    /// Each variable's value.
    public var values: [Double]
    /// What the cost changes by per unit of each row's binding bound: above zero or zero for lower bounds, below or
    /// zero for upper ones. Where several are right, one of them.
    public var duals: [Double]
    /// What the cost changes by per unit of each variable beyond its bound.
    public var reducedCosts: [Double]
    /// Steps taken.
    public var iterations: Int
}
