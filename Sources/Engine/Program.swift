import Lanes
import Ledger
import Model

/// What will be computed: a scenario compiled to rows, slots and eight stages. Immutable, shared by all workers.
package struct Program: Sendable {
    package let scenario: Scenario
    package let parties: [Party]
    package let legs: [Leg]
    package let postings: [Posting]
    package let chart: Chart
    package let causes: [Cause]
    package let marks: [StoryMark]
    package let facilities: [Facility]
    /// Facilities and debt pools.
    package let loans: [Loan]
    package let sites: [Site]
    package let regions: [Region]
    package let suppliers: [EquipmentSupplier]
    package let cohorts: [Cohort]
    let guaranteed: Row<Whole>?
    let contracts: [any Contract]
    let pools: [DebtPool]
    let instruments: [Instrument]
    package let labs: [Lab]
    package let segments: [Segment]
    package let market: ComputeMarket?
    let openings: [Opening]
    let jointVentures: [JointVenture]
    package let plan: RowPlan
    /// Every input by path, with the row that holds its value.
    package let inputs: [InputSlot]
    /// The row of each driver's value, by the driver's name.
    private let driverRows: [String: Row<Scalar>]
    package let shocks: [ShockSetting]
    package let seed: UInt64
    /// Rows claimed by each stage, for those who tune it.
    package let rowsByStage: [(stage: String, state: Int, scratch: Int)]

    /// Legs of one payer and rank, which share what it has.
    package let rankGroups: [[Int]]
    let range: LedgerAudit
    /// By party: retained earnings and the income and cost rows that are closed into them.
    let resultAccounts: [[Row<Cents>]]
    /// By party: equity before the first quarter, in cents.
    let openingEquity: [Int64]
    /// Lines that formulas may read, by path.
    let lines: [String: FormulaSource]
    package let generations: [Generation]
    let saleQuarters: Int64
    let observe: Observe
    let energise: Energise
    let deliver: Deliver
    let trade: Trade
    let owe: Owe
    let fund: Fund
    let settle: Settle
    let close: Close

    /// Compiles a scenario.
    /// - Throws: `Diagnostics` with everything that is wrong, at once.
    /// - Parameters:
    ///   - fixed: numbers that stand in for inputs, by path, each in the input's own unit.
    ///   - isCounterfactual: whether a run may say, path by path, whom a sector stands behind.
    package init(
        _ scenario: Scenario, shocks: [ShockSetting] = [], seed: UInt64? = nil, fixed: [String: Double] = [:],
        isCounterfactual: Bool = false
    ) throws {
        let compiler = Compiler(scenario, fixed: fixed, isCounterfactual: isCounterfactual)
        var rows: [(String, Int, Int)] = []
        var (state, scratch) = (0, 0)
        func counted(_ stage: String) {
            rows.append((stage, compiler.plan.stateRows - state, compiler.plan.scratchRows - scratch))
            (state, scratch) = (compiler.plan.stateRows, compiler.plan.scratchRows)
        }
        compiler.checkHorizon()
        compiler.compileParties()
        compiler.compileItems()
        guard compiler.findings.allSatisfy({ $0.severity != .error }) else { throw Diagnostics(compiler.findings) }
        counted("parties, contracts and drivers")
        let trade = Trade(compiler)
        counted("trade")
        let backstops = compiler.parties.filter { !$0.isSector }.map { Backstop($0, compiler) }
        let estates = compiler.parties.filter { !$0.isSector }.map { Estate($0, compiler) }
        counted("estates")
        let taxes = compiler.parties.filter { !$0.isSector }.map { IncomeTax($0, compiler) }
        counted("taxes")
        compiler.openBooks()
        compiler.nameLines()
        let applied = compiler.apply(shocks)
        fund = Fund(compiler)
        counted("fund")
        settle = Settle(compiler, estates: estates, backstops: backstops)
        counted("settle")
        observe = Observe(compiler, shocks: applied)
        counted("observe")
        energise = Energise(compiler)
        deliver = Deliver(compiler)
        owe = Owe(compiler, trade: trade, taxes: taxes, estates: estates, backstops: backstops)
        close = Close(compiler, taxes: taxes)
        self.trade = trade
        guard compiler.findings.allSatisfy({ $0.severity != .error }) else { throw Diagnostics(compiler.findings) }
        self.scenario = scenario
        self.shocks = shocks
        self.seed = seed ?? scenario.settings.seed
        parties = compiler.parties
        legs = compiler.legs
        postings = compiler.postings
        chart = compiler.chart
        causes = compiler.causes
        marks = compiler.marks
        facilities = compiler.facilities
        loans = compiler.loans
        sites = compiler.sites
        regions = compiler.regions
        suppliers = compiler.suppliers
        precondition(
            compiler.cohorts.enumerated().allSatisfy { $0.offset == $0.element.index },
            "cohorts stand in the order in which they were made")
        cohorts = compiler.cohorts
        inputs = compiler.inputs
        driverRows = Dictionary(
            uniqueKeysWithValues: compiler.drivers.indices.map {
                (compiler.driverItems[$0].name, compiler.shownRows[$0] ?? compiler.drivers[$0].value)
            })
        guaranteed = compiler.guaranteed
        contracts = compiler.contracts
        pools = compiler.pools
        instruments = compiler.instruments
        labs = compiler.labs
        segments = compiler.segments
        market = compiler.market
        openings = compiler.openings
        lines = compiler.lines
        generations = compiler.scenario["generations"].compactMap { compiler.generations[$0.name] }
        jointVentures = compiler.jointVentures
        plan = compiler.plan
        saleQuarters = compiler.rules!.saleQuarters
        resultAccounts = compiler.parties.map { party in
            compiler.chart.accounts(of: party.index).filter {
                $0.kind == .retainedEarnings || $0.kind.isClosedEachQuarter
            }
            .map(\.row)
        }
        openingEquity = compiler.parties.map { party in
            -compiler.openings.filter { $0.account.party == party.index && $0.account.kind == .retainedEarnings }
                .reduce(0) { $0 &+ $1.cents }
        }
        range = LedgerAudit(
            chart: compiler.chart, parties: compiler.parties.count,
            sectors: Set(compiler.parties.filter(\.isSector).map(\.index)))
        rankGroups = Dictionary(grouping: compiler.legs, by: { [$0.payer, $0.rank.rawValue] })
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { $0.value.map(\.index) }
        rowsByStage = rows
    }

    package var quarters: Int { scenario.settings.quarters }

    package func driverRow(_ name: String) -> Row<Scalar>? { driverRows[name] }
}

