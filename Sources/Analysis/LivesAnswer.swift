import Calendar
import Engine
import Model

/// Is profit flattered by longer lives? The same paths under other book lives of equipment: expense, profit, write-downs, tax.
///
/// Only the books change: no cent is paid earlier or later for it, except tax, where a tax law followed the books. What stood
/// before the run keeps its book value; what is left of it is spread over the rest of the other life.
package struct LivesAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    /// Years of life that were tried.
    package var lives: [Double]
    /// Each owner of equipment, then all of them together under `all`.
    package var parties: [PartyLives]

    package struct PartyLives: Sendable, Codable {
        package var party: String
        package var title: String
        /// Its own policy for new equipment, years; nil for all together.
        package var ownLife: Double?
        /// As it is: depreciation, impairment and net income over the run, dollars.
        package var depreciation: Estimate
        package var impairment: Estimate
        package var netIncome: Estimate
        package var lives: [Life]
    }

    package struct Life: Sendable, Codable {
        /// Years.
        package var life: Double
        /// Changes against the own policy, on the same random numbers: dollars over the run.
        package var depreciation: Estimate
        package var impairment: Estimate
        package var netIncome: Estimate
        package var tax: Estimate
        /// Change of depreciation in each calendar year, dollars.
        package var byYear: [Estimate]
        /// First year in which the shorter of this life and the own one gives the lower depreciation; nil where it never does
        /// within the run, or the two are the same.
        package var crossOver: Int?
    }
}

extension LivesAnswer {
    private static let figures = ["depreciation", "impairment", "net-income", "income-tax"]

    /// - Throws: `Diagnostics` where nobody owns equipment.
    package static func compute(
        _ program: Program, lives: [Double] = [3, 4, 5, 6, 7, 8], paths: Int, threads: Int,
        each: (Int) -> Void = { _ in }
    ) async throws -> LivesAnswer {
        let owners = program.equipmentOwners
        guard !owners.isEmpty else {
            throw program.lacks(
                "nobody in the scenario owns equipment, so no book life matters",
                hint: "add `fleets`, or purchase orders or plans with a `generation`")
        }
        let inputs = program.bookLifeInputs(of: owners)
        let names = owners.flatMap { owner in figures.map { "parties.\(owner.name).\($0)" } }
        let measures = try names.map { try program.measure($0) }
        func run(_ variation: Variation? = nil, _ more: [Measure] = []) async throws -> SeriesRun {
            try await SeriesRun.compute(
                program, measures + more, paths: paths, threads: threads, variation: variation)
        }
        let policies = owners.compactMap { owner in
            program.inputs.first { $0.path == "parties.\(owner.name).book-life" }
        }
        let base = try await run(nil, policies.map { program.measure(of: $0) })
        each(1)
        let bands = YearBands(program, base)
        let antithetic = program.scenario.settings.antithetic
        var answers = (owners.map { ($0.name, $0.title) } + [("all", "All together")]).map {
            PartyLives(
                party: $0.0, title: $0.1, ownLife: nil, depreciation: .zero, impairment: .zero, netIncome: .zero,
                lives: [])
        }
        let whole = 0...(program.quarters - 1)
        func values(_ run: SeriesRun, _ owner: Int, _ figure: Int, _ quarters: ClosedRange<Int>) -> [Double] {
            guard owner == owners.count else { return run.values(owner * figures.count + figure, quarters) }
            return owners.indices.reduce(into: [Double](repeating: 0, count: paths)) { sums, other in
                for (path, value) in run.values(other * figures.count + figure, quarters).enumerated() {
                    sums[path] += value
                }
            }
        }
        for index in answers.indices {
            func mean(_ figure: Int) -> Estimate {
                Estimate(meanOf: values(base, index, figure, whole), antithetic: antithetic)
            }
            (answers[index].depreciation, answers[index].impairment, answers[index].netIncome) =
                (mean(0), mean(1), mean(2))
            if index < owners.count {
                let own = base.values(names.count + index, whole)
                answers[index].ownLife = own.reduce(0, +) / Double(max(1, own.count))
            }
        }
        for (done, life) in lives.enumerated() {
            let other = try await run(program.replacing(inputs, with: life))
            each(done + 2)
            for index in answers.indices {
                func change(_ figure: Int, _ quarters: ClosedRange<Int>) -> Estimate {
                    Estimate(
                        differenceOf: values(other, index, figure, quarters),
                        and: values(base, index, figure, quarters), antithetic: antithetic)
                }
                let byYear = bands.years.map { change(0, $0.quarters) }
                let isShorter = answers[index].ownLife.map { life < $0 - 1e-9 }
                // A party's own life says which of the two is the shorter; together the change of the first year does.
                let sign = isShorter.map { $0 ? 1.0 : -1.0 } ?? ((byYear.first?.value ?? 0) >= 0 ? 1 : -1)
                let isSame = answers[index].ownLife.map { ($0 - life).magnitude < 1e-9 } ?? false
                let crossed = bands.years.indices.first {
                    sign * byYear[$0].value < -3 * byYear[$0].standardError && byYear[$0].value != 0
                }
                answers[index].lives.append(
                    Life(
                        life: life, depreciation: change(0, whole), impairment: change(1, whole),
                        netIncome: change(2, whole), tax: change(3, whole), byYear: byYear,
                        crossOver: isSame ? nil : crossed.map { bands.years[$0].year }))
            }
        }
        return LivesAnswer(paths: paths, years: bands.years.map(\.year), lives: lives, parties: answers)
    }
}

extension Estimate {
    static let zero = Estimate(value: 0, standardError: 0)
}

extension Program {
    /// Parties that own equipment in some path.
    var equipmentOwners: [Party] {
        let owners = Set(cohorts.filter { $0.generation != nil }.map(\.owner))
        return parties.filter { owners.contains($0.index) && !$0.isSector }
    }

    /// Paths of the inputs that give the book life of equipment: the owners' policies, and those of single fleets and orders.
    func bookLifeInputs(of owners: [Party]) -> [String] {
        let known = Set(inputs.map(\.path))
        let items = (scenario["fleets"] + scenario["contracts"]).filter { item in
            guard item.kind == Fleet.schema.kind || item.kind == PurchaseOrder.schema.kind else { return false }
            return item.record.optionalReference("generation") != nil
        }
        return (owners.map { "parties.\($0.name).book-life" } + items.map { "\($0.path).book-life" })
            .filter { known.contains($0) }
    }
}
