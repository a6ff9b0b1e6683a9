import Lanes
import Model

/// Where a formula reads a named line from.
package struct FormulaSource: Sendable {
    package enum Rows: Sendable {
        /// A real row in `unit`.
        case real(Row<Scalar>)
        /// The sum of balances in cents, times a sign.
        case balances([Row<Cents>], sign: Int64)
    }
    package let rows: Rows
    /// Base units per unit of the row.
    package let factor: Double
    /// The driver that must be observed before the formula runs, if the line is one.
    package let driver: Int?

    package init(_ rows: Rows, factor: Double, driver: Int? = nil) {
        self.rows = rows
        self.factor = factor
        self.driver = driver
    }
}
