import Calendar
import Lanes
import Model

/// A change laid over the model between two dates: one file per kind.
package protocol Shock: Sendable {
    static var schema: Schema { get }
    /// Changes the lanes of one input in a quarter in which the shock acts. Severity 0 changes no bit.
    static func apply(_ severity: Double, _ terms: ShockTerms, to values: Column<Double>, lanes: Int)
}

/// What a kind of shock may look at besides its severity.
package struct ShockTerms: Sendable {
    /// For `replace`: the value put in.
    let target: Double
}

/// A shock of the scenario switched on with a severity.
struct AppliedShock: Sendable {
    struct Effect: Sendable {
        /// Its place among the shocks that the program was compiled with.
        let shock: Int
        let path: String
        let kind: any Shock.Type
        let severity: Double
        let terms: ShockTerms
        let quarters: Range<Int>

        func run(_ block: Block, _ row: Row<Scalar>) {
            guard quarters.contains(block.quarter) else { return }
            kind.apply(block.variation?.severities?[shock] ?? severity, terms, to: block[row], lanes: block.width)
        }
    }
    let effects: [Effect]
}

/// Attributes that every shock has.
let shockAttributes = [
    Attribute("title", .text, default: "", "What it is, for reports: `rents 40 % lower`."),
    Attribute("targets", .list(.path), "Inputs that it changes: `drivers.rent.value`, `sites.a.delay`."),
    Attribute("from", .quarter, "First quarter in which it acts."),
    Attribute("quarters", .constant("quarters"), default: "400 quarters", range: 1...400, "How long it acts."),
]
