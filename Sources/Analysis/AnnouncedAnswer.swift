import Calendar
import Engine
import Model

/// Announced against real: what parties announce, commit to, pay for and have, by year, in dollars and gigawatts.
package struct AnnouncedAnswer: Sendable, Codable {
    package var paths: Int
    package var years: [Int]
    /// Each party that announces anything, the largest first, after all of them together under `all`.
    package var parties: [PartySteps]
    /// Whether the scenario models regions: without them nobody says what is wanted.
    package var hasRegions: Bool

    package struct PartySteps: Sendable, Codable {
        package var party: String
        package var title: String
        package var years: [Year]
        /// Funded dollars over announced ones, and megawatts with power over announced ones in the last year: what turns up.
        package var funded: Estimate
        package var energised: Estimate
    }

    package struct Year: Sendable, Codable {
        package var year: Int
        /// Quarters of it within the run: dollars are theirs.
        package var quarters: Int
        /// Dollars of the year: what plans would order as guided, and what they ordered; of a party without a plan, the
        /// instalments of the orders that it has signed; what was paid for equipment and halls; what was put on the books
        /// as delivered.
        package var announced: Estimate
        package var committed: Estimate
        package var funded: Estimate
        package var built: Estimate
        /// Facility gigawatts at the end of the year: announced at its sites; wanted by equipment that stands or is on firm
        /// order; with power and hall.
        package var announcedGW: Estimate
        package var committedGW: Estimate?
        package var builtGW: Estimate
    }
}

extension AnnouncedAnswer {
    /// - Throws: `Diagnostics` where the scenario has neither plans nor sites.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> AnnouncedAnswer {
        let plans = program.scenario["plans"]
        guard !plans.isEmpty || !program.sites.isEmpty else {
            throw program.lacks(
                "the scenario has neither plans nor sites: nothing is announced", hint: "add `sites` and `plans`")
        }
        let hasRegions = program.sites.allSatisfy { $0.region != nil } && !program.sites.isEmpty
        let computing = program.computingSites
        let orders = program.scenario["contracts"].filter {
            $0.kind == PurchaseOrder.schema.kind && computing.contains($0.record.reference("site"))
        }
        // Utilities and makers plan too, but not for computing.
        let firms = program.parties.filter { party in
            !party.isSector
                && (plans.contains {
                    $0.record.reference("party") == party.name && computing.contains($0.record.reference("site"))
                } || orders.contains { $0.record.reference("buyer") == party.name }
                    || program.sites.contains { $0.owner == party.index && computing.contains($0.name) })
        }
        var measures: [Measure] = []
        /// Positions of a party's measures, one per figure and item.
        var positions: [[[Int]]] = []
        /// Orders that are signed already: position of the amount, quarter and share of each instalment within the run.
        var instalments: [String: [(measure: Int, quarter: Int, share: Double)]] = [:]
        func add(_ names: [String]) throws -> [Int] {
            try names.map {
                measures.append(try program.measure($0))
                return measures.count - 1
            }
        }
        for firm in firms {
            let own = plans.filter { $0.record.reference("party") == firm.name }
            let sites = program.sites.filter { $0.owner == firm.index }.map { "sites.\($0.name)" }
            let guidance = own.compactMap { plan in program.inputs.first { $0.path == "\(plan.path).guidance" } }
            measures += guidance.map { program.measure(of: $0) }
            let guided = Array(measures.count - guidance.count..<measures.count)
            // What a plan orders anew takes the place of what its party had ordered before.
            let bought = (own.isEmpty ? orders : []).filter { $0.record.reference("buyer") == firm.name }.compactMap {
                order in
                program.inputs.first { $0.path == "\(order.path).amount" }.map { (order, $0) }
            }
            measures += bought.map { program.measure(of: $0.1) }
            for (number, (order, _)) in bought.enumerated() {
                let first = measures.count - bought.count
                instalments[firm.name, default: []] += order.record.records("payments").compactMap {
                    let quarter = program.scenario.settings.start.distance(to: $0.quarter("quarter"))
                    guard quarter >= 0 && quarter < program.quarters else { return nil }
                    return (first + number, quarter, $0.constant("share"))
                }
            }
            positions.append([
                guided,
                try add(own.map { "\($0.path).ordered" }),
                try add(["parties.\(firm.name).capex"]),
                try add(["parties.\(firm.name).delivered"]),
                try add(sites.map { "\($0).announced" }),
                try add(hasRegions ? sites.map { "\($0).wanted" } : []),
                try add(sites.map { "\($0).facility" }),
            ])
        }
        let run = try await SeriesRun.compute(program, measures, paths: paths, threads: threads)
        let reader = StepReader(run, program)
        func steps(_ name: String, _ title: String, _ own: [[[Int]]]) -> PartySteps {
            let signed =
                name == "all" ? instalments.keys.sorted().flatMap { instalments[$0]! } : instalments[name] ?? []
            return reader.steps(
                name, title, (0..<7).map { figure in own.flatMap { $0[figure] } }, signed: signed,
                hasRegions: hasRegions)
        }
        var rows = firms.enumerated().map { steps($1.name, $1.title, [positions[$0]]) }
        rows.sort { left, right in
            func size(_ row: PartySteps) -> Double {
                row.years.reduce(0) { $0 + $1.announced.value + $1.announcedGW.value * 1e3 }
            }
            return (size(right), left.party) < (size(left), right.party)
        }
        if rows.count > 1 { rows.insert(steps("all", "All together", positions), at: 0) }
        return AnnouncedAnswer(
            paths: paths, years: reader.years.map(\.year), parties: rows, hasRegions: hasRegions)
    }
}

