import Lanes
import Model

/// Moves inputs towards a value: severity 1 puts the value in, 0 leaves the input as it was.
package enum ReplaceShock: Shock {
    package static let schema = Schema(
        kind: "replace", meaning: "Moves its targets towards `value`: wholly at severity 1, half way at 0.5.",
        attributes: shockAttributes + [
            Attribute("value", .quantityOfTarget(attribute: "targets"), "The value put in at severity 1."),
            Attribute("size", .constant("share"), default: "1", range: 0...1, "Severity when none is named."),
        ])

    package static func apply(
        _ severity: Double, _ terms: ShockTerms, to values: Column<Double>, lanes: Int
    ) {
        guard severity != 0 else { return }
        for lane in 0..<lanes { values[lane] += severity * (terms.target - values[lane]) }
    }
}
