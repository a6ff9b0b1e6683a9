import Engine
import Model

/// Rents and use of computing equipment by generation, the tier that each serves, and what fleets are worth in the books,
/// for tax, and to a buyer.
package struct ComputeAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    package var generations: [Generation]
    package var fleets: [Fleet]

    package struct Generation: Sendable, Codable {
        package var generation: String
        package var title: String
        /// Dollars that a unit brings in an hour at spot, at the end of each year.
        package var rent: [OverviewAnswer.Band]
        /// Mean share of its free capacity that is let.
        package var utilisation: [Double]
        /// Mean units that stand, and that run.
        package var units, powered: [Double]
        /// Mean share of its free units by tier, where the market has tiers: the cascade.
        package var tiers: [Tier]
        package var value: Value
    }

    package struct Tier: Sendable, Codable {
        package var tier: String
        package var share: [Double]
    }

    package struct Fleet: Sendable, Codable {
        package var owner: String
        package var title: String
        package var value: Value
    }

    /// Mean dollars at the end of each year.
    package struct Value: Sendable, Codable {
        package var book, tax, market: [Double]
    }
}

extension ComputeAnswer {
    /// - Throws: `Diagnostics` where the scenario has no compute market.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> ComputeAnswer {
        guard program.market != nil, !program.generations.isEmpty else {
            throw program.lacks("no compute market is modelled", hint: "add the sections `markets` and `generations`")
        }
        var texts: [String] = []
        func ask(_ text: String) -> Int {
            texts.append(text)
            return texts.count - 1
        }
        func value(_ prefix: String) -> [Int] {
            ["book", "tax", "market"].map { ask("\(prefix).\($0)-value") }
        }
        let tiers = program.tiers
        let asked = program.generations.map { generation in
            let name = "generations.\(generation.name)"
            return (
                generation, rent: ask("\(name).rent"), use: ask("\(name).utilisation"), units: ask("\(name).units"),
                powered: ask("\(name).powered"), tiers: tiers.map { ask("\(name).\($0)-share") }, value: value(name)
            )
        }
        let owners = program.parties.filter { party in
            program.cohorts.contains { $0.owner == party.index && $0.generation != nil }
        }
        let fleets = owners.map { ($0, value("fleets.\($0.name)")) }
        let run = try await SeriesRun.compute(
            program, try texts.map { try program.measure($0) }, paths: paths, threads: threads)
        let bands = YearBands(program, run)
        func values(_ at: [Int]) -> Value {
            Value(book: bands.means(at[0]), tax: bands.means(at[1]), market: bands.means(at[2]))
        }
        return ComputeAnswer(
            paths: paths, years: bands.years.map(\.year),
            generations: asked.map { own in
                Generation(
                    generation: own.0.name, title: own.0.title, rent: bands.bands(own.rent),
                    utilisation: bands.means(own.use), units: bands.means(own.units), powered: bands.means(own.powered),
                    tiers: zip(tiers, own.tiers).map { Tier(tier: $0, share: bands.means($1)) },
                    value: values(own.value))
            },
            fleets: fleets.map { Fleet(owner: $0.name, title: $0.title, value: values($1)) })
    }
}

extension ComputeAnswer.Generation {
    /// Whether any of its units stand at the end of a year, counted from the first.
    package func stands(in year: Int) -> Bool { units[year] > 0 }

    /// Whether any of them are free for spot. Without tiers nobody says so, and what stands counts as free.
    package func isFree(in year: Int) -> Bool {
        stands(in: year) && (tiers.isEmpty || tiers.contains { $0.share[year] > 0.005 })
    }
}
