extension PowerCase {
    /// A plan described by its `domain`: `sources` with `regions` and `quarters`, or an hourly site with solar and battery.
    static func planning(_ value: CaseValue, _ asked: AskedShape?) throws(PowerError) -> CaseValue {
        guard case .fields = value else {
            throw PowerError("domain", "\(value.brief) is not a table; give a plan by name")
        }
        let inputs = CaseInputs(value, path: "domain")
        if inputs.has("sources") { return try results(of: bridgingPlan(inputs).program(), asked) }
        if inputs.has("fixed_per_MW_yr") { return try results(of: hybridSite(inputs).program(), asked) }
        throw PowerError(
            "domain", "is no plan; give 'lp', or 'sources' with 'regions', or 'fixed_per_MW_yr' with hours")
    }

    private static func bridgingPlan(_ inputs: CaseInputs) throws(PowerError) -> BridgingPlan {
        var regions: [String] = []
        for value in try inputs.list("regions") {
            guard case .text(let name) = value else { throw inputs.wrong("regions", "a list of names") }
            regions.append(name)
        }
        let quarters = try inputs.whole(["quarters"], in: 1...1_000)
        let wanted = try inputs.inner("demand_MW")
        var demand: [[Double]] = []
        for region in regions { demand.append(try wanted.numbers(region)) }
        var sources: [BridgingPlan.Source] = []
        for (row, value) in try inputs.list("sources").enumerated() {
            sources.append(try source(CaseInputs(value, path: "domain, sources, row \(row)"), regions, quarters))
        }
        let isForbidden = inputs.has("unserved_allowed") && inputs.value["unserved_allowed"] == .flag(false)
        var plan = BridgingPlan(
            regions: regions, quarters: quarters, sources: sources, demand: demand,
            unservedValue: inputs.has("unserved_per_MWh") && !isForbidden ? try inputs.number("unserved_per_MWh") : nil)
        if inputs.has("lines") {
            for (row, value) in try inputs.list("lines").enumerated() {
                guard case .list(let parts) = value, parts.count >= 3, case .text(let from) = parts[0],
                    case .text(let to) = parts[1], case .number(let size) = parts[2],
                    let start = regions.firstIndex(of: from), let end = regions.firstIndex(of: to)
                else { throw PowerError("domain, lines, row \(row)", "is no line; give [region, region, MW]") }
                plan.lines.append(.init(from: start, to: end, megawatts: size))
            }
        }
        let caps = ["co2_cap_t_per_year", "co2_cap"]
        if inputs.key(caps) != nil { plan.carbonCap = try inputs.oneOrMore(caps) }
        let margins = ["firm_margin", "reserve_margin", "firm_reserve_margin"]
        if inputs.key(margins) != nil { plan.firmMargin = try inputs.number(margins) }
        plan.discount = try inputs.number(["discount_per_quarter", "discount_factor", "discount"], default: 1)
        return plan
    }

    private static func source(
        _ inputs: CaseInputs, _ regions: [String], _ quarters: Int
    ) throws(PowerError) -> BridgingPlan.Source {
        /// A number for each region: one for all, or a table by region in which others have `other`.
        func byRegion(_ key: String, other: Double) throws(PowerError) -> [Double] {
            if case .number? = inputs.value[key] {
                return [Double](repeating: try inputs.number(key), count: regions.count)
            }
            let table = try inputs.inner(key)
            var values: [Double] = []
            for region in regions { values.append(try table.number(region, default: other)) }
            return values
        }
        var source = BridgingPlan.Source(
            name: try inputs.text("name"), capitalCharge: try inputs.number("capital_charge_per_MW_quarter"),
            variableCost: try inputs.number("variable_per_MWh"),
            lead: try inputs.whole(["lead_quarters"], default: 0, in: 0...10_000),
            availability: try inputs.number("availability", default: 1),
            firmFraction: try inputs.number("firm_fraction", default: 1),
            carbonIntensity: try inputs.number("co2_t_per_MWh", default: 0))
        if inputs.has("supplier_MW_per_quarter") {
            let slots = try inputs.oneOrMore(["supplier_MW_per_quarter"])
            source.slots = slots.count == 1 ? [Double](repeating: slots[0], count: quarters) : slots
        }
        source.slotsCarryOver = inputs.value["slots_carry_over"] == .flag(true)
        if inputs.has("stock_limit_MW") { source.stockLimit = try byRegion("stock_limit_MW", other: .infinity) }
        if inputs.has("existing_MW") { source.existing = try byRegion("existing_MW", other: 0) }
        if inputs.has("hours_per_year_limit") { source.permittedHours = try inputs.number("hours_per_year_limit") }
        return source
    }

    private static func hybridSite(_ inputs: CaseInputs) throws(PowerError) -> HybridSite {
        let fixed = try inputs.inner("fixed_per_MW_yr")
        let limit = inputs.has("gas_cap_limit") ? try inputs.number("gas_cap_limit") : nil
        var series = (solar: [Double](), load: [Double]())
        if inputs.has("formula"), !inputs.has("load_MW") {
            let hours = try inputs.whole(["hours"], in: 1...20_000)
            let formulas = try HourlyFormula.all(in: inputs.text("formula"))
            guard let solar = formulas["solar"], let load = formulas["load"] else {
                throw inputs.wrong("formula", "a text with solar[t]=... and load[t]=...")
            }
            for hour in 0..<hours {
                series.solar.append(solar.value(at: Double(hour)))
                series.load.append(load.value(at: Double(hour)))
            }
        } else {
            series = (try inputs.numbers("solar_cf"), try inputs.numbers("load_MW"))
        }
        return HybridSite(
            solar: series.solar, load: series.load, weight: try inputs.number("weight", default: 1),
            chargeEfficiency: try inputs.number("eff_in", default: 1),
            dischargeEfficiency: try inputs.number("eff_out", default: 1),
            gasAvailability: try inputs.number("gas_avail", default: 1), fixedGas: try fixed.number("gas"),
            fixedSolar: try fixed.number("solar"), fixedBatteryPower: try fixed.number("batt_MW"),
            fixedBatteryEnergy: try fixed.number("batt_MWh"), gasCost: try inputs.number("gas_var"),
            throughputCost: try inputs.number("throughput", default: 0), unservedValue: try inputs.number("voll"),
            gasLimit: limit, isCyclic: inputs.value["cyclic_soc"] != .flag(false))
    }
}
