import Lanes

extension FinanceCase {
    static func project(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let terms = try ProjectTerms(inputs)
        var plan = try terms.plan()
        if try terms.number("ppa_soln_mode", 1) == 0 {
            let target = try terms.number("flip_target_percent", 0) / 100
            let year = try min(plan.years, terms.years("flip_target_year", plan.years))
            guard let solved = ProjectCashFlow.plan(plan, reaching: target, inYear: year) else {
                throw CaseError("no price gives the return 'flip_target_percent'")
            }
            plan = solved
        }
        let flow = ProjectCashFlow(plan)
        return .fields([
            "scalars": .fields(try scalars(flow, terms)),
            "series_year0_to_N": .fields(series(flow, terms)),
            "derived_checks": .fields(checks(flow)),
        ])
    }

    private static func scalars(_ flow: ProjectCashFlow, _ terms: ProjectTerms) throws(CaseError) -> [String: CaseValue]
    {
        let plan = flow.plan
        let afterTaxRates = ProjectCashFlow.rates(flow.aftertax)
        let flipYear = try min(plan.years, terms.years("flip_target_year", plan.years))
        let reserves = flow.debtReserve[0] + flow.workingReserve[0]
        let cents = 100 * plan.price[0]
        let fiveYear = zip(plan.deductions, flow.federalBasis)
            .reduce(0) { $0 + ($1.0.schedule == .accelerated(.five) ? $1.1 : 0) }
        let assessed = try terms.number("prop_tax_cost_assessed_percent", 100) / 100
        let numbers: [String: Double] = [
            "size_of_debt": flow.debt, "size_of_equity": flow.equity,
            "debt_fraction": 100 * flow.debt / flow.installedCost,
            "project_return_aftertax_npv": flow.values(flow.aftertax)[plan.years],
            "cost_installed": flow.installedCost, "cost_financing": flow.financingCost,
            "cost_debt_upfront": plan.debtFee * flow.debt, "adjusted_installed_cost": flow.installedCost,
            "pv_cafds": flow.cashForDebtValue, "issuance_of_equity": flow.equity,
            "ppa_price": cents, "ppa": cents,
            "lppa_nom": 100 * flow.levelPrice(real: false), "lppa_real": 100 * flow.levelPrice(real: true),
            "lcoe_nom": 100 * flow.levelCost(real: false), "lcoe_real": 100 * flow.levelCost(real: true),
            "flip_target_irr": try terms.number("flip_target_percent", 0),
            "prop_tax_assessed_value": plan.plantCost * assessed,
            "purchase_of_property": reserves - flow.installedCost,
            "nominal_discount_rate": plan.nominalDiscountRate,
            "depr_fedbas_macrs_5": fiveYear, "depr_fedbas_total": flow.federalBasis.reduce(0, +),
        ]
        var outputs = numbers.mapValues { CaseValue.number($0) }
        outputs["project_return_aftertax_irr"] = percent(afterTaxRates[plan.years])
        outputs["flip_actual_irr"] = percent(afterTaxRates[flipYear])
        outputs["min_dscr"] = .optional(flow.lowestCover)
        outputs["wacc"] = percent(flow.costOfCapital)
        return outputs
    }

