extension PowerCase {
    private static let classKeys = [
        "classes", "class", "availability", "availability_target", "target_availability", "target", "targets",
        "availability_class", "reliability",
    ]
    private static let technologyKeys = [
        "technologies", "technology", "options", "blocks", "types", "sources", "units", "tech",
    ]

    /// Identical units that carry a constant load: `unit_MW`, `for`, `load_MW`, with `n` or availability classes; several
    /// sizes under `technologies`.
    static func redundantUnits(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("load_MW", "firm_MW", "site_MW"), inputs.key(classKeys) != nil || inputs.any("unit_MW") else {
            return nil
        }
        if !inputs.any("unit_MW"), inputs.key(classKeys) != nil, let options = try technologies(inputs) {
            return try byTechnology(options, asked)
        }
        guard case .number? = inputs.value["unit_MW"], inputs.key(UnitInputs.rateKeys) != nil else { return nil }
        let plan = try plan(inputs)
        let classes = inputs.key(classKeys) == nil ? [] : try inputs.oneOrMore(classKeys)
        for (row, level) in classes.enumerated() { try Check.share("classes, row \(row)", level) }
        let counts = inputs.any("n", "units_n") ? try inputs.oneOrMore(["n", "units_n"]) : []
        for (row, count) in counts.enumerated() where Int(exactly: count) == nil || !(0...5_000).contains(count) {
            throw PowerError("n, row \(row)", "\(count) is no number of units from 0 to 5000; correct it")
        }
        let hours = try inputs.number("hours", default: 8_760)
        var offers = Offers()
        if !counts.isEmpty {
            offers.add("by_n", "by_count") { (asked: AskedShape?) throws(PowerError) in
                var fields: [(String, CaseValue)] = []
                for count in counts {
                    let key = asked?.spelling(of: count) ?? CaseNumber.text(count)
                    fields.append((key, try built(plan, Int(count), inputs, hours: hours).table(asked?[key])))
                }
                return .table(fields)
            }
        }
        if !classes.isEmpty {
            offers.add("units_needed", "needed", "n_needed", "units_by_class") {
                (asked: AskedShape?) throws(PowerError) in
                if case .value? = asked, classes.count == 1 { return try needed(plan, classes[0]) }
                var fields: [(String, CaseValue)] = []
                for level in classes {
                    fields.append((asked?.spelling(of: level) ?? CaseNumber.text(level), try needed(plan, level)))
                }
                return .table(fields)
            }
            offers.onlyWhenAsked()
            offers.add("by_class", "by_availability") { (asked: AskedShape?) throws(PowerError) in
                var fields: [(String, CaseValue)] = []
                for level in classes {
                    let key = asked?.spelling(of: level) ?? CaseNumber.text(level)
                    fields.append((key, try meeting(plan, level, inputs, hours: hours).table(asked?[key])))
                }
                return .table(fields)
            }
        }
        // Results of the one count or class that the inputs leave.
        if let asked, offers.maker(asked.keys.first ?? "") == nil {
            if counts.count == 1 { return try built(plan, Int(counts[0]), inputs, hours: hours).table(asked) }
            if classes.count == 1 { return try meeting(plan, classes[0], inputs, hours: hours).table(asked) }
        }
        return try offers.table(asked)
    }

    private static func plan(_ inputs: CaseInputs) throws(PowerError) -> RedundantUnits {
        try RedundantUnits(
            unit: inputs.number("unit_MW"), forcedOutageRate: inputs.number(UnitInputs.rateKeys),
            load: inputs.number(["load_MW", "firm_MW", "site_MW"]))
    }

    private static func needed(_ plan: RedundantUnits, _ level: Double) throws(PowerError) -> CaseValue {
        .optional(try plan.count(for: level).map(Double.init))
    }

    /// Results for the fewest units that meet a class.
    private static func meeting(
        _ plan: RedundantUnits, _ level: Double, _ inputs: CaseInputs, hours: Double
    ) throws(PowerError) -> Offers {
        guard let count = try plan.count(for: level) else {
            throw PowerError("classes", "no number of units reaches \(level); lower it, or the outage rate")
        }
        return try built(plan, count, inputs, hours: hours)
    }

