import Lanes

/// The terms of a project case: overrides first, then the groups of all inputs.
struct ProjectTerms {
    private let terms: CaseInputs
    private let capacity: Double
    private let yearlyEnergy: Double

    init(_ inputs: CaseInputs) throws(CaseError) {
        var fields: [String: CaseValue] = [:]
        if inputs.has("all_pysam_inputs") {
            for case .fields(let group) in try inputs.inner("all_pysam_inputs").fields.values {
                fields.merge(group) { $1 }
            }
        }
        fields.merge(try inputs.inner("overrides_and_base").fields) { $1 }
        terms = CaseInputs(fields: fields)
        capacity = try inputs.number("capacity_kw")
        yearlyEnergy = try inputs.number("constant_gen_kw") * inputs.number("hours", default: 8_760)
    }

    /// A number, or the first of a list.
    func number(_ key: String, _ other: Double) throws(CaseError) -> Double {
        if case .list = terms.fields[key] { return try terms.numbers(key).first ?? other }
        return try terms.number(key, default: other)
    }

    /// A whole number from 0 to 200: years.
    func years(_ key: String, _ other: Int) throws(CaseError) -> Int {
        guard let years = Int(exactly: try number(key, Double(other))), (0...200).contains(years) else {
            throw terms.wrong(key, "a whole number of years, at most 200")
        }
        return years
    }

    private func share(_ key: String, _ other: Double = 0) throws(CaseError) -> Double { try number(key, other) / 100 }

    /// A list of one value stands for all years; of several, years after its end have the last one (`holding`) or none.
    private func yearly(_ key: String, _ years: Int, growth: Double, holding: Bool = false) throws(CaseError)
        -> [Double]
    {
        var values = [try number(key, 0)]
        if case .list = terms.fields[key] { values = try terms.numbers(key) }
        guard values.count > 1 else { return (0..<years).map { (values.first ?? 0) * power(1 + growth, $0) } }
        return (0..<years).map { $0 < values.count ? values[$0] : (holding ? values[values.count - 1] : 0) }
    }

    func plan() throws(CaseError) -> ProjectPlan {
        var plan = ProjectPlan()
        let years = try self.years("analysis_period", 0)
        if years == 0 { throw terms.wrong("analysis_period", "at least 1 year") }
        plan.inflation = try share("inflation_rate")
        plan.realDiscountRate = try share("real_discount_rate")
        guard plan.inflation > -1, plan.realDiscountRate > -1 else {
            throw terms.wrong(plan.inflation > -1 ? "real_discount_rate" : "inflation_rate", "above -100")
        }
        plan.plantCost = try terms.number("total_installed_cost")
        plan.constructionFinancing = try number("construction_financing_cost", 0)
        plan.otherFinancing = try number("cost_other_financing", 0)
        plan.debtClosing = try number("cost_debt_closing", 0)
        plan.debtFee = try share("cost_debt_fee")
        for key in [
            "total_installed_cost", "construction_financing_cost", "cost_other_financing", "cost_debt_closing",
            "cost_debt_fee", "dscr_reserve_months", "months_working_reserve",
        ] where try number(key, 0) < 0 {
            throw terms.wrong(key, "at least 0")
        }
        plan.salvage = try share("salvage_percentage") * plan.plantCost
        try refuse()
        try sell(&plan, years)
        try borrow(&plan, years)
        try deduct(&plan, years)
        return plan
    }

