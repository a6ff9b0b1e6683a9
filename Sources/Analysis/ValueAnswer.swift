import Calendar
import Engine
import Model

/// What is it worth? A megawatt with and without its contract; what a valuation takes for granted; a lab's value against what its
/// models cost to train.
package struct ValueAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    /// Value of a megawatt of equipment, by owner.
    package var megawatts: [Megawatt]
    package var valuations: [Valuation]
    package var labs: [TrainedValue]

    package struct Megawatt: Sendable, Codable {
        package var party: String
        package var title: String
        /// By year end, of equipment that stands, dollars per megawatt of IT load: let at spot, with the contracts that hold it,
        /// in the books. Nil where none stands in any path.
        package var years: [Year?]

        package struct Year: Sendable, Codable {
            package var atSpot: Estimate
            package var contracted: Estimate
            package var book: Estimate
        }
    }

    package struct Valuation: Sendable, Codable {
        package var party: String
        package var title: String
        /// Dollars: equity value, and with debt less cash.
        package var equityValue: Double
        package var enterpriseValue: Double
        /// Revenue of the first four quarters of the run, mean, dollars; equity value over it.
        package var revenue: Estimate
        package var multiple: Double
        package var costOfCapital: Double
        /// Growth for ten years that the value takes for granted, at margins of free cash of 15, 25 and 35 %.
        package var growth: [Implied]
        /// The margin that it takes for granted if revenue grows as in the run's median and slows down after.
        package var margin: Double?
        /// Share of paths in which revenue of the last year of the run is at least what growth at a margin of 25 % asks for.
        package var reached: Estimate?
        /// The last of the four quarters that are meant.
        package var reachedBy: String?
        package var neededRevenue: Double?

        package struct Implied: Sendable, Codable {
            package var margin: Double
            package var growth: Double?
        }
    }

    package struct TrainedValue: Sendable, Codable {
        package var party: String
        package var title: String
        /// Paid for compute under contract and at spot over the run, and the part of it that trains, dollars, discounted at its
        /// cost of capital to the start.
        package var compute: Estimate
        package var training: Estimate
        /// Value at the end of the run, of revenue of its last year at 25 % of free cash growing at 3 %, discounted to the start.
        package var terminal: Estimate
        /// Share of paths in which that value covers the training.
        package var covers: Estimate
    }
}

extension ValueAnswer {
    /// - Parameter valuations: equity values in dollars by party; where empty, those that the scenario gives to labs and to
    ///   parties without a listing.
    /// - Throws: `Diagnostics` where nobody owns equipment and nobody has a value.
    package static func compute(
        _ program: Program, valuations: [String: Double] = [:], paths: Int, threads: Int
    ) async throws -> ValueAnswer {
        let owners = program.equipmentOwners
        let labs = program.labs.reduce(into: [Party]()) { list, lab in
            if !list.contains(where: { $0.index == lab.party.index }) { list.append(lab.party) }
        }
        let valued = try program.valued(valuations)
        guard !owners.isEmpty || !valued.isEmpty else {
            throw program.lacks(
                "nobody in the scenario owns equipment, and nobody has a value",
                hint: "add `fleets` or `plans`, an `equity-value`, or name one with --valuation PARTY=B_USD")
        }
        var names: [String] = []
        func add(_ more: [String]) -> Int {
            names += more
            return names.count - more.count
        }
        let fleets = owners.map { owner in
            add(["market-value", "contracted-value", "book-value", "megawatts"].map { "fleets.\(owner.name).\($0)" })
        }
        let worth = valued.map { own in add(["revenue", "debt", "cash"].map { "parties.\(own.party.name).\($0)" }) }
        let trained = labs.map { party in
            add(
                ["parties.\(party.name).revenue", "parties.\(party.name).compute-cost"]
                    + program.labs.filter { $0.party.index == party.index }.flatMap {
                        ["labs.\($0.name).training", "labs.\($0.name).obtained"]
                    })
        }
        let rates = (valued.map(\.party) + labs).map { party in
            program.inputs.first { $0.path == "parties.\(party.name).cost-of-capital" }
        }
        let first = names.count
        let run = try await SeriesRun.compute(
            program,
            try names.map { try program.measure($0) } + rates.compactMap { $0.map { program.measure(of: $0) } },
            paths: paths, threads: threads)
        let reader = ValueReader(run, program)
        func rate(_ number: Int) -> Double {
            let known = rates[..<number].count { $0 != nil }
            guard rates[number] != nil else { return 0.1 }
            let values = run.values(first + known, 0...0)
            return values.reduce(0, +) / Double(max(1, values.count))
        }
        return ValueAnswer(
            paths: paths, years: reader.years.map(\.year),
            megawatts: owners.enumerated().map { reader.megawatt($1, fleets[$0]) },
            valuations: valued.enumerated().map { reader.valuation($1.party, $1.value, worth[$0], rate: rate($0)) },
            labs: labs.enumerated().compactMap { number, party in
                reader.trained(
                    party, trained[number], labs: program.labs.count { $0.party.index == party.index },
                    rate: rate(valued.count + number))
            })
    }
}

