public import Calendar

/// A formula as a tree: MODEL's section of formulas. Numbers are in canonical base units (see `Unit`).
public indirect enum Formula: Sendable, Equatable {
    case number(Double, Unit)
    /// `drivers.sofr`, `parties.iren.cash`: a driver's value this quarter, or a reported line of last quarter.
    case reference(path: String, Unit, Place)
    /// A fact's value by id: `@p424`.
    case fact(id: String, Double, Unit)
    /// Quarters since the start of the run (0 in the first simulated quarter): a dimensionless number.
    case time
    case negate(Formula)
    case binary(BinaryOperator, Formula, Formula)
    case compare(Comparison, Formula, Formula)
    case logical(LogicalOperator, [Formula])
    case choose(condition: Formula, then: Formula, otherwise: Formula)
    case call(Function, [Formula])
    /// Value of the inner driver reference `quarters` quarters ago (at least 1), or `initial` before that.
    case lag(Formula, quarters: Int, initial: Formula)
    /// Linear interpolation in a table of points with increasing first coordinate, flat outside.
    case lookup(Formula, [Point])

    public struct Point: Sendable, Equatable {
        public var at: Double
        public var value: Double
        public init(at: Double, value: Double) {
            self.at = at
            self.value = value
        }
    }
    public enum BinaryOperator: String, Sendable { case add = "+", subtract = "-", multiply = "*", divide = "/", power = "^" }
    public enum Comparison: String, Sendable { case less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">=", equal = "==", notEqual = "!=" }
    public enum LogicalOperator: String, Sendable { case and, or, not }
    public enum Function: String, Sendable, CaseIterable {
        case min, max, clamp, exp, log, sqrt, abs, logistic
        /// ramp(start quarter, end quarter): 0 before, rising linearly to 1. step(quarter): 0 before, 1 from it on.
        /// pulse(from, to): 1 within, both included. The quarters have been turned into numbers of quarters from the start.
        case ramp, step, pulse
    }
}