extension Compiler {
    /// Limits that keep memory and time within reason, checked before either is taken.
    func checkHorizon() {
        let settings = scenario.settings
        let allowed = Scenario.Settings.allowedQuarters
        if !allowed.contains(settings.quarters) {
            error(
                "`quarters` must be between \(allowed.lowerBound) and \(allowed.upperBound)", at: settings.place,
                quote: "\(settings.quarters)", hint: "\(allowed.upperBound) quarters are a century")
        }
        let items = scenario.sections.values.reduce(0) { $0 + $1.count }
        if items > 20_000 {
            error("a scenario may have at most 20,000 items", at: settings.place, quote: "\(items)")
        }
    }

    /// Compiles all items, what others need first.
    func compileItems() {
        guard findings.allSatisfy({ $0.severity != .error }) else { return }
        let targeted = Set(scenario["shocks"].flatMap { $0.record.paths("targets").map(\.path) })
        let drivers = Dictionary(uniqueKeysWithValues: Catalogue.drivers.map { ($0.schema.kind, $0) })
        for item in scenario["drivers"] {
            let driver = drivers[item.kind]!.init(item, self)
            let unit = Unit(item.record.text("unit")) ?? .dimensionless
            // A shock must not feed back into the process, so a process under shock is read through a row of its own.
            let isShocked = targeted.contains("\(item.path).value") && inputIndex["\(item.path).value"] == nil
            let shown: Row<Scalar>? = isShocked ? scalar() : nil
            lines["\(item.path).value"] = FormulaSource(
                .real(shown ?? driver.value), factor: unit.factor, driver: self.drivers.count)
            self.drivers.append(driver)
            shownRows.append(shown)
            driverItems.append(item)
        }
        compileRules()
        if scenario["markets"].count > 1 {
            error(
                "a scenario has at most one compute market", at: scenario["markets"][1].place,
                quote: scenario["markets"][1].name)
        }
        grades = CreditGrade.table(self)
        if scenario["regime"].count > 1 {
            error(
                "a scenario has at most one item of `regime`", at: scenario["regime"][1].place,
                quote: scenario["regime"][1].name)
        }
        regime = scenario["regime"].first.map { FundingRegime($0, self) }
        for item in scenario["capital-markets"] { capitalMarkets.append(CapitalMarket(item, self)) }
        market = scenario["markets"].first.map { ComputeMarket($0, self) }
        var strengths: [String: Double] = [:]
        for item in scenario["generations"] {
            let generation = Generation(item, self)
            generations[item.name] = generation
            bestGenerations.append(generation)
            strengths[item.name] = (item.record.input("performance").largestNumber ?? 1) / generation.megawatts
        }
        // A stable order: the most compute per megawatt first, as in the file where equal.
        bestGenerations = bestGenerations.enumerated().sorted {
            (-strengths[$0.element.name]!, $0.offset) < (-strengths[$1.element.name]!, $1.offset)
        }.map(\.element)
        compilePower()
        for item in scenario["sites"] {
            siteIndex[item.name] = sites.count
            sites.append(Site(item, index: sites.count, self))
        }
        // Fleets and plans first: the sites' contracts and loans look at their cohorts.
        for item in scenario["fleets"] { contracts.append(Fleet(item, self)) }
        for item in scenario["vendors"] { vendors.append(Vendor(item, self)) }
        for item in scenario["plans"] { contracts.append(CapexPlan(item, self)) }
        let kinds = Dictionary(uniqueKeysWithValues: Catalogue.contracts.map { ($0.schema.kind, $0) })
        let ordered = scenario["contracts"].enumerated().sorted {
            (kinds[$0.element.kind]!.order, $0.offset) < (kinds[$1.element.kind]!.order, $1.offset)
        }
        for (_, item) in ordered { contracts.append(kinds[item.kind]!.init(item, self)) }
        for item in scenario["labs"] { _ = Lab(item, self) }
        for item in scenario["segments"] { segments.append(Segment(item, self)) }
        let sourceKinds = Dictionary(uniqueKeysWithValues: Catalogue.sources.map { ($0.schema.kind, $0) })
        for item in scenario["funding"] {
            let source = sourceKinds[item.kind]!.init(item, self)
            sources.append(source)
            if let contract = source as? any Contract { contracts.append(contract) }
        }
        checkCorrelations()
    }