    /// Refuses terms of the model that would change the results and are not computed here.
    private func refuse() throws(CaseError) {
        for key in [
            "months_receivables_reserve", "equip1_reserve_cost", "equip2_reserve_cost", "equip3_reserve_cost",
            "depr_alloc_custom_percent", "itc_sta_percent", "system_use_recapitalization", "en_fuelcell", "en_batt",
        ] where try values(key).contains(where: { $0 != 0 }) {
            throw terms.wrong(key, "0, the only value that is computed")
        }
        for fuel in ["om_opt_fuel_1", "om_opt_fuel_2"] where try values(fuel + "_cost").contains(where: { $0 != 0 }) {
            if try number(fuel + "_usage", 0) != 0 {
                throw terms.wrong(fuel + "_usage", "0, the only value that is computed")
            }
        }
        if try values("itc_fed_percent").dropFirst().contains(where: { $0 != 0 }) {
            throw terms.wrong("itc_fed_percent", "a credit of the first year only, as is computed")
        }
        // The factors of the periods of a day, or with the other model those of every hour.
        let key = try number("ppa_multiplier_model", 0) == 0 ? "dispatch_tod_factors" : "dispatch_factors_ts"
        var factors = terms.fields[key]
        // A list that repeats one value, ["constant", 1, 8760].
        if case .list(let list)? = factors, list.count == 3, list[0] == .text("constant") { factors = .list([list[1]]) }
        if case .list(let list)? = factors, !list.allSatisfy({ $0 == .number(1) }) {
            throw terms.wrong(key, "1 throughout, the only factor that is computed")
        }
    }

    /// A number or a list of them; none if there is neither.
    private func values(_ key: String) throws(CaseError) -> [Double] {
        guard terms.has(key) else { return [] }
        if case .list = terms.fields[key] { return try terms.numbers(key) }
        return [try terms.number(key)]
    }

    private func sell(_ plan: inout ProjectPlan, _ years: Int) throws(CaseError) {
        let fades = try yearly("degradation", years, growth: 0).map { $0 / 100 }
        var listed = false
        if case .list(let values) = terms.fields["degradation"], values.count > 1 { listed = true }
        plan.energy = (0..<years).map { yearlyEnergy * (listed ? 1 - fades[$0] : power(1 - fades[0], $0)) }
        let solving = try number("ppa_soln_mode", 1) == 0
        plan.price =
            solving
            ? (0..<years).map { 0.05 * power(1 + escalation, $0) }
            : try yearly("ppa_price_input", years, growth: escalation)
        func escalating(_ key: String, _ escalationKey: String) throws(CaseError) -> [Double] {
            try yearly(key, years, growth: plan.inflation + share(escalationKey))
        }
        plan.capacityExpense = try escalating("om_capacity", "om_capacity_escal").map { $0 * capacity }
        plan.fixedExpense = try escalating("om_fixed", "om_fixed_escal")
        plan.productionExpense = zip(try escalating("om_production", "om_production_escal"), plan.energy)
            .map { $0 * $1 / 1_000 }
        let insurance = try share("insurance_rate") * plan.plantCost
        plan.insuranceExpense = (0..<years).map { insurance * power(1 + plan.inflation, $0) }
        let assessed = try plan.plantCost * share("prop_tax_cost_assessed_percent", 100) * share("property_tax_rate")
        let decline = try share("prop_tax_assessed_decline")
        plan.otherExpense = (0..<years).map { assessed * max(0, 1 - Double($0) * decline) }
        // US$ per million BTU, for a use in kWh at so many BTU per Wh; US$ per acre.
        let fuel = try number("annual_fuel_usage", 0) * number("system_heat_rate", 0) / 1_000
        let fuelCost = try escalating("om_fuel_cost", "om_fuel_cost_escal")
        let lease = try escalating("om_land_lease", "om_land_lease_escal")
        let acres = try number("land_area", 0)
        for year in 0..<years { plan.otherExpense[year] += fuel * fuelCost[year] + acres * lease[year] }
        plan.capacityPayment = try capacityPayments(years)
        plan.productionCredit = try productionCredits("ptc_fed", plan.energy)
        plan.stateProductionCredit = try productionCredits("ptc_sta", plan.energy)
    }

    /// An amount a year, or US$ per MW of the capacity that is credited.
    private func capacityPayments(_ years: Int) throws(CaseError) -> [Double] {
        let amounts = try yearly("cp_capacity_payment_amount", years, growth: share("cp_capacity_payment_esc"))
        guard try number("cp_capacity_payment_type", 0) == 0 else { return amounts }
        let megawatts = try number("cp_system_nameplate", capacity / 1_000)
        let credited = try yearly("cp_capacity_credit_percent", years, growth: 0)
        return zip(amounts, credited).map { $0 * megawatts * $1 / 100 }
    }