    private static func series(_ flow: ProjectCashFlow, _ terms: ProjectTerms) -> [String: CaseValue] {
        let plan = flow.plan
        let rate = 1 / (1 + plan.debtRate)
        let factors = flow.cashForDebt.indices.map { $0 <= plan.tenor ? power(rate, max(1, $0)) : 0 }
        let reserve = flow.debtReserve
        let tenor = min(plan.tenor, plan.years)
        let funding = reserve.indices.map { $0 < tenor ? reserve[$0] - ($0 > 0 ? reserve[$0 - 1] : 0) : 0 }
        let release = reserve.indices.map { $0 == tenor && tenor > 0 ? -reserve[tenor - 1] : 0 }
        let valued = zip(flow.cashForDebt, factors).map { $0 * $1 }
        let zeros = [Double](repeating: 0, count: plan.years + 1)
        func deductions(_ schedule: ProjectDeduction.Schedule) -> [Double] {
            zip(plan.deductions, flow.federalDeductions).first { $0.0.schedule == schedule }?.1 ?? zeros
        }
        let sized: [Double]
        if case .sculpted = plan.debt {
            let share = flow.cashForDebtValue == 0 ? 0 : flow.debt / flow.cashForDebtValue
            sized = valued.map { $0 * share }
        } else {
            sized = flow.principal
        }
        let numbers: [String: [Double]] = [
            "cf_energy_sales": [0] + plan.energy, "cf_energy_net": [0] + plan.energy,
            "cf_energy_value": flow.energyValue, "cf_total_revenue": flow.revenue,
            "cf_ppa_price": [0] + plan.price.map { 100 * $0 },
            "cf_om_capacity_expense": [0] + plan.capacityExpense, "cf_om_fixed_expense": [0] + plan.fixedExpense,
            "cf_om_production_expense": [0] + plan.productionExpense,
            "cf_insurance_expense": [0] + plan.insuranceExpense, "cf_operating_expenses": flow.operatingExpense,
            "cf_ebitda": flow.earnings, "cf_cash_for_ds": flow.cashForDebt,
            "cf_debt_payment_interest": flow.interest, "cf_debt_payment_principal": flow.principal,
            "cf_debt_payment_total": flow.debtService, "cf_debt_balance": flow.balance, "cf_debt_size": sized,
            "cf_pretax_dscr": flow.cover.map { $0 ?? 0 }, "cf_pv_cash_for_ds": valued,
            "cf_pv_interest_factor": factors,
            "cf_reserve_debtservice": reserve, "cf_funding_debtservice": funding,
            "cf_disbursement_debtservice": release, "cf_reserve_interest": flow.reserveInterest,
            "cf_reserve_total": zip(reserve, flow.workingReserve).map { $0 + $1 },
            "cf_feddepr_macrs_5": deductions(.accelerated(.five)),
            "cf_feddepr_macrs_15": deductions(.accelerated(.fifteen)),
            "cf_feddepr_sl_20": deductions(.straightLine(years: 20)),
            "cf_feddepr_total": flow.federalDeduction,
            "cf_fedtax": flow.federalTax, "cf_fedtax_taxable_incentives": zeros,
            "cf_fedtax_income_prior_incentives": flow.federalIncome,
            "cf_fedtax_income_with_incentives": flow.federalIncome,
            "cf_project_return_pretax": flow.pretax, "cf_project_return_pretax_npv": flow.values(flow.pretax),
            "cf_project_return_aftertax": flow.aftertax,
            "cf_project_return_aftertax_npv": flow.values(flow.aftertax),
            "cf_project_operating_activities": flow.operating, "cf_project_investing_activities": flow.investing,
            "cf_project_financing_activities": flow.financing,
        ]
        var outputs = numbers.mapValues { CaseValue.numbers($0) }
        outputs["cf_project_return_pretax_irr"] = .list(ProjectCashFlow.rates(flow.pretax).map(percent))
        outputs["cf_project_return_aftertax_irr"] = .list(ProjectCashFlow.rates(flow.aftertax).map(percent))
        return outputs
    }

    private static func checks(_ flow: ProjectCashFlow) -> [String: CaseValue] {
        let plan = flow.plan
        let tenor = min(plan.tenor, plan.years)
        let balances = Array(flow.balance.prefix(tenor))
        let loanLife = lifeCovers(
            cashFlow: Array(flow.cashForDebt.dropFirst().prefix(tenor)), rate: plan.debtRate, balances: balances)
        let projectLife = lifeCovers(
            cashFlow: Array(flow.earnings.dropFirst()), rate: plan.debtRate, balances: balances)
        return [
            "llcr_year0": .optional(loanLife.first ?? nil), "plcr_year0": .optional(projectLife.first ?? nil),
            "llcr_by_year": .list(loanLife.map { .optional($0) }),
            "plcr_by_year": .list(projectLife.map { .optional($0) }),
            "equity_irr_pretax": .optional(ProjectCashFlow.rates(flow.pretax)[plan.years]),
            "equity_irr_aftertax": .optional(ProjectCashFlow.rates(flow.aftertax)[plan.years]),
            "dsra_target_6m_rule": .text(
                "cf_reserve_debtservice[t] = (months/12) * debt service of year t+1, year 0..tenor-1"),
            "formula_note": .text(
                "derived here from the PySAM series with numpy-financial; LLCR/PLCR discount CFADS at the loan rate; "
                    + "PLCR uses revenue-opex over the whole life"),
            "debt_bound_by": .text(flow.debtBoundBy.rawValue),
        ]
    }

    private static func percent(_ rate: Double?) -> CaseValue { .optional(rate.map { 100 * $0 }) }
}
