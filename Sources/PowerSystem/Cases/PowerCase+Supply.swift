extension PowerCase {
    /// A maker with slots: `opening_backlog`, `orders`, `slots` or the terms of an expansion, `cancellations`.
    static func supplier(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        let starts = ["initial_slots", "slots0", "slots_0", "K0", "slots_initial"]
        guard inputs.has("orders"), inputs.has("slots") || inputs.key(starts) != nil else { return nil }
        let cancellationKeys = ["cancellations", "cancels", "cancelled"]
        var orders: [Double]
        let isConstant = if case .number? = inputs.value["orders"] { true } else { false }
        if isConstant {
            let quarters = try inputs.whole(["quarters", "horizon"], in: 1...10_000)
            orders = [Double](repeating: try inputs.number("orders"), count: quarters)
        } else {
            orders = try inputs.numbers("orders")
        }
        let supplier = try Supplier(
            openingBacklog: inputs.number(["opening_backlog", "backlog", "backlog0"], default: 0), orders: orders,
            cancellations: inputs.key(cancellationKeys) == nil ? [] : inputs.numbers(cancellationKeys))
        let history: Supplier.History
        let isList = if case .list? = inputs.value["slots"] { true } else { false }
        if isList {
            history = try supplier.serve(slots: inputs.numbers("slots"))
        } else if inputs.any("threshold", "wait_threshold", "wait_threshold_quarters", "threshold_quarters") {
            let growth = ["growth_limit", "max_growth", "g_max", "max_growth_per_quarter"]
            let limit = try inputs.number(growth)
            history = supplier.serve(
                expanding: try SupplierExpansion(
                    initialSlots: inputs.number(starts + ["slots"]),
                    threshold: inputs.number([
                        "threshold", "wait_threshold", "wait_threshold_quarters", "threshold_quarters",
                    ]),
                    patience: inputs.whole(
                        ["patience", "consecutive_quarters", "trigger_quarters", "n"], default: 1, in: 1...1_000),
                    delay: inputs.whole(["delay", "delay_quarters"], in: 0...1_000),
                    step: inputs.number(["step", "expansion", "expansion_share"], default: limit), growthLimit: limit))
        } else {
            let each = try inputs.number(inputs.has("slots") ? ["slots"] : starts)
            history = try supplier.serve(slots: [Double](repeating: each, count: orders.count))
        }
        var offers = Offers()
        func add(_ names: [String], _ values: [Double]) {
            offers.add(names[0], names.count > 1 ? names[1] : names[0], names.last ?? "") {
                (_: AskedShape?) throws(PowerError) in .numbers(values)
            }
        }
        add(["shipments", "shipped"], history.shipments)
        add(["backlog_end", "backlog"], history.backlog)
        offers.add("marginal_wait_quarters", "wait_quarters", "wait") { (_: AskedShape?) throws(PowerError) in
            .list(history.wait.map { .optional($0) })
        }
        offers.onlyWhenAsked()
        add(["idle_slots", "idle", "unused_slots"], history.idle)
        add(["slots", "slots_by_quarter"], history.slots)
        add(["cancelled", "cancellations"], history.cancelled)
        offers.add("total_shipped", "cumulative_shipped", "total_shipments") {
            (asked: AskedShape?) throws(PowerError) in
            var sum = 0.0
            let running = history.shipments.map { shipped -> Double in
                sum += shipped
                return sum
            }
            if case .list? = asked { return .numbers(running) }
            return .number(sum)
        }
        offers.add("total_idle", "total_idle_slots", number: history.idle.reduce(0, +))
        offers.add("utilisation", "slot_utilisation") { (asked: AskedShape?) throws(PowerError) in
            let shares = zip(history.shipments, history.slots).map { $1 > 0 ? $0 / $1 : 0 }
            if case .list? = asked { return .numbers(shares) }
            let offered = history.slots.reduce(0, +)
            return .number(offered > 0 ? history.shipments.reduce(0, +) / offered : 0)
        }
        return try offers.table(asked)
    }

    /// A study desk: `servers`, `service_rate`, `arrival`.
    static func studyDesk(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("servers", "engineers") else { return nil }
        let desk = try StudyDesk(
            servers: inputs.whole(["servers", "engineers"], in: 1...1_000_000),
            serviceRate: inputs.number(["service_rate", "mu"], default: 1),
            arrivalRate: inputs.number(["arrival", "arrivals", "arrival_rate", "lambda"]))
        var offers = Offers()
        offers.add("P_wait", "probability_of_wait", number: desk.waitProbability)
        offers.add("mean_wait_quarters", "mean_wait", "Wq") { (_: AskedShape?) throws(PowerError) in
            .optional(desk.meanWait)
        }
        offers.add("P_wait_gt_4q", number: desk.waitProbability(longerThan: 4))
        offers.onlyWhenAsked()
        offers.add("mean_time_quarters", "mean_time_in_system_quarters", "W") { (_: AskedShape?) throws(PowerError) in
            .optional(desk.meanTime)
        }
        offers.add("mean_queue", "mean_queue_length", "Lq") { (_: AskedShape?) throws(PowerError) in
            .optional(desk.meanQueue)
        }
        offers.add("utilisation", "rho", number: desk.utilisation)
        offers.addPattern("P_wait_gt_4q") { (key: String, _: AskedShape) throws(PowerError) in
            guard Offers.plain(key).hasPrefix("pwait"), let time = CaseNumber.within(key).last else { return nil }
            return .number(desk.waitProbability(longerThan: time))
        }
        return try offers.table(asked)
    }

    /// Too few MW for all claims: `supply`, `claims`, `value`, `order`, `weights`.
    static func allocation(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("supply", "available_MW", "supply_MW", "headroom_MW"), inputs.has("claims") else { return nil }
        var claims: [(name: String, number: Double)]
        let isList = if case .list? = inputs.value["claims"] { true } else { false }
        if isList {
            claims = try inputs.numbers("claims").enumerated().map { ("\($0.offset)", $0.element) }
        } else {
            claims = try inputs.numbersByName("claims")
        }
        if let key = inputs.key(["order", "queue", "queue_order"]), case .list(let order)? = inputs.value[key] {
            var ranked: [(name: String, number: Double)] = []
            for entry in order {
                let name = if case .text(let text) = entry { text } else { entry.brief }
                guard let claim = claims.first(where: { $0.name == name }), !ranked.contains(where: { $0.name == name })
                else { throw PowerError(key, "\"\(name)\" is no claim, or is there twice; list each claim once") }
                ranked.append(claim)
            }
            try Check.sameCount(key, ranked.count, claims.count, as: "claims")
            claims = ranked
        }
        /// One number for each claim, under the claim's name or in the order of the file.
        func perClaim(_ spellings: [String]) throws(PowerError) -> [Double] {
            guard let key = inputs.key(spellings) else { return [] }
            if case .list? = inputs.value[key] { return try inputs.numbers(key) }
            let table = try inputs.inner(key)
            var values: [Double] = []
            for claim in claims { values.append(try table.number(claim.name)) }
            return values
        }
        let allocation = try Allocation(
            supply: inputs.number(["supply", "available_MW", "supply_MW", "headroom_MW"]), claims: claims.map(\.number),
            values: perClaim(["value", "values"]), weights: perClaim(["weights", "weight"]))
        let hasValues = inputs.any("value", "values")
        var offers = Offers()
        for (rule, names) in rules where hasValues || rule != .value {
            offers.add(names.0, names.1, names.2) { (asked: AskedShape?) throws(PowerError) in
                let awards = allocation.awards(rule)
                if case .list? = asked { return .numbers(awards) }
                let byName = zip(claims, awards).map { ($0.name, CaseValue.number($1)) }
                guard let asked, !asked.keys.isEmpty else { return .table(byName) }
                return .table(asked.keys.compactMap { key in byName.first { $0.0 == key } })
            }
        }
        return try offers.table(asked)
    }

    private static let rules: [(AllocationRule, (String, String, String))] = [
        (.proportional, ("proportional", "pro_rata", "prorata")),
        (.maxMin, ("max_min", "equal_awards", "constrained_equal_awards")),
        (.equalLosses, ("equal_losses", "constrained_equal_losses", "cel")),
        (.talmud, ("talmud", "contested_garment", "talmud_rule")),
        (.queue, ("queue", "queue_order", "first_come")), (.value, ("value", "by_value", "highest_value")),
    ]

    /// A regional table: `A`, the household column and row, final demand.
    static func inputOutput(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.has("A") else { return nil }
        let columnKeys = ["household_column_local_consumption", "household_column", "consumption"]
        let rowKeys = ["household_row_labour_share", "household_row", "labour_share", "labor_share"]
        let demandKeys = ["final_demand_M$", "final_demand", "demand"]
        let table = try InputOutput(
            coefficients: inputs.rows("A"),
            consumption: inputs.key(columnKeys) == nil ? [] : inputs.numbers(columnKeys),
            labourShare: inputs.key(rowKeys) == nil ? [] : inputs.numbers(rowKeys))
        let demand = inputs.key(demandKeys) == nil ? [] : try inputs.numbers(demandKeys)
        var offers = Offers()
        offers.add("type1_output_multipliers") { (_: AskedShape?) throws(PowerError) in
            .numbers(try table.outputMultipliers())
        }
        if table.hasHouseholds {
            offers.add("type2_output_multipliers") { (_: AskedShape?) throws(PowerError) in
                .numbers(try table.outputMultipliers(householdsClosed: true))
            }
        }
        if !demand.isEmpty {
            offers.add("type1_output") { (_: AskedShape?) throws(PowerError) in
                .numbers(try table.output(demand: demand))
            }
        }
        if table.hasHouseholds, !demand.isEmpty {
            offers.add("type2_output") { (_: AskedShape?) throws(PowerError) in
                .numbers(try table.output(demand: demand, householdsClosed: true).dropLast())
            }
            offers.add("type2_household_income") { (_: AskedShape?) throws(PowerError) in
                .optional(try table.output(demand: demand, householdsClosed: true).last)
            }
            offers.onlyWhenAsked()
            offers.add("type1_household_income") { (_: AskedShape?) throws(PowerError) in
                let output = try table.output(demand: demand)
                return .number(zip(table.labourShare, output).reduce(0) { $0 + $1.0 * $1.1 })
            }
        }
        return try offers.table(asked)
    }
}