    private func productionCredits(_ name: String, _ energy: [Double]) throws(CaseError) -> [Double] {
        let credit = try yearly("\(name)_amount", energy.count, growth: share("\(name)_escal"))
        let term = try self.years("\(name)_term", 10)
        // Per kWh, rounded to a tenth of a cent as the tax authority publishes it.
        return zip(credit, energy).prefix(term).map { ($0 * 1_000 + 0.5).rounded(.towardZero) / 1_000 * $1 }
    }

    private var escalation: Double {
        if case .number(let value)? = terms.fields["ppa_escalation"] { return value / 100 }
        return 0
    }

    private func borrow(_ plan: inout ProjectPlan, _ years: Int) throws(CaseError) {
        plan.debtRate = try share("term_int_rate")
        guard plan.debtRate > -1 else { throw terms.wrong("term_int_rate", "above -100") }
        plan.tenor = try self.years("term_tenor", 0)
        plan.debtReserveMonths = try number("dscr_reserve_months", 0)
        plan.workingReserveMonths = try number("months_working_reserve", 0)
        plan.reserveRate = try share("reserves_interest")
        if try number("debt_option", 1) == 1 {
            let cover = try terms.number("dscr")
            guard cover > 0 else { throw terms.wrong("dscr", "above 0") }
            let limited = try number("dscr_limit_debt_fraction", 0) != 0
            let most = try share("dscr_maximum_debt_fraction", 100)
            guard !limited || most >= 0 else {
                throw terms.wrong("dscr_maximum_debt_fraction", "at least 0")
            }
            plan.debt = .sculpted(cover: cover, maximumShare: limited ? most : Double.infinity)
        } else {
            plan.debt = .share(
                try share("debt_percent"), equalPrincipal: try number("payment_option", 0) == 1,
                interestOnlyYears: try self.years("loan_moratorium", 0))
        }
    }

    private func deduct(_ plan: inout ProjectPlan, _ years: Int) throws(CaseError) {
        plan.federalTax = try yearly("federal_tax_rate", years, growth: 0).map { $0 / 100 }
        plan.stateTax = try yearly("state_tax_rate", years, growth: 0).map { $0 / 100 }
        plan.investmentCredit = try share("itc_fed_percent")
        plan.investmentCreditLimit = try number("itc_fed_percent_maxvalue", .infinity)
        plan.federalCredit.amounts = try values("itc_fed_amount")
        plan.federalCredit.reducesFederalBasis = try number("itc_fed_amount_deprbas_fed", 1) != 0
        plan.federalCredit.reducesStateBasis = try number("itc_fed_amount_deprbas_sta", 1) != 0
        plan.stateCredit.amounts = try values("itc_sta_amount")
        plan.stateCredit.reducesFederalBasis = try number("itc_sta_amount_deprbas_fed", 0) != 0
        plan.stateCredit.reducesStateBasis = try number("itc_sta_amount_deprbas_sta", 0) != 0
        plan.creditReducesFederalBasis = try number("itc_fed_percent_deprbas_fed", 1) != 0
        plan.creditReducesStateBasis = try number("itc_fed_percent_deprbas_sta", 1) != 0
        let federalBonus = try share("depr_bonus_fed")
        let stateBonus = try share("depr_bonus_sta")
        let classes: [(String, ProjectDeduction.Schedule)] = [
            ("macrs_5", .accelerated(.five)), ("macrs_15", .accelerated(.fifteen)),
            ("sl_5", .straightLine(years: 5)), ("sl_15", .straightLine(years: 15)),
            ("sl_20", .straightLine(years: 20)), ("sl_39", .straightLine(years: 39)),
        ]
        for (name, schedule) in classes {
            let share = try share("depr_alloc_\(name)_percent")
            guard share != 0 else { continue }
            plan.deductions.append(
                ProjectDeduction(
                    schedule, share: share,
                    federalBonus: try number("depr_bonus_fed_\(name)", 0) != 0 ? federalBonus : 0,
                    stateBonus: try number("depr_bonus_sta_\(name)", 0) != 0 ? stateBonus : 0,
                    earnsCredit: try number("depr_itc_fed_\(name)", 0) != 0,
                    earnsStateCredit: try number("depr_itc_sta_\(name)", 0) != 0))
        }
    }
}
