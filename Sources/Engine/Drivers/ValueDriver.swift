import Lanes
import Model

/// A constant, a table by quarter, a formula, or a number drawn once per path: whatever its `value` is written as.
package struct ValueDriver: Driver {
    package static let schema = Schema(
        kind: "value",
        meaning: "A constant, a table by quarter, a formula, or a distribution drawn once per path.",
        attributes: [
            driverUnit,
            Attribute("value", .quantityIn(attribute: "unit"), "The number, table, formula or distribution."),
        ],
        lines: driverLines)

    package let value: Row<Scalar>
    private let source: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        value = compiler.scalar()
        source = compiler.input(item, "value")
    }

    package func observe(_ block: Block) {
        let (target, source) = (block[value], block[source])
        for lane in 0..<block.width { target[lane] = source[lane] }
    }
}
