import Lanes
import Model

/// A kind of equipment.
package final class Generation: Sendable {
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
        ]
            + ComputeTiers.names.map {
                Attribute(
                    $0, .quantity("1"), default: "", range: 0...1e6,
                    "H100-equivalents of one unit in the tier \($0); absent, `performance`.")
            },
        lines: [Schema.Line("rent", "USD/GPU-h", "What a unit brought in an hour at spot, last quarter.")])

    package let name: String
    package let title: String
    /// IT megawatts per unit.
    package let megawatts: Double
    package let performance: Row<Scalar>
    /// Quarters of physical life.
    package let life: Double
    package let failures: Row<Scalar>
    /// What a unit earns in an hour at spot in the market's `rentUnit`: its H100-equivalents, or with tiers dollars.
    package let rentRating: Row<Scalar>
    /// Share of its capacity at spot that is let.
    package let use: Row<Scalar>
    /// What a unit brings in an hour at spot, in dollars.
    package let rent: Row<Scalar>
    /// Where the market has tiers.
    let spot: SpotRows?

    init(_ item: Item, _ compiler: Compiler) {
        name = item.name
        title = item.record.title(or: item.name)
        megawatts = compiler.constant(item.record, "power") / 1_000
        performance = compiler.input(item, "performance")
        life = compiler.constant(item.record, "life")
        failures = compiler.input(item, "failures")
        let tiers = compiler.market?.clearing?.tiers
        rentRating = tiers == nil ? performance : compiler.plan.scratch()
        use = tiers == nil ? compiler.market?.utilisation ?? compiler.scalar() : compiler.scalar()
        rent = compiler.scalar()
        let ownPerformance = performance
        spot = tiers.map { market in
            SpotRows(
                free: compiler.plan.scratch(),
                ratings: market.tiers.map {
                    compiler.optionalInput(item, ComputeTiers.names[$0.kind]) ?? ownPerformance
                },
                share: market.tiers.map { _ in compiler.plan.scratch() })
        }
        compiler.lines["\(item.path).rent"] = FormulaSource(.real(rent.previous), factor: 1)
    }
}

extension Compiler {
    /// The equipment of a site, in the order of the file.
    func equipment(at site: Site) -> [Cohort] { cohorts.filter { $0.site == site.index && $0.generation != nil } }

    /// Equipment with the most compute per megawatt first, of one generation what came last.
    func bestFirst(_ cohorts: [Cohort]) -> [Cohort] {
        let ranks = Dictionary(uniqueKeysWithValues: bestGenerations.enumerated().map { ($1.name, $0) })
        return cohorts.reversed().enumerated().sorted {
            let (first, second) = (ranks[$0.element.generation!.name]!, ranks[$1.element.generation!.name]!)
            return (first, $0.offset) < (second, $1.offset)
        }.map(\.element)
    }
}

extension Generation {
    func show(_ block: Block, unit: Row<Scalar>) {
        let (rent, unit, rating) = (block[rent], block[unit], block[rentRating])
        for lane in 0..<block.width { rent[lane] = unit[lane] * rating[lane] }
    }
}

extension Record {
    /// The attribute `title`, or a name where it is empty.
    package func title(or name: String) -> String {
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
