extension PowerCase {
    /// A cohort in a queue: `completion`, a lead time, `cohort_GW`, `inflow_GW_per_quarter`.
    static func cohort(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("completion", "completion_probability"), let lead = try leadTime(inputs) else { return nil }
        let cohort = try Cohort(completion: inputs.share(["completion", "completion_probability"]), leadTime: lead)
        let size = try inputs.number(["cohort_GW", "cohort_MW", "cohort"], default: 1)
        let inflowNames = ["inflow_GW_per_quarter", "inflow_MW_per_quarter", "inflow_GW", "inflow_MW", "inflow"]
        let inflow = inputs.key(inflowNames) == nil ? [1.0] : try inputs.oneOrMore(inflowNames)
        func flow(_ quarter: Double) -> Double {
            if inflow.count == 1 { return cohort.flow(constantInflow: inflow[0], quarter: quarter) }
            guard quarter >= 1, quarter < 10_000 else { return 0 }
            return cohort.flow(inflows: inflow, quarters: Int(quarter) + 1).last ?? 0
        }
        var offers = Offers()
        let unit = inputs.any("cohort_MW", "inflow_MW_per_quarter") ? "MW" : "GW"
        offers.add(
            "cohort_delivered_\(unit)_by_quarter", "delivered_\(unit)_by_quarter", "cohort_delivered_by_quarter"
        ) { (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [8, 12, 16, 20, 24, 32, 40]) { size * cohort.delivered(by: $0) }
        }
        offers.add(
            "flow_GW_in_quarter_t_at_constant_inflow_from_0", "flow_MW_in_quarter_t_at_constant_inflow_from_0",
            "flow_GW_in_quarter", "flow_MW_in_quarter", "delivery_in_quarter"
        ) { (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [4, 8, 12, 16, 20, 24, 32, 40], flow)
        }
        offers.add("mean_quarters", "mean", number: lead.mean)
        offers.add("p10_p90_quarters") { (_: AskedShape?) throws(PowerError) in
            .numbers([lead.quantile(0.1), lead.quantile(0.9)])
        }
        offers.onlyWhenAsked()
        offers.addDistribution(
            ["cdf_given_completion", "cdf"], cumulative: lead.cumulative, quantile: lead.quantile)
        offers.add("sd_quarters", "sd", number: lead.standardDeviation)
        offers.add("median_quarters", "median", number: lead.quantile(0.5))
        offers.add("ultimate_GW", "ultimate_MW", number: size * cohort.completion)
        return try offers.table(asked)
    }

    /// A project that has waited for `age`: `prior`, a lead time, a time to withdrawal.
    static func queuedProject(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("age", "age_quarters"), inputs.any("prior", "completion", "prior_completion"),
            let lead = try leadTime(inputs)
        else { return nil }
        let withdrawal: LeadTime
        if let table = inputs.key(["withdraw", "withdrawal"]), case .fields? = inputs.value[table] {
            guard let found = try leadTime(inputs.inner(table)) else {
                throw PowerError(table, "has no distribution; give a mean, a median and sigma, or k and scale")
            }
            withdrawal = found
        } else if inputs.any("withdraw_median", "withdraw_median_quarters") {
            withdrawal = .lognormal(
                median: try inputs.number(["withdraw_median", "withdraw_median_quarters"]),
                sigma: try inputs.number("withdraw_sigma"))
        } else if inputs.has("withdraw_k") {
            withdrawal = .weibull(shape: try inputs.number("withdraw_k"), scale: try inputs.number("withdraw_scale"))
        } else if inputs.any("withdraw_rate", "withdraw_hazard") {
            let rate = try inputs.number(["withdraw_rate", "withdraw_hazard"])
            try Check.positive("withdraw_rate", rate)
            withdrawal = .exponential(mean: 1 / rate)
        } else {
            withdrawal = .exponential(mean: try inputs.number(["withdraw_mean", "withdraw_mean_quarters"]))
        }
        let project = try QueuedProject(
            prior: inputs.share(["prior", "completion", "prior_completion"]), leadTime: lead, withdrawal: withdrawal,
            age: inputs.number(["age", "age_quarters"]))
        var offers = Offers()
        offers.add("posterior_completion", "posterior", number: project.posterior)
        offers.addDistribution(
            ["remaining_cdf_given_completion", "remaining_cdf"], cumulative: project.remaining,
            quantile: project.remainingQuantile)
        offers.onlyWhenAsked()
        offers.add("delivered_cdf", "remaining_cdf_unconditional", "P_completed_within") {
            (asked: AskedShape?) throws(PowerError) in
            Offers.byNumber(asked, otherwise: [4, 8, 12, 20]) { project.posterior * project.remaining(within: $0) }
        }
        offers.add("remaining_mean_given_completion", "mean_remaining_quarters", number: project.meanRemaining)
        offers.add("remaining_median_given_completion", number: project.remainingQuantile(0.5))
        offers.add("survival_completion", number: lead.survival(project.age))
        offers.add("survival_withdrawal", number: withdrawal.survival(project.age))
        return try offers.table(asked)
    }

    /// Things side by side, all of them needed: lead times under `components` or the like, by name or in a list.
    static func criticalPath(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard let parts = try namedLeadTimes(inputs), !parts.isEmpty else { return nil }
        let path = try CriticalPath(parts: parts.map(\.lead))
        let moments = path.moments()
        func byPart(_ asked: AskedShape?, _ values: [Double]) -> CaseValue {
            if case .list? = asked { return .numbers(values) }
            return .table(zip(parts, values).map { ($0.name, .number($1)) })
        }
        var offers = Offers()
        offers.add("mean_quarters", "mean", "mean_max_quarters", "mean_max", number: moments.mean)
        offers.add("sd_quarters", "sd", "sd_max_quarters", "sd_max", number: moments.standardDeviation)
        offers.add("median_quarters", "median", "median_max_quarters", number: path.quantile(0.5))
        offers.add(
            "P_critical", "critical_probability", "critical_share", "P_is_critical", "criticality", "prob_critical"
        ) { (asked: AskedShape?) throws(PowerError) in byPart(asked, moments.critical) }
        offers.add("p10_p50_p90_quarters") { (_: AskedShape?) throws(PowerError) in
            .numbers([0.1, 0.5, 0.9].map(path.quantile))
        }
        offers.onlyWhenAsked()
        offers.add("mean_by_component", "component_mean_quarters") { (asked: AskedShape?) throws(PowerError) in
            byPart(asked, parts.map(\.lead.mean))
        }
        offers.add(
            "sum_of_means", "sum_of_means_quarters", "mean_sum_quarters", number: parts.reduce(0) { $0 + $1.lead.mean })
        offers.add("max_of_medians", "max_median_quarters", number: parts.map { $0.lead.quantile(0.5) }.max() ?? 0)
        offers.addDistribution(
            ["cdf", "cdf_by_quarter", "P_energised_by_quarter", "P_done_by_quarter", "P_by_quarter", "cdf_max"],
            cumulative: path.cumulative, quantile: path.quantile)
        offers.addPattern("P_within_16q") { (key: String, _: AskedShape) throws(PowerError) in
            let name = Offers.plain(key)
            guard name.hasPrefix("p"), let quarter = CaseNumber.within(key).last else { return nil }
            if name.contains("gt") || name.contains("later") || name.contains("beyond") {
                return .number(1 - path.cumulative(quarter))
            }
            if name.contains("by") || name.contains("within") || name.contains("le") {
                return .number(path.cumulative(quarter))
            }
            return nil
        }
        return try offers.table(asked)
    }
}
