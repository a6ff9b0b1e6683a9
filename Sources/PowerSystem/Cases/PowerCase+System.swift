extension PowerCase {
    /// A system against its load: `units` or `gens`, a load, `firm_MW`, `flat_load_MW`.
    static func system(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard UnitInputs.isGiven(inputs), LoadInputs.isGiven(inputs) else { return nil }
        let system = try SystemInputs(inputs)
        let indices = system.indices
        var offers = Offers()
        offers.add("installed_MW", "capacity_MW", number: system.tables[0].installed)
        offers.add("units", "n_units", number: Double(system.units.count))
        offers.add("energy_MWh", "annual_energy_MWh", number: system.energy)
        addIndices(indices, hours: system.load.hours.count, &offers)
        offers.onlyWhenAsked()
        offers.add("peak_MW", "peak_load_MW", number: system.load.hours.max() ?? 0)
        offers.add(
            "EUE_ppm", "NEUE_ppm", number: 1e6 * (system.energy > 0 ? indices.unservedEnergy / system.energy : 0))
        offers.add("NEUE", "normalised_EUE", number: system.energy > 0 ? indices.unservedEnergy / system.energy : 0)
        if let peaks = system.load.dailyPeaks, system.tables.count == 1 {
            let daily = AdequacyIndices(system.tables[0], loads: system.firm.count == 1 ? system.net(peaks) : peaks)
            offers.add(
                "LOLE_d", "LOLE_days", "LOLE_d_per_yr", "LOLE_days_per_year", "LOLE_days_per_yr", "LOLE_daily_peak_d",
                "LOLE_daily_peak", "LOLE_daily", "LOLE_d_per_year", "LOLE_daily_peak_days", "LOLE_day",
                number: daily.lossOfLoadExpectation)
            offers.addPattern("LOLE_days") { (key: String, _: AskedShape) throws(PowerError) in
                let name = Offers.plain(key)
                guard name.hasPrefix("lole"), name.contains("da") || name.hasPrefix("loled") else { return nil }
                return .number(daily.lossOfLoadExpectation)
            }
            offers.add("max_day_LOLP", number: daily.worstHour)
            offers.add("days", "n_days", number: Double(peaks.count))
        }
        offers.add("hours", "n_hours", number: Double(system.load.hours.count))
        if system.tables.count == 1 {
            let table = system.tables[0]
            offers.add("mean_available_MW", "expected_available_MW", number: table.mean)
            offers.add("reserve_margin", number: table.installed / (system.load.hours.max() ?? 1) - 1)
            offers.add("P_outage_at_least_MW", "P_outage_at_least") { (asked: AskedShape?) throws(PowerError) in
                Offers.byNumber(asked, otherwise: usualOutages) { table.outage(atLeast: $0) }
            }
            offers.add("P_available_below_MW") { (asked: AskedShape?) throws(PowerError) in
                Offers.byNumber(asked, otherwise: [system.load.hours.max() ?? 0]) { table.lossOfLoad(at: $0) }
            }
            offers.add("firm_MW_at_availability", "firm_MW") { (asked: AskedShape?) throws(PowerError) in
                Offers.byNumber(asked, otherwise: [0.99, 0.999]) { table.firm(availability: $0) }
            }
        }
        if system.units.kinds.allSatisfy({ $0.failure != nil }), !system.units.varies {
            try addSimulation(inputs, system, storages: [], exact: true, &offers)
        }
        return try offers.table(asked ?? usual(inputs, system))
    }

    /// Outages for which their chance is told where none are asked for, in MW.
    private static let usualOutages: [Double] = [0, 12, 20, 100, 200, 400, 600, 800, 1_000, 1_200, 1_500]

    /// What is told of a system where nothing is asked for: of a single load, of a few hours, of a year.
    private static func usual(_ inputs: CaseInputs, _ system: SystemInputs) -> AskedShape {
        func table(_ names: [String]) -> AskedShape { .table(names.map { .init(key: $0, shape: .value) }) }
        let hours = system.load.hours.count
        if inputs.key(LoadInputs.flatKeys) != nil { return table(["LOLE_h", "EUE_MWh"]) }
        if hours == 1 { return table(["LOLP", "EPNS_MW"]) }
        if hours <= 200 {
            return .table([
                .init(key: "LOLP", shape: .list(count: hours)), .init(key: "EUE_MWh", shape: .list(count: hours)),
                .init(key: "LOLE_h", shape: .value), .init(key: "EUE_total", shape: .value),
            ])
        }
        return table(
            ["installed_MW", "units", "energy_MWh", "LOLE_h", "EUE_MWh", "max_hour_LOLP"]
                + (system.tables.count == 1 ? ["P_outage_at_least_MW"] : []))
    }

    /// LOLE, EUE and what makes them up, under the names that reference files use.
    static func addIndices(_ indices: AdequacyIndices, hours: Int, _ offers: inout Offers) {
        func list(_ values: [Double], _ asked: AskedShape?, else total: Double) -> CaseValue {
            if case .list? = asked { return .numbers(values) }
            return .number(total)
        }
        offers.add(
            "LOLE_h", "LOLE", "LOLH", "LOLE_hours", "LOLE_total", "LOLE_h_per_yr", number: indices.lossOfLoadExpectation
        )
        offers.add("EUE_MWh", "EUE", "EUE_total", "EUE_total_MWh", "EENS_MWh", "LOEE_MWh") {
            (asked: AskedShape?) throws(PowerError) in
            list(indices.unservedByHour, asked, else: indices.unservedEnergy)
        }
        offers.add("max_hour_LOLP", "worst_hour_LOLP", number: indices.worstHour)
        if hours <= 200 {
            offers.add("LOLP", "LOLP_by_hour") { (asked: AskedShape?) throws(PowerError) in
                hours == 1 && asked != .list(count: 1)
                    ? .number(indices.lossOfLoadExpectation) : .numbers(indices.lossOfLoadProbability)
            }
            offers.add("EPNS_MW", "EPNS") { (asked: AskedShape?) throws(PowerError) in
                hours == 1 && asked != .list(count: 1)
                    ? .number(indices.unservedEnergy) : .numbers(indices.unservedByHour)
            }
        } else {
            offers.add("LOLP", "mean_LOLP") { (asked: AskedShape?) throws(PowerError) in
                list(indices.lossOfLoadProbability, asked, else: indices.lossOfLoadExpectation / Double(hours))
            }
            offers.add("EPNS_MW", "EPNS", number: indices.unservedEnergy / Double(hours))
        }
    }

    /// Regions that help one another over lines: units and load of each, in one hour or in hours that do not depend on one
    /// another, `line_MW` or `lines`.
    static func regions(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.any("line_MW", "lines"), inputs.any("gen_MW", "units", "gens"), LoadInputs.isGiven(inputs) else {
            return nil
        }
        let hours = try regionalLoads(inputs)
        var units: [[GeneratingUnit]] = []
        if inputs.has("gen_MW") {
            let rates = try inputs.oneOrMore(UnitInputs.rateKeys)
            var row = 0
            for value in try inputs.list("gen_MW") {
                let sizes: [Double]
                if case .list(let inner) = value {
                    sizes = try CaseInputs.numbers(inner, "gen_MW")
                } else {
                    sizes = try CaseInputs.numbers([value], "gen_MW")
                }
                var region: [GeneratingUnit] = []
                for size in sizes {
                    guard rates.count == 1 || row < rates.count else {
                        throw PowerError("for", "has \(rates.count) entries; give one, or one for each unit")
                    }
                    let rate = rates[rates.count == 1 ? 0 : row]
                    region.append(try GeneratingUnit(capacity: size, forcedOutageRate: rate))
                    row += 1
                }
                units.append(region)
            }
        } else {
            let key = inputs.any("units") ? "units" : "gens"
            for (row, value) in try inputs.list(key).enumerated() {
                guard case .list(let rows) = value else {
                    throw PowerError("\(key), row \(row)", "\(value.brief) is no list; list each region's units")
                }
                units.append(try UnitInputs(rows: rows, place: "\(key), region \(row)", inputs).units())
            }
        }
        let lines = try lines(inputs, regions: units.count)
        var chances: [Double] = []
        var unserved: [Double] = []
        for loads in hours {
            let system = try RegionalAdequacy(units: units, loads: loads, lines: lines)
            // A single hour may have as many states as any.
            if hours.count > 1, system.jointStates * Double(hours.count) > 16_777_216 {
                throw PowerError(
                    "load_MW",
                    "\(hours.count) hours of \(system.jointStates) joint states are too many; give fewer hours")
            }
            let answer = system.answer()
            chances.append(answer.lossOfLoad)
            unserved.append(answer.unserved)
        }
        var offers = Offers()
        func add(_ names: [String], _ values: [Double]) {
            offers.add(names) { (asked: AskedShape?) throws(PowerError) in
                if case .list? = asked { return .numbers(values) }
                return .number(values.reduce(0, +))
            }
        }
        add(["LOLE_h", "LOLE", "LOLH"] + (hours.count == 1 ? ["LOLP"] : []), chances)
        add(["EUE_MWh", "EUE", "EUE_total"] + (hours.count == 1 ? ["EPNS_MW"] : []), unserved)
        offers.onlyWhenAsked()
        if hours.count > 1 {
            offers.add("LOLP", "LOLP_by_hour") { (_: AskedShape?) throws(PowerError) in .numbers(chances) }
            offers.add("EPNS_MW", "EPNS") { (_: AskedShape?) throws(PowerError) in .numbers(unserved) }
        }
        return try offers.table(asked)
    }

    /// The load of each region in each hour: a number for each region, or a list of hours for each.
    private static func regionalLoads(_ inputs: CaseInputs) throws(PowerError) -> [[Double]] {
        let keys = ["load_MW", "loads_MW"]
        guard case .list? = try inputs.list(keys).first, let key = inputs.key(keys) else {
            return [try inputs.numbers(keys)]
        }
        let regions = try inputs.rows(key)
        let count = regions[0].count
        try Check.count("\(key), row 0", count, in: 1...8_784)
        for (row, hours) in regions.enumerated() {
            try Check.sameCount("\(key), row \(row)", hours.count, count, as: "\(key), row 0")
        }
        return (0..<count).map { hour in regions.map { $0[hour] } }
    }

    /// Lines as rows [from, to, MW, outage rate], or one or more `line_MW` from each region to the next.
    private static func lines(_ inputs: CaseInputs, regions: Int) throws(PowerError) -> [RegionalAdequacy.Line] {
        let rateKeys = ["line_for", "line_outage_rate"]
        let rates = inputs.key(rateKeys) == nil ? [0] : try inputs.oneOrMore(rateKeys)
        var lines: [RegionalAdequacy.Line] = []
        if inputs.has("lines") {
            for (row, values) in try inputs.rows("lines").enumerated() {
                guard values.count >= 3, let from = Int(exactly: values[0]), let to = Int(exactly: values[1]) else {
                    throw PowerError("lines, row \(row)", "is no line; give [from, to, MW, forced outage rate]")
                }
                let rate = values.count > 3 ? values[3] : rates[min(row, rates.count - 1)]
                lines.append(.init(from: from, to: to, megawatts: values[2], forcedOutageRate: rate))
            }
        } else {
            for (row, size) in try inputs.oneOrMore(["line_MW"]).enumerated() {
                lines.append(
                    .init(
                        from: row % regions, to: (row + 1) % regions, megawatts: size,
                        forcedOutageRate: rates[min(row, rates.count - 1)]))
            }
        }
        return lines
    }
}