private struct StepReader {
    let run: SeriesRun
    let years: [(year: Int, quarters: ClosedRange<Int>)]
    private let antithetic: Bool

    init(_ run: SeriesRun, _ program: Program) {
        self.run = run
        years = YearBands(program, run).years
        antithetic = program.scenario.settings.antithetic
    }

    /// Sum over measures, path by path. Guidance is a yearly rate: a quarter of it for each quarter.
    private func sum(_ measures: [Int], _ quarters: ClosedRange<Int>, isRate: Bool = false) -> [Double] {
        var sums = [Double](repeating: 0, count: run.paths)
        for measure in measures {
            for part in isRate ? quarters.map({ $0...$0 }) : [quarters] {
                for (path, value) in run.values(measure, part).enumerated() { sums[path] += isRate ? value / 4 : value }
            }
        }
        return sums
    }

    func steps(
        _ name: String, _ title: String, _ own: [[Int]], signed: [(measure: Int, quarter: Int, share: Double)],
        hasRegions: Bool
    ) -> AnnouncedAnswer.PartySteps {
        /// Dollars of plans with the instalments of signed orders that fall due then.
        func withOrders(_ dollars: [Double], _ quarters: ClosedRange<Int>) -> [Double] {
            var sums = dollars
            for part in signed where quarters.contains(part.quarter) {
                for (path, amount) in run.values(part.measure, part.quarter...part.quarter).enumerated() {
                    sums[path] += amount * part.share
                }
            }
            return sums
        }
        func mean(_ values: [Double], _ scale: Double = 1) -> Estimate {
            Estimate(meanOf: values, antithetic: antithetic).scaled(scale)
        }
        let whole = 0...(run.quarters - 1)
        let end = (run.quarters - 1)...(run.quarters - 1)
        return .init(
            party: name, title: title,
            years: years.map { year, quarters in
                .init(
                    year: year, quarters: quarters.count,
                    announced: mean(withOrders(sum(own[0], quarters, isRate: true), quarters)),
                    committed: mean(withOrders(sum(own[1], quarters), quarters)), funded: mean(sum(own[2], quarters)),
                    built: mean(sum(own[3], quarters)), announcedGW: mean(sum(own[4], quarters), 1e-3),
                    committedGW: hasRegions ? mean(sum(own[5], quarters), 1e-3) : nil,
                    builtGW: mean(sum(own[6], quarters), 1e-3))
            },
            funded: Estimate(
                ratioOf: sum(own[2], whole), to: withOrders(sum(own[0], whole, isRate: true), whole),
                antithetic: antithetic),
            energised: Estimate(ratioOf: sum(own[6], end), to: sum(own[4], end), antithetic: antithetic))
    }
}

extension Program {
    /// Names of the sites at which equipment stands or may come to stand; all sites where none is modelled.
    var computingSites: Set<String> {
        let own = Set(cohorts.filter { $0.generation != nil }.map(\.site))
        return Set(sites.filter { own.isEmpty || own.contains($0.index) }.map(\.name))
    }
}