    /// Results for a number of units.
    private static func built(
        _ plan: RedundantUnits, _ count: Int, _ inputs: CaseInputs, hours: Double
    ) throws(PowerError) -> Offers {
        var offers = Offers()
        offers.add("P_short", "P_shortfall", "LOLP", number: plan.shortfall(of: count))
        offers.add("availability", "P_served", number: plan.availability(with: count))
        offers.add("EUE_MWh_per_8760h", "EUE_MWh", number: plan.unserved(with: count) * hours)
        if inputs.has("n") { offers.onlyWhenAsked() }
        offers.add("LOLE_h", "LOLE_h_per_8760h", "short_hours", number: plan.shortfall(of: count) * hours)
        offers.add("units_needed", "n", "units", "count", "n_units", "needed", number: Double(count))
        offers.add("k", "spare_units", "spares", "K", number: Double(count - plan.needed))
        offers.add(
            "installed_MW", "built_MW", "nameplate_MW", "capacity_MW", "MW", number: Double(count) * plan.unit)
        offers.add(
            "overbuild", "overbuild_ratio", "overbuild_factor", "MW_per_firm_MW", "installed_per_firm_MW", "ratio",
            number: plan.overbuild(with: count))
        let costs = ["capex_per_kW", "capex_usd_per_kW", "capex_$_per_kW", "capex", "usd_per_kW", "capex_$/kW"]
        if inputs.key(costs) != nil {
            let cost = try inputs.number(costs)
            offers.add(
                "capex_per_firm_kW", "usd_per_firm_kW", "capex_usd_per_firm_kW", "capex_$_per_firm_kW",
                "capex_$/firm_kW",
                number: cost * plan.overbuild(with: count))
        }
        return offers
    }

    /// Sizes of unit by name, each put into the inputs; nil where there are none.
    private static func technologies(_ inputs: CaseInputs) throws(PowerError) -> [(name: String, inputs: CaseInputs)]? {
        guard let key = inputs.key(technologyKeys), case .fields(let outer) = inputs.value else { return nil }
        let shared = outer.filter { $0.key != key }
        func merged(_ name: String, _ value: CaseValue) throws(PowerError) -> (name: String, inputs: CaseInputs) {
            var own: [CaseValue.Field] = []
            switch value {
            case .list(let values):
                let numbers = try CaseInputs.numbers(values, "\(key), \(name)")
                guard numbers.count >= 2 else {
                    throw PowerError("\(key), \(name)", "has \(numbers.count) numbers; give unit MW and outage rate")
                }
                own = [.init("unit_MW", .number(numbers[0])), .init("for", .number(numbers[1]))]
                if numbers.count > 2 { own.append(.init("capex_per_kW", .number(numbers[2]))) }
            case .fields(let fields):
                own = fields.map {
                    ["MW", "size_MW", "capacity_MW", "block_MW"].contains($0.key) ? .init("unit_MW", $0.value) : $0
                }
            default: throw PowerError("\(key), \(name)", "\(value.brief) is no unit; give unit_MW and for")
            }
            let fields = shared.filter { field in !own.contains { $0.key == field.key } } + own
            return (name, CaseInputs(.fields(fields)))
        }
        var result: [(name: String, inputs: CaseInputs)] = []
        switch inputs.value[key] {
        case .fields(let fields)?: for field in fields { result.append(try merged(field.key, field.value)) }
        case .list(let values)?:
            for value in values {
                if case .text(let name)? = value["name"] {
                    result.append(try merged(name, value))
                } else if case .list(let row) = value, case .text(let name)? = row.first {
                    result.append(try merged(name, .list(Array(row.dropFirst()))))
                } else {
                    return nil
                }
            }
        default: return nil
        }
        return result
    }

    /// Results by technology and quantity, or by quantity and technology, as asked for.
    private static func byTechnology(
        _ options: [(name: String, inputs: CaseInputs)], _ asked: AskedShape?
    ) throws(PowerError) -> CaseValue {
        func offers(_ inputs: CaseInputs) throws(PowerError) -> Offers {
            let plan = try plan(inputs)
            let levels = try inputs.oneOrMore(classKeys)
            let hours = try inputs.number("hours", default: 8_760)
            if levels.count == 1 { return try meeting(plan, levels[0], inputs, hours: hours) }
            var offers = Offers()
            for level in levels {
                let made = try meeting(plan, level, inputs, hours: hours)
                offers.addLevel(level, made)
            }
            return offers
        }
        if let asked, let first = asked.keys.first, !options.contains(where: { $0.name == first }) {
            var fields: [CaseValue.Field] = []
            for key in asked.keys {
                var inner: [(String, CaseValue)] = []
                for option in options {
                    guard let make = try offers(option.inputs).maker(key) else {
                        throw PowerError("expected, \(key)", "is not computed; ask for units_needed or overbuild")
                    }
                    inner.append((option.name, try make(nil)))
                }
                fields.append(.init(key, .table(inner)))
            }
            return .fields(fields)
        }
        var fields: [(String, CaseValue)] = []
        for option in options {
            let made = try offers(option.inputs)
            let shape = asked?[option.name]
            if case .value? = shape, let make = made.maker("units_needed") {
                fields.append((option.name, try make(nil)))
            } else {
                fields.append((option.name, try made.table(shape)))
            }
        }
        return .table(fields)
    }
}

extension Offers {
    /// Offers a whole table under a number.
    mutating func addLevel(_ level: Double, _ offers: Offers) {
        addPattern(CaseNumber.text(level)) { (key: String, shape: AskedShape) throws(PowerError) in
            guard Double(key) == level else { return nil }
            if case .value = shape, let make = offers.maker("units_needed") { return try make(nil) }
            return try offers.table(shape)
        }
    }
}
