import Calendar
import Engine
import Model

/// Blocks of the one-page answer that follow the whole system year by year: what is announced and built, who funds it, rents,
/// and revenue against what it would take.
package struct BuildOut: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    package var announced: [Announced]
    package var power: [Power]
    package var funding: [Funding]
    package var prices: [Price]
    package var revenue: [Revenue]

    /// Medians of a year: facility gigawatts at its end, dollars over it.
    package struct Announced: Sendable, Codable {
        package var year: Int
        package var announcedGW, wantedGW, energisedGW: Double
        /// Orders of plans as guided, as placed, and money spent on equipment and halls.
        package var ordered, capex: Double
    }

    package struct Power: Sendable, Codable {
        package var region: String
        package var title: String
        package var year: Int
        package var grossShortfallGW: Band
        package var netShortfallGW: Band
    }

    package struct Band: Sendable, Codable {
        package var p5, p50, p95: Double
    }

    package struct Funding: Sendable, Codable {
        /// `bonds`, `asset-backed`, `private-credit`, `facility`, `equity`; `gap` is need that nobody met.
        package var source: String
        package var year: Int
        /// Dollars of the year.
        package var raised: Band
    }

    package struct Price: Sendable, Codable {
        package var generation: String
        package var title: String
        package var year: Int
        /// Dollars a unit brings in an hour at spot.
        package var rent: Band
    }

    package struct Revenue: Sendable, Codable {
        /// A lab, or `all` customers of AI, or `need`: what pays the running cost, the wear and a return on equipment.
        package var of: String
        package var title: String
        package var year: Int
        package var dollars: Band
    }
}

extension BuildOut {
    /// - Parameter others: measures that the same run follows for somebody else.
    /// - Returns: also that run, in which the others stand one after the other from `first` on.
    static func compute(
        _ program: Program, beside others: [Measure], paths: Int, threads: Int
    ) async throws -> (answer: BuildOut, run: SeriesRun, first: Int) {
        var texts: [String] = []
        func ask(_ parts: [String]) -> Int? {
            guard !parts.isEmpty else { return nil }
            texts.append(parts.joined(separator: " + "))
            return texts.count - 1
        }
        let modelled = program.modelledRegions
        let regions = modelled.map(\.name)
        func region(_ line: String, _ names: [String]) -> Int? { ask(names.map { "regions.\($0).\(line)" }) }
        let firms = program.parties.filter { !$0.isSector }.map(\.name)
        let plans = program.scenario["plans"].map { "plans.\($0.name).ordered" }
        let (announced, wanted) = (region("announced", regions), region("wanted", regions))
        let (energised, ordered) = (region("energised", regions), ask(plans))
        let capex = ask(firms.map { "parties.\($0).capex" })
        let gaps =
            (regions.count > 1 ? [("all", "All regions", regions)] : [])
            + modelled.map { ($0.name, $0.title, [$0.name]) }
        let power = gaps.map { ($0.0, $0.1, region("gross-shortfall", $0.2)!, region("net-shortfall", $0.2)!) }
        let kinds = ["bonds", "asset-backed", "private-credit", "facility", "equity"].filter {
            (try? program.measure("sources.\($0).raised")) != nil
        }
        let sources = kinds.map { ($0, ask(["sources.\($0).raised"])!) }
        let unmet = ask(firms.map { "parties.\($0).unmet-need" })
        let owned = Set(program.cohorts.compactMap { $0.generation?.name })
        let prices =
            program.market == nil
            ? []
            : program.generations.filter { owned.contains($0.name) }.map { ($0, ask(["generations.\($0.name).rent"])!) }
        let labs = program.labs.map { ($0.party.name, $0.party.title, ask(["parties.\($0.party.name).revenue"])!) }
        let segments = ask(program.segments.map { "segments.\($0.name).revenue" })
        let need = RevenueNeed.measures(of: program)
        let (wear, book) = (need.flatMap { ask([$0.wear]) }, need.flatMap { ask([$0.book]) })
        let run = try await SeriesRun.compute(
            program, try texts.map { try program.measure($0) } + others, paths: paths, threads: threads)
        let bands = YearBands(program, run)
        func band(_ measure: Int, _ quarters: ClosedRange<Int>, _ scale: Double = 1) -> Band {
            Band(run.values(measure, quarters).map { $0 * scale })
        }
        var answer = BuildOut(
            paths: paths, years: bands.years.map(\.year), announced: [], power: [], funding: [], prices: [], revenue: []
        )
        for (year, quarters) in bands.years {
            func middle(_ measure: Int?, _ scale: Double) -> Double {
                measure.map { band($0, quarters, scale).p50 } ?? 0
            }
            answer.announced.append(
                Announced(
                    year: year, announcedGW: middle(announced, 1e-3), wantedGW: middle(wanted, 1e-3),
                    energisedGW: middle(energised, 1e-3), ordered: middle(ordered, 1), capex: middle(capex, 1)))
            for (name, title, gross, net) in power {
                answer.power.append(
                    Power(
                        region: name, title: title, year: year, grossShortfallGW: band(gross, quarters, 1e-3),
                        netShortfallGW: band(net, quarters, 1e-3)))
            }
            for (kind, measure) in sources {
                answer.funding.append(Funding(source: kind, year: year, raised: band(measure, quarters)))
            }
            if let unmet { answer.funding.append(Funding(source: "gap", year: year, raised: band(unmet, quarters))) }
            for (generation, measure) in prices {
                answer.prices.append(
                    Price(
                        generation: generation.name, title: generation.title, year: year,
                        rent: band(measure, quarters.upperBound...quarters.upperBound)))
            }
            for (name, title, measure) in labs {
                answer.revenue.append(Revenue(of: name, title: title, year: year, dollars: band(measure, quarters)))
            }
            if let segments {
                answer.revenue.append(
                    Revenue(of: "all", title: "Paid by users of AI", year: year, dollars: band(segments, quarters)))
            }
            if let wear, let book {
                func byQuarter(_ measure: Int) -> [[Double]] { quarters.map { run.values(measure, $0...$0) } }
                let needed = RevenueNeed.dollars(wear: byQuarter(wear), book: byQuarter(book), rate: 0.1)
                answer.revenue.append(
                    Revenue(of: "need", title: "Wear and 10 % on equipment", year: year, dollars: Band(needed)))
            }
        }
        return (answer, run, texts.count)
    }
}

extension BuildOut.Band {
    init(_ values: [Double]) {
        let quantiles = Quantiles(values.map { Float($0) })
        self.init(p5: quantiles(0.05) ?? 0, p50: quantiles(0.5) ?? 0, p95: quantiles(0.95) ?? 0)
    }
}
