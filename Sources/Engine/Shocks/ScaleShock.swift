import Lanes
import Model

/// Multiplies inputs by one plus the severity: `rents -40 %`.
package enum ScaleShock: Shock {
    package static let schema = Schema(
        kind: "scale", meaning: "Multiplies its targets by 1 + severity.",
        attributes: shockAttributes + [
            Attribute("size", .constant("share"), range: -1...10, "Severity when none is named: `-40 %`.")
        ])

    package static func apply(
        _ severity: Double, _ terms: ShockTerms, to values: Column<Double>, lanes: Int
    ) {
        for lane in 0..<lanes { values[lane] = values[lane] * (1 + severity) }
    }
}
