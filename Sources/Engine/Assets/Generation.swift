import Lanes
import Model

/// A kind of equipment.
package struct Generation: Sendable {
    package static let schema = Schema(
        kind: "generation", meaning: "A kind of accelerator: its power, performance and life.",
        attributes: [
            Attribute("title", .text, default: "", "Name in reports."),
            Attribute("power", .constant("kW/unit"), range: 0.001...1_000, "IT power of one unit."),
            Attribute(
                "performance", .quantity("1"), range: 1e-6...1e6,
                "H100-equivalents of one unit: its rent is this times the market's price."),
            Attribute(
                "life", .constant("quarters"), default: "32 quarters assumption 20..48 quarters, hardware life",
                range: 1...200, "Quarters after which it is worth nothing, whatever the rent."),
            Attribute(
                "failures", .quantity("per year"), default: "0 %", range: 0...1,
                "Share of the units that fails for good in a year."),
        ])

    package let name: String
    package let title: String
    /// IT megawatts per unit.
    package let megawatts: Double
    package let performance: Row<Scalar>
    /// Quarters of physical life.
    package let life: Double
    package let failures: Row<Scalar>

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        title = item.record.title(or: item.name)
        megawatts = compiler.constant(item.record, "power") / 1_000
        performance = compiler.input(item, "performance")
        life = compiler.constant(item.record, "life")
        failures = compiler.input(item, "failures")
    }
}

extension Record {
    /// The attribute `title`, or a name where it is empty.
    func title(or name: String) -> String {
        let text = text("title")
        return text.isEmpty ? name : text
    }
}

extension Input {
    /// The largest number that a constant or a table holds; nil for what differs from path to path.
    var largestNumber: Double? {
        switch form {
        case .constant(let value): return value
        case .series(let steps): return steps.map(\.value).max()
        case .distribution, .formula: return nil
        }
    }
}
