import Lanes

extension PowerCase {
    /// Stages with chances to advance and withdraw, in one regime or in several that follow one another.
    static func hazardStages(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard let regimes = try HazardInputs(inputs) else { return nil }
        let stages = try HazardStages(regimes: regimes.stages, chain: regimes.chain)
        let horizon = try inputs.whole(["quarters", "horizon", "horizon_quarters"], default: 40, in: 0...5_000)
        let most = Self.lastQuarter(asked, default: horizon)
        let standings = stages.standings(quarters: most)
        let ultimate = stages.ultimate()
        func byQuarter(_ asked: AskedShape?, _ value: (HazardStages.Standing) -> Double) -> CaseValue {
            if asked?.numbers.isEmpty == false {
                return Offers.byNumber(asked, otherwise: []) { value(standings[Int(min(Double(most), max(0, $0)))]) }
            }
            let count = if case .list(let count)? = asked { count } else { horizon + 1 }
            return .numbers(standings.prefix(count).map(value))
        }
        var offers = Offers()
        offers.add("ultimate_completion", "completion", number: ultimate.completion)
        offers.add("completed_by_quarter", "completion_by_quarter") { (asked: AskedShape?) throws(PowerError) in
            byQuarter(asked, \.completed)
        }
        offers.add("withdrawn_by_quarter", "withdrawal_by_quarter") { (asked: AskedShape?) throws(PowerError) in
            byQuarter(asked, \.withdrawn)
        }
        offers.add(
            "mean_quarters_to_completion_given_completion", "mean_quarters_given_completion", "mean_quarters"
        ) { (_: AskedShape?) throws(PowerError) in .optional(ultimate.meanQuarters) }
        offers.onlyWhenAsked()
        offers.add("ultimate_withdrawal", number: 1 - ultimate.completion)
        offers.add("alive_by_quarter", "in_queue_by_quarter", "active_by_quarter") {
            (asked: AskedShape?) throws(PowerError) in
            byQuarter(asked) { $0.waiting.reduce(0, +) }
        }
        offers.add("in_stage_by_quarter", "stage_occupancy_by_quarter") { (_: AskedShape?) throws(PowerError) in
            .list(standings.prefix(horizon + 1).map { .numbers($0.waiting) })
        }
        offers.add("stationary_regime", "regime_stationary", "stationary") { (_: AskedShape?) throws(PowerError) in
            .numbers(try RegimeChain.stationary(stages.chain.transition))
        }
        if inputs.any("projects", "n") {
            try addProjects(inputs, stages, standings, most, &offers)
        }
        return try offers.table(asked)
    }

    /// The last quarter that any list or table asked for reaches.
    private static func lastQuarter(_ asked: AskedShape?, default horizon: Int) -> Int {
        guard case .table(let entries)? = asked else { return horizon }
        var last = horizon
        for entry in entries {
            if case .list(let count) = entry.shape { last = max(last, count - 1) }
            for pair in entry.shape.numbers where (0..<5_000).contains(pair.number) {
                last = max(last, Int(pair.number))
            }
        }
        return min(last, 5_000)
    }

    /// Mean and spread of the MW that several projects under the same regimes deliver.
    private static func addProjects(
        _ inputs: CaseInputs, _ stages: HazardStages, _ standings: [HazardStages.Standing], _ most: Int,
        _ offers: inout Offers
    ) throws(PowerError) {
        let projects = Double(try inputs.whole(["projects", "n"], in: 0...1_000_000))
        let size = try inputs.number(["MW", "project_MW"], default: 1)
        let quarter = try inputs.whole(["quarter", "at_quarter"], default: most, in: 0...most)
        let single = standings[quarter].completed
        let both = stages.bothCompleted(quarters: quarter)[quarter]
        offers.add("mean_MW", number: size * projects * single)
        offers.add(
            "sd_MW",
            number: size
                * squareRoot(
                    max(0, projects * single * (1 - single) + projects * (projects - 1) * (both - single * single))))
        offers.add(
            "independent_sd_MW", "sd_MW_if_independent", number: size * squareRoot(projects * single * (1 - single)))
        offers.add(
            "pairwise_correlation", "correlation",
            number: single > 0 && single < 1
                ? (both - single * single) / (single * (1 - single)) : 0)
    }
}
