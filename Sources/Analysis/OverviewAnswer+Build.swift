import Calendar
import Engine
import Model

extension OverviewAnswer {
    /// Reads the answer off a run.
    package init(_ run: Run, of program: Program, seconds: Double, shocked: [(ShockSetting, Run)] = []) {
        let settings = program.scenario.settings
        scenario = settings.name
        title = settings.title
        description = settings.description
        version = run.manifest.version
        dataAsOf = settings.dataAsOf
        priceYear = settings.priceYear
        start = settings.start.description
        end = settings.end.description
        paths = run.paths
        quarters = program.quarters
        seed = program.seed
        self.seconds = seconds
        digest = run.digest
        scenarioHash = run.manifest.scenarioHash
        shocksOn = run.manifest.shocks.map(\.text)
        overrides = run.manifest.overrides
        audit = run.audit.map { Check(check: $0.check.rawValue, worst: $0.worst, ok: $0.isHeld) }
        let reader = RunReader(run, program)
        defaults = program.parties.filter { !$0.isSector }.map { reader.default(of: $0) }
        covenants = program.facilities.flatMap { reader.covenants(of: $0) }
        losses = program.listedLoans.map { reader.loss(of: $0) }
        ratios = program.facilities.flatMap { facility in
            ["dscr", "ltv"].compactMap { reader.ratio($0, of: facility) }
        }
        sites = program.sites.map { reader.power(of: $0) }
        lossesByLender = reader.lossesByLender()
        conditional = reader.conditional()
        (money, announced, power, funding, prices, revenue, calibration) = ([], [], [], [], [], [], [])
        regions = program.regions.map { reader.shortfall(of: $0) }
        let borrowers = program.parties.filter { party in
            program.listedLoans.contains { $0.borrower.index == party.index }
        }
        shocks = shocked.flatMap { setting, other in
            borrowers.map { reader.effect(of: setting, on: $0, other: RunReader(other, program)) }
        }
        assumptions = Assumptions(program.scenario)
    }
}

extension OverviewAnswer {
    /// Adds what a run keeps no column of: the first paths again, with every quarter looked at.
    ///
    /// - Parameters:
    ///   - paths: paths of the blocks by year and of the calibration.
    ///   - traced: paths that are traced.
    package mutating func addBuildOut(_ program: Program, paths: Int, traced: Int, threads: Int) async throws {
        money = try await OverviewAnswer.ownMoney(program, paths: traced, threads: threads)
        followedPaths = paths
        let targets = program.scenario["calibration"].map { CalibrationTarget($0) }
        guard !program.labs.isEmpty || !program.regions.isEmpty else {
            guard !targets.isEmpty else { return }
            calibration = try await CalibrationAnswer.compute(program, paths: paths, threads: threads).rows
            return
        }
        let (build, run, first) = try await BuildOut.compute(
            program, beside: try targets.flatMap { try $0.measures(program) }, paths: paths, threads: threads)
        calibration = try CalibrationTarget.rows(targets, run, from: first, program)
        announced = build.announced
        power = build.power
        funding = build.funding
        prices = build.prices
        revenue = build.revenue
    }
}

/// Reads columns of a run by what they mean.
struct RunReader {
    let run: Run
    let program: Program

    init(_ run: Run, _ program: Program) {
        self.run = run
        self.program = program
    }

    private var antithetic: Bool { program.scenario.settings.antithetic }
    private var start: Quarter { program.scenario.settings.start }

    /// A metric's values; empty where the run does not keep it.
    func column(_ name: String) -> [Float] { run.column(name) ?? [] }

    private func share(_ column: [Float], by quarter: Int) -> Estimate {
        Estimate(shareOf: column.map { $0 > 0 && $0 <= Float(quarter + 1) }, antithetic: antithetic)
    }

    private func byQuarter(_ column: [Float]) -> [OverviewAnswer.AtQuarter] {
        (0..<program.quarters).map { quarter in
            let share = share(column, by: quarter)
            return .init(
                quarter: start.advanced(by: quarter).description, probability: share.value,
                standardError: share.standardError)
        }
    }

    /// The last quarter of 2030, or of the run where that does not cover it.
    private var end2030: Int {
        let wanted = start.distance(to: Quarter(year: 2030, number: 4))
        return (0..<program.quarters).contains(wanted) ? wanted : program.quarters - 1
    }

    func `default`(of party: Party) -> OverviewAnswer.Default {
        let column = column("parties.\(party.name).default")
        let by2030 = share(column, by: end2030)
        let causes = causes(of: party)
        let odds = byQuarter(column)
        let spread = program.scenario["spreads"].first { $0.record.reference("party") == party.name }
        return .init(
            party: party.name, title: party.title, byQuarter: odds, probability2030: by2030.value,
            standardError: by2030.standardError, probability: share(column, by: program.quarters),
            missedPayment: share(self.column("parties.\(party.name).missed"), by: program.quarters),
            firstCause: causes.first?.cause ?? "", causes: causes,
            implied: spread.map { ImpliedOdds($0, odds, from: start) })
    }