    private func compileRules() {
        let items = scenario["rules"]
        if items.count > 1 {
            error("a scenario has at most one item of `rules`", at: items[1].place, quote: items[1].name)
        }
        rules = Rules(items.first ?? Rules.defaultItem(at: scenario.settings.place), self)
    }

    /// Both ends of a correlation must be random things, and a correlation lies between -1 and 1.
    private func checkCorrelations() {
        let normals = Set(innovations.map(\.name))
        let draws = Set(
            inputs.flatMap { slot -> [String] in
                guard case .distribution = slot.value.form else { return [] }
                return [slot.path, String(slot.path[..<(slot.path.lastIndex(of: ".") ?? slot.path.endIndex)])]
            })
        for pair in scenario.correlations {
            for end in [pair.first, pair.second] where !normals.contains(end) && !draws.contains(end) {
                error(
                    "nothing random is called `\(end)`", at: pair.place, quote: end,
                    hint: "name a driver (`drivers.rent`) or an input that is a distribution")
            }
            if normals.contains(pair.first) != normals.contains(pair.second),
                draws.contains(pair.first) != draws.contains(pair.second)
            {
                error(
                    "a quarterly process and a number drawn once cannot be correlated", at: pair.place,
                    quote: "\(pair.first), \(pair.second)")
            }
            if !(pair.rho >= -1 && pair.rho <= 1) {
                error("a correlation lies between -1 and 1", at: pair.place, quote: "\(pair.rho)")
            }
        }
    }
}