extension Program {
    /// Parties with an equity value: as asked, else the labs that have one in the scenario; where it has no labs, everybody who is
    /// not listed.
    fileprivate func valued(_ asked: [String: Double]) throws -> [(party: Party, value: Double)] {
        guard asked.isEmpty else {
            return try asked.keys.sorted().map { (try firm($0, asked: "--valuation"), asked[$0]!) }
        }
        return scenario["parties"].compactMap { item in
            guard item.kind == "party", let party = parties.first(where: { $0.name == item.name }),
                let value = item.record.optionalConstant("equity-value"), value > 0,
                labs.isEmpty ? !item.record.flag("listed") : labs.contains(where: { $0.party.index == party.index })
            else { return nil }
            return (party, value)
        }
    }
}

private struct ValueReader {
    let run: SeriesRun
    let years: [(year: Int, quarters: ClosedRange<Int>)]
    private let antithetic: Bool
    private let quarters: Int
    private let start: Quarter

    init(_ run: SeriesRun, _ program: Program) {
        start = program.scenario.settings.start
        self.run = run
        years = YearBands(program, run).years
        antithetic = program.scenario.settings.antithetic
        quarters = program.quarters
    }

    private func mean(_ values: [Double]) -> Estimate { Estimate(meanOf: values, antithetic: antithetic) }

    func megawatt(_ party: Party, _ first: Int) -> ValueAnswer.Megawatt {
        .init(
            party: party.name, title: party.title,
            years: years.map { _, quarters in
                let megawatts = run.values(first + 3, quarters)
                guard megawatts.contains(where: { $0 > 0 }) else { return nil }
                func each(_ figure: Int) -> Estimate {
                    Estimate(ratioOf: run.values(first + figure, quarters), to: megawatts, antithetic: antithetic)
                }
                return .init(atSpot: each(0), contracted: each(1), book: each(2))
            })
    }

    func valuation(_ party: Party, _ equity: Double, _ first: Int, rate: Double) -> ValueAnswer.Valuation {
        let year = 0...min(3, quarters - 1)
        let scale = 4 / Double(year.count)
        let revenue = mean(run.values(first, year).map { $0 * scale })
        let net = mean(zip(run.values(first + 1, 0...0), run.values(first + 2, 0...0)).map { $0 - $1 }).value
        let reverse = ReverseValuation(revenue: revenue.value, value: max(0, equity + net), rate: rate)
        // Medians of the years after the first.
        let later = stride(from: 4, through: quarters - 4, by: 4).map { start in
            Quantiles(run.values(first, start...(start + 3)).map { Float($0) })(0.5) ?? 0
        }
        let growth = reverse.growth(margin: 0.25)
        let last = later.count
        let needed = growth.map { reverse.revenues(growth: $0) }.flatMap {
            last > 0 && last <= $0.count ? $0[last - 1] : nil
        }
        let reached = needed.map { need in
            Estimate(
                shareOf: run.values(first, (4 * last)...(4 * last + 3)).map { $0 >= need }, antithetic: antithetic)
        }
        return .init(
            party: party.name, title: party.title, equityValue: equity, enterpriseValue: equity + net,
            revenue: revenue, multiple: revenue.value > 0 ? equity / revenue.value : 0, costOfCapital: rate,
            growth: [0.15, 0.25, 0.35].map { .init(margin: $0, growth: reverse.growth(margin: $0)) },
            margin: later.isEmpty ? nil : reverse.margin(reverse.extended(later)), reached: reached,
            reachedBy: reached == nil ? nil : start.advanced(by: 4 * last + 3).description, neededRevenue: needed)
    }

    func trained(_ party: Party, _ first: Int, labs: Int, rate: Double) -> ValueAnswer.TrainedValue? {
        let steady = 0.03
        guard rate > steady else { return nil }
        var compute = [Double](repeating: 0, count: run.paths)
        var training = compute
        for quarter in 0..<quarters {
            let discount = (0..<(quarter + 1)).reduce(1.0) { value, _ in value / quarterly(rate) }
            let cost = run.values(first + 1, quarter...quarter)
            var (trains, has) = ([Double](repeating: 0, count: run.paths), [Double](repeating: 0, count: run.paths))
            for lab in 0..<labs {
                let (own, all) = (
                    run.values(first + 2 + 2 * lab, quarter...quarter),
                    run.values(first + 3 + 2 * lab, quarter...quarter)
                )
                for path in 0..<run.paths {
                    trains[path] += own[path]
                    has[path] += max(own[path], all[path])
                }
            }
            for path in 0..<run.paths {
                compute[path] += cost[path] * discount
                training[path] += has[path] > 0 ? cost[path] * discount * trains[path] / has[path] : 0
            }
        }
        guard compute.contains(where: { $0 > 0 }) else { return nil }
        let last = max(0, quarters - 4)...(quarters - 1)
        let discount = (0..<quarters).reduce(1.0) { value, _ in value / quarterly(rate) }
        let terminal = run.values(first, last).map {
            $0 * 4 / Double(last.count) * 0.25 * (1 + steady) / (rate - steady) * discount
        }
        return .init(
            party: party.name, title: party.title, compute: mean(compute), training: mean(training),
            terminal: mean(terminal),
            covers: Estimate(shareOf: zip(terminal, training).map { $0 >= $1 }, antithetic: antithetic))
    }

    /// Growth of a quarter that compounds to a yearly rate.
    private func quarterly(_ yearly: Double) -> Double { (1 + yearly).squareRoot().squareRoot() }
}
