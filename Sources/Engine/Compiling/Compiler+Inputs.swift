import Calendar
import Lanes
import Ledger
import Model

extension Compiler {
    /// The row of a numeric attribute: one value per path, brought up to date in Observe.
    package func input(_ item: Item, _ name: String) -> Row<Scalar> {
        input(item.record.input(name), path: "\(item.path).\(name)")
    }

    /// The row of an attribute that may be absent.
    package func optionalInput(_ item: Item, _ name: String) -> Row<Scalar>? {
        item.record.optionalInput(name).map { input($0, path: "\(item.path).\(name)") }
    }

    ///
    /// - Parameter above: where not nil, the number is known to be above this, and is drawn so.
    package func input(_ value: Input, path: String, above: Double? = nil) -> Row<Scalar> {
        if let known = inputIndex[path] { return inputs[known].row }
        let slot = InputSlot(
            path: path, value: value, row: plan.scratch(Scalar.self),
            stream: stream(path, at: value.place), above: above)
        inputIndex[path] = inputs.count
        inputs.append(slot)
        return slot.row
    }

    /// A number that is fixed when the program is compiled.
    package func constant(_ record: Record, _ name: String) -> Double {
        guard case .constant(let number) = record.input(name).form else { return 0 }
        return number
    }

    /// A number of quarters, fixed and whole.
    package func quartersConstant(_ record: Record, _ name: String) -> Int {
        let number = constant(record, name)
        if number != number.rounded() || number.magnitude > 4_000 {
            let value = record.input(name)
            error(
                "`\(name)` must be a whole number of quarters", at: value.place, quote: value.text,
                hint: "write for example `4 quarters` or `1 year`")
            return 0
        }
        return Int(number)
    }
}

/// One numeric input of the program.
package struct InputSlot: Sendable {
    /// `contracts.a.price`: how `--set`, shocks and sensitivities name it.
    package let path: String
    package let value: Input
    /// The value in force this quarter, shocks included.
    package let row: Row<Scalar>
    package let stream: UInt32
    /// What the number is known to be above, where something is.
    package let above: Double?
}
