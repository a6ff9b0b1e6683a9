import Engine
import Model
import PowerSystem

/// How many megawatts are announced, wanted, there and missing: by region whose power is modelled and year, with the shares of paths
/// behind them, and by source.
package struct PowerAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    package var regions: [Region]
    package var sources: [Source]
    /// Titles of the regions left out: their supply is simply given.
    package var given: [String]

    package struct Region: Sendable, Codable {
        package var region: String
        package var title: String
        /// Facility megawatts at the end of each year.
        package var announced, wanted, energised, gross, net: [OverviewAnswer.Band]
        /// Energised over announced, taken up or not. 10, 50 and 90 % of paths.
        package var realised: [Realisation]
        /// Megawatts of net shortfall that are exceeded in 90, 50 and 10 % of paths, in the last year.
        package var exceedance: [Exceedance]
        /// Mean contracted megawatts of projects at the end of each year, by where they stand.
        package var pipeline: [Stage]
    }

    package struct Stage: Sendable, Codable {
        /// `waiting`, `energised`, `withdrawn`, `retired`.
        package var stage: String
        package var megawatts: [Double]
    }

    package struct Realisation: Sendable, Codable {
        package var year: Int
        package var p10, p50, p90: Double
    }

    package struct Exceedance: Sendable, Codable {
        package var megawatts: Double
        /// Share of paths with more than this.
        package var share: Double
    }

    package struct Source: Sendable, Codable {
        package var source: String
        /// Firm facility megawatts at the end of each year, taken up or not.
        package var energised: [OverviewAnswer.Band]
        /// Mean dollars that what is energised cost, and tonnes of CO2 a year, where the scenario gives them.
        package var capex: Double
        package var emissions: [Double]
    }
}

extension PowerAnswer {
    /// Runs the program for the measures of its regions.
    /// - Throws: `Diagnostics` where the scenario has no region.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> PowerAnswer {
        guard !program.regions.isEmpty else {
            throw program.lacks(
                "no power region is modelled", hint: "add a section `regions` and name one in each site")
        }
        let own = program.modelledRegions
        let names = own.map(\.name)
        let figures = ["announced", "wanted", "energised", "gross-shortfall", "net-shortfall"]
        var texts = figures.map { figure in names.map { "regions.\($0).\(figure)" }.joined(separator: " + ") }
        for name in names { texts += figures.map { "regions.\(name).\($0)" } }
        let projects = program.regions.flatMap(\.projects) + program.sites.flatMap(\.projects)
        let sources = PowerSource.allCases.filter { source in projects.contains { $0.source == source } }
        let pipelines = texts.count
        let stages = ProjectState.allCases.map { "\($0)" }
        for name in ["all"] + names { texts += stages.map { "pipeline.\(name).\($0)" } }
        let first = texts.count
        for source in sources {
            texts += ["energised", "capex", "emissions"].map { "power.\(source.rawValue).\($0)" }
        }
        let run = try await SeriesRun.compute(
            program, try texts.map { try program.measure($0) }, paths: paths, threads: threads)
        let bands = YearBands(program, run)
        func region(_ name: String, _ title: String, _ number: Int) -> Region {
            let base = figures.count * number
            return Region(
                region: name, title: title, announced: bands.bands(base), wanted: bands.bands(base + 1),
                energised: bands.bands(base + 2), gross: bands.bands(base + 3), net: bands.bands(base + 4),
                realised: bands.realised(announced: base, energised: base + 2),
                exceedance: bands.exceedance(base + 4),
                pipeline: stages.enumerated().map {
                    Stage(stage: $1, megawatts: bands.means(pipelines + stages.count * number + $0))
                })
        }
        var regions = own.enumerated().map { number, own in region(own.name, own.title, number + 1) }
        if regions.count > 1 { regions.insert(region("all", "All regions", 0), at: 0) }
        return PowerAnswer(
            paths: paths, years: bands.years.map(\.year), regions: regions,
            sources: sources.enumerated().map { number, source in
                Source(
                    source: source.rawValue, energised: bands.bands(first + 3 * number),
                    capex: bands.means(first + 3 * number + 1).last ?? 0,
                    emissions: bands.means(first + 3 * number + 2))
            }, given: program.givenRegions.map(\.title))
    }
}

extension YearBands {
    fileprivate func realised(announced: Int, energised: Int) -> [PowerAnswer.Realisation] {
        years.map { year, quarters in
            let (plan, there) = (run.values(announced, quarters), run.values(energised, quarters))
            let shares = Quantiles(zip(plan, there).map { $0 > 0 ? Float($1 / $0) : .nan })
            return .init(year: year, p10: shares(0.1) ?? 0, p50: shares(0.5) ?? 0, p90: shares(0.9) ?? 0)
        }
    }

    fileprivate func exceedance(_ measure: Int) -> [PowerAnswer.Exceedance] {
        guard let last = years.last else { return [] }
        let quantiles = Quantiles(run.values(measure, last.quarters).map { Float($0) })
        return [0.95, 0.9, 0.75, 0.5, 0.25, 0.1, 0.05].map {
            .init(megawatts: quantiles(1 - $0) ?? 0, share: $0)
        }
    }
}