    private func causes(of party: Party) -> [OverviewAnswer.CauseShare] {
        var counts: [String: Int] = [:]
        var total = 0
        for (failed, cause) in zip(column("parties.\(party.name).default"), column("parties.\(party.name).cause"))
        where failed > 0 {
            total += 1
            let title = cause > 0 ? program.causes[Int(cause) - 1].title : "operating shortfall"
            counts[title, default: 0] += 1
        }
        return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            .init(cause: $0.key, share: Double($0.value) / Double(total))
        }
    }

    func covenants(of facility: Facility) -> [OverviewAnswer.CovenantOdds] {
        facility.covenantTerms.enumerated().map { number, terms in
            let column = column("contracts.\(facility.name).covenants.\(number).breach")
            let ever = share(column, by: program.quarters)
            return .init(
                contract: facility.name, title: facility.title, test: terms.test, limit: terms.limit,
                byQuarter: byQuarter(column), probability: ever.value, standardError: ever.standardError)
        }
    }

    func loss(of loan: Loan) -> OverviewAnswer.Loss {
        let name = loan.subject
        let (claims, lost) = (column("\(name).claim"), column("\(name).lost"))
        let recovered = column("\(name).recovered")
        let failed = column("parties.\(loan.borrower.name).default")
        let last = Float(program.quarters - Int(program.estateQuarters))
        // Estates that the end of the run cuts off are not counted as recoveries.
        let resolved = claims.indices.filter { claims[$0] > 0 && failed[$0] > 0 && failed[$0] <= last }
        let rates = resolved.map { Double(min(1, recovered[$0] / claims[$0])) }
        let amounts = lost.map(Double.init)
        return .init(
            contract: loan.name, title: loan.title, lender: loan.lender.name,
            lenderTitle: loan.lender.title,
            probability: Estimate(shareOf: claims.map { $0 > 0 }, antithetic: antithetic),
            expected: Estimate(meanOf: amounts, antithetic: antithetic), p95: Quantiles(lost)(0.95) ?? 0,
            worst: amounts.max() ?? 0,
            recoveryRate: rates.isEmpty ? nil : Estimate(meanOf: rates, antithetic: false),
            meanRecovered: rates.isEmpty
                ? nil : resolved.map { Double(recovered[$0]) }.reduce(0, +) / Double(resolved.count),
            resolvedPaths: resolved.count)
    }

    func bands(_ prefix: String) -> [OverviewAnswer.Band] {
        run.metrics.enumerated().compactMap { index, metric in
            guard metric.name.hasPrefix(prefix + "."), let year = Int(metric.name.dropFirst(prefix.count + 1)) else {
                return nil
            }
            let quantiles = Quantiles(run.columns[index])
            return .init(
                year: year, p5: quantiles(0.05), p50: quantiles(0.5), p95: quantiles(0.95),
                share: Double(quantiles.count) / Double(max(1, run.paths)))
        }
    }

    func ratio(_ ratio: String, of facility: Facility) -> OverviewAnswer.Ratio? {
        let years = bands("contracts.\(facility.name).\(ratio)").filter { $0.share > 0 }
        let isMeant =
            ratio == "ltv" ? facility.hasCollateral : facility.covenantTerms.contains(where: { $0.test == "dscr" })
        guard !years.isEmpty, isMeant else { return nil }
        return .init(contract: facility.name, title: facility.title, ratio: ratio, years: years)
    }

    func power(of site: Site) -> OverviewAnswer.SitePower {
        let years = bands("sites.\(site.name).energised")
        let announced = years.map { band in
            program.announced(at: site, quarter: start.distance(to: Quarter(year: band.year, number: 4)))
        }
        return .init(site: site.name, title: site.title, announced: announced, years: years)
    }

    /// The run with the shock may have fewer paths: it is compared with the same ones of this run.
    func effect(of shock: ShockSetting, on party: Party, other: RunReader) -> OverviewAnswer.ShockEffect {
        func flags(_ reader: RunReader, _ metric: String) -> [Double] {
            reader.column("parties.\(party.name).\(metric)").map { $0 > 0 ? 1 : 0 }
        }
        let own = program.listedLoans.filter { $0.borrower.index == party.index }
        func earnings(_ reader: RunReader) -> [Double] {
            reader.column("parties.\(party.name).earnings").map(Double.init)
        }
        func change(_ after: [Double], _ before: [Double]) -> Estimate {
            Estimate(differenceOf: after, and: before, antithetic: antithetic)
        }
        let item = program.scenario["shocks"].first { $0.name == shock.name }
        return .init(
            shock: shock.name, title: item?.record.optionalText("title") ?? shock.name, party: party.name,
            partyTitle: party.title,
            defaultProbability: Estimate(meanOf: flags(other, "default"), antithetic: antithetic),
            defaultChange: change(flags(other, "default"), flags(self, "default")),
            breachChange: change(flags(other, "breach"), flags(self, "breach")),
            lossChange: change(other.run.losses(on: own), run.losses(on: own)),
            earningsChange: change(earnings(other), earnings(self)))
    }
}

extension OverviewAnswer.Assumptions {
    init(_ scenario: Scenario) {
        var counts: [String: Int] = [:]
        // Sizes of shocks are questions, not claims about the world; evidence is what the run is held against.
        let apart = ["shocks.", "calibration.", "hindcast.", "mechanisms.", "tables."]
        for (path, input) in scenario.inputs where !apart.contains(where: path.hasPrefix) {
            switch input.provenance {
            case .facts: counts["facts", default: 0] += 1
            case .assumption: counts["assumptions", default: 0] += 1
            case .derived: counts["derived", default: 0] += 1
            case .schemaDefault: counts["defaults", default: 0] += 1
            case .none: counts["unsourced", default: 0] += 1
            }
        }
        facts = counts["facts"] ?? 0
        assumptions = counts["assumptions"] ?? 0
        derived = counts["derived"] ?? 0
        defaults = counts["defaults"] ?? 0
        unsourced = counts["unsourced"] ?? 0
        inputs = facts + assumptions + derived + defaults + unsourced
        share = inputs == 0 ? 0 : Double(assumptions + defaults) / Double(inputs)
    }
}
