/// A formula as a tree: MODEL's section of formulas.
///
/// Every node yields base units (see `Unit`): `number` and `fact` hold a number in the unit beside it, of factor 1;
/// a `reference` holds the unit in which the line is kept and yields the line times that unit's factor. The whole tree
/// yields the unit of the attribute that it was read for: where its factor is not 1 the root divides or multiplies by it.
public indirect enum Formula: Sendable, Equatable {
    case number(Double, Unit)
    /// `drivers.sofr.value`, `parties.iren.cash`: a driver's value this quarter, or a reported line of last quarter.
    /// The path is the line's full one: `drivers.sofr` and `sofr` have become `drivers.sofr.value`.
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
    /// Value of the inner formula `quarters` quarters ago (at least 1), or `initial` of this quarter where that lies
    /// before the start. A formula that names no initial value has the inner formula's own there.
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
    public enum BinaryOperator: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
        case power = "^"
    }
    public enum Comparison: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case equal = "=="
        case notEqual = "!="
    }
    public enum LogicalOperator: String, Sendable { case and, or, not }
    public enum Function: String, Sendable, CaseIterable {
        case min, max, clamp, exp, log, sqrt, abs, logistic
        /// ramp(start quarter, end quarter): 0 before, rising linearly to 1. step(quarter): 0 before, 1 from it on.
        /// pulse(from, to): 1 within, both included. The quarters have been turned into numbers of quarters from the start.
        case ramp, step, pulse
    }
}
