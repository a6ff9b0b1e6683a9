import Lanes
import Model

/// Adds the severity to inputs: `+200 bp`, `4 quarters later`.
package enum ShiftShock: Shock {
    package static let schema = Schema(
        kind: "shift", meaning: "Adds the severity to its targets, in their unit.",
        attributes: shockAttributes + [
            Attribute("size", .quantityOfTarget(attribute: "targets"), "Severity when none is named: `200 bp`.")
        ])

    package static func apply(
        _ severity: Double, _ terms: ShockTerms, to values: Column<Double>, lanes: Int
    ) {
        guard severity != 0 else { return }
        for lane in 0..<lanes { values[lane] += severity }
    }
}
