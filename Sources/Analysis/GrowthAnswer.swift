import Engine
import Model

/// How much of growth is it? Domestic investment in the build-out as a share of American GDP and as percentage points of its
/// growth, with and without what is imported.
package struct GrowthAnswer: Sendable, Codable {
    package var paths: Int
    package var assumptions: [Assumption]
    /// Regions whose sites count as domestic, those whose power is modelled, and those that do not, whose supply is given.
    package var domestic: [String]
    package var abroad: [String]
    package var rows: [Row]

    /// A number that the scenario does not hold: the model has no GDP of its own.
    package struct Assumption: Sendable, Codable {
        package var name: String
        package var value: Double
        package var unit: String
        package var reason: String
    }

    package struct Row: Sendable, Codable {
        package var year: Int
        /// Quarters of the year within the run; dollars of a part of a year are scaled to a whole one.
        package var quarters: Int
        /// Capital spending on computing, and what of it goes to domestic sites: dollars a year.
        package var capex: Estimate
        package var domestic: Estimate
        /// Dollars, nominal: the assumption's path.
        package var gdp: Double
        /// Domestic investment over GDP, percent.
        package var share: Estimate
        /// Percentage points of nominal growth against the year before; nil for the first year. With what is imported taken
        /// off, and without.
        package var contribution: Estimate?
        package var netContribution: Estimate?
    }

    /// What the model does not know of the American economy. Fact p609 gives capital spending of big tech as 1.9 % of GDP in 2025,
    /// fact s107 growth without information technology as 0.1 % in the first half of 2025: neither is a level of GDP.
    package struct Economy: Sendable {
        /// Dollars of 2025, nominal growth a year, share of investment that is imported.
        package var gdp = 30.5e12
        package var growth = 0.045
        package var imports = 0.55

        package init() {}

        var assumptions: [Assumption] {
            [
                .init(
                    name: "GDP of 2025", value: gdp / 1e12, unit: "T USD",
                    reason: "nominal, recalled from national accounts; no fact of the ledger gives a level"),
                .init(
                    name: "growth of GDP", value: growth * 100, unit: "% a year",
                    reason: "nominal: 2 % real growth (s108) and 2.5 % of prices"),
                .init(
                    name: "imports", value: imports * 100, unit: "% of investment",
                    reason:
                        "accelerators and servers, 40 to 70 % of it, come from Asia nearly whole; halls are built at home"
                ),
            ]
        }
    }
}

extension GrowthAnswer {
    /// - Throws: `Diagnostics` where no plan orders for a site in a region: what is domestic cannot be told.
    package static func compute(
        _ program: Program, economy: Economy = Economy(), paths: Int, threads: Int
    ) async throws -> GrowthAnswer {
        // The scenario models the power of the country that it is about; a region of given supply stands for the rest.
        let home = Set(program.modelledRegions.map(\.index))
        func isAbroad(_ region: Region) -> Bool { !home.contains(region.index) }
        let computing = program.computingSites
        let placed = program.scenario["plans"].compactMap { plan -> (plan: Item, region: Region?)? in
            let site = program.sites.first { $0.name == plan.record.reference("site") }
            guard let site else { return nil }
            return (plan, computing.contains(site.name) ? site.region.map { program.regions[$0] } : nil)
        }
        guard placed.contains(where: { $0.region != nil }) else {
            throw program.lacks(
                "no plan invests at a site in a power region, so domestic investment cannot be told from the rest",
                hint: "add `regions`, name one in each site, and add `plans`")
        }
        let firms = program.parties.filter { party in
            placed.contains { $0.region != nil && $0.plan.record.reference("party") == party.name }
        }
        // By party: capital spending, all orders, those for computing, those for computing at home.
        var texts: [[String]] = []
        for firm in firms {
            let own = placed.filter { $0.plan.record.reference("party") == firm.name }
            func ordered(_ holds: (Region?) -> Bool) -> [String] {
                own.filter { holds($0.region) }.map { "\($0.plan.path).ordered" }
            }
            texts += [
                ["parties.\(firm.name).capex"], ordered { _ in true }, ordered { $0 != nil },
                ordered { $0.map { !isAbroad($0) } ?? false },
            ]
        }
        let known = texts.indices.filter { !texts[$0].isEmpty }
        let run = try await SeriesRun.compute(
            program, try known.map { try program.measure(texts[$0].joined(separator: " + ")) }, paths: paths,
            threads: threads)
        func values(_ text: Int, _ quarters: ClosedRange<Int>) -> [Double] {
            known.firstIndex(of: text).map { run.values($0, quarters) } ?? .init(repeating: 0, count: paths)
        }
        /// Capital spending by the part of each party's orders of the year that goes there.
        func invested(_ figure: Int, _ quarters: ClosedRange<Int>) -> [Double] {
            var sums = [Double](repeating: 0, count: paths)
            for firm in firms.indices {
                let (capex, all) = (values(4 * firm, quarters), values(4 * firm + 1, quarters))
                let own = values(4 * firm + figure, quarters)
                for path in 0..<paths where all[path] > 0 { sums[path] += capex[path] * own[path] / all[path] }
            }
            return sums
        }
        let antithetic = program.scenario.settings.antithetic
        var rows: [Row] = []
        var before: [Double]?
        for (year, quarters) in YearBands(program, run).years {
            let scale = 4 / Double(quarters.count)
            let (capex, domestic) = (
                invested(2, quarters).map { $0 * scale }, invested(3, quarters).map { $0 * scale }
            )
            func mean(_ values: [Double]) -> Estimate { Estimate(meanOf: values, antithetic: antithetic) }
            func gdp(_ year: Int) -> Double {
                let (grow, years) = (1 + economy.growth, year - 2025)
                return (0..<years.magnitude).reduce(economy.gdp) { value, _ in years > 0 ? value * grow : value / grow }
            }
            let change = before.map { zip(domestic, $0).map { 100 * ($0 - $1) / gdp(year - 1) } }
            rows.append(
                Row(
                    year: year, quarters: quarters.count, capex: mean(capex), domestic: mean(domestic), gdp: gdp(year),
                    share: mean(domestic.map { 100 * $0 / gdp(year) }), contribution: change.map(mean),
                    netContribution: change.map { mean($0.map { $0 * (1 - economy.imports) }) }))
            before = domestic
        }
        return GrowthAnswer(
            paths: paths, assumptions: economy.assumptions,
            domestic: program.regions.filter { !isAbroad($0) }.map(\.title),
            abroad: program.regions.filter(isAbroad).map(\.title), rows: rows)
    }
}
