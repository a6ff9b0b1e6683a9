import Lanes
import Model

/// An outside number that moves from quarter to quarter: a process of MODEL's section 3.
package protocol Driver: Sendable {
    static var schema: Schema { get }
    /// The value of this quarter, in the unit that the item declares. A state row.
    var value: Row<Scalar> { get }
    init(_ item: Item, _ compiler: Compiler)
    /// Writes this quarter's `value`. In quarter 0 it starts the process.
    func observe(_ block: Block)
}

/// Attributes that every driver has.
let driverUnit = Attribute(
    "unit", .text, default: "1", "Unit of the driver's value, as in `USD/GPU-h`, `%`, `USD per MWh`; `1` for none.")

/// The lines that formulas read from a driver.
let driverLines = [Schema.Line("value", .declared, "Value of this quarter.")]

/// Normal shocks of a driver, one per quarter, correlated with others where the scenario says so.
struct Innovation: Sendable {
    let row: Row<Scalar>
    let stream: UInt32
    let name: String

    init(_ item: Item, _ compiler: Compiler) {
        name = item.path
        row = compiler.plan.scratch(Scalar.self)
        stream = compiler.stream(item.path, at: item.place)
        compiler.innovations.append(self)
    }
}
