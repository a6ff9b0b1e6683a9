extension PowerCase {
    private static func metric(_ inputs: CaseInputs) throws(PowerError) -> AdequacyMetric {
        guard let key = inputs.key(["metric", "index", "constant"]) else { return .lossOfLoadExpectation }
        let name = Offers.plain(try inputs.text(key))
        if name.contains("eue") || name.contains("unserved") { return .unservedEnergy }
        if name.contains("lol") { return .lossOfLoadExpectation }
        throw PowerError(key, "\"\(name)\" is no index; give LOLE or EUE")
    }

    /// What additions carry: `additions`, each a list of [count, MW, forced outage rate].
    static func additions(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard inputs.has("additions") else { return nil }
        let system = try SystemInputs(inputs)
        let base = try system.table()
        let carrying = LoadCarrying(loads: system.net(system.load.hours), metric: try metric(inputs))
        guard case .fields(let entries)? = inputs.value["additions"] else {
            throw inputs.wrong("additions", "a table of lists of [count, MW, forced outage rate]")
        }
        var offers = Offers()
        for entry in entries {
            offers.add(entry.key) { (asked: AskedShape?) throws(PowerError) in
                guard case .list(let rows) = entry.value else {
                    throw PowerError("additions, \(entry.key)", "is no list; give [[count, MW, forced outage rate]]")
                }
                let added = try UnitInputs(rows: rows, place: "additions, \(entry.key)", inputs)
                let both = UnitInputs(kinds: system.units.kinds + added.kinds)
                let extended = try CapacityTable(both.units())
                let capability = carrying.capability(base: base, extended: extended)
                guard case .table? = asked else { return .number(capability) }
                let nameplate = added.kinds.reduce(0) { $0 + Double($1.count) * ($1.megawatts.max() ?? 0) }
                var inner = Offers()
                inner.add("ELCC_MW", "ELCC", "MW", number: capability)
                inner.add("EFC_MW", "EFC", number: carrying.firmEquivalent(base: base, extended: extended))
                inner.add("nameplate_MW", "installed_MW", number: nameplate)
                inner.add(
                    "ELCC_share", "ELCC_fraction", "share", "fraction",
                    number: nameplate > 0 ? capability / nameplate : 0)
                inner.add("ELCC_pct", number: nameplate > 0 ? 100 * capability / nameplate : 0)
                addIndices(
                    AdequacyIndices(extended, loads: carrying.loads), hours: carrying.loads.count, &inner)
                return try inner.table(asked)
            }
        }
        return try offers.table(asked)
    }

    /// The flat load that a system takes in at a given index: `LOLE_target_h` or the like, a number or a list.
    static func loadTargets(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        let words = ["target", "limit", "criterion", "standard", "max"]
        let found = inputs.keys.first { key in
            let plain = Offers.plain(key)
            return (plain.contains("lole") || plain.contains("lolh") || plain.contains("eue"))
                && words.contains { plain.contains($0) }
        }
        guard let key = found, UnitInputs.isGiven(inputs), LoadInputs.isGiven(inputs) else { return nil }
        let system = try SystemInputs(inputs)
        let table = try system.table()
        let isEnergy = Offers.plain(key).contains("eue")
        let isDaily = Offers.plain(key).hasSuffix("d") || Offers.plain(key).contains("day")
        let hours = isDaily ? system.load.dailyPeaks ?? system.load.hours : system.load.hours
        let carrying = LoadCarrying(
            loads: system.net(hours), metric: isEnergy ? .unservedEnergy : .lossOfLoadExpectation)
        func answer(_ limit: Double, _ asked: AskedShape?) throws(PowerError) -> CaseValue {
            try Check.notNegative(key, limit)
            let headroom = carrying.headroom(table, limit: limit)
            guard case .table? = asked else { return .number(headroom) }
            var offers = Offers()
            offers.add("headroom_MW", "MW", "flat_load_MW", "max_flat_load_MW", "load_MW", number: headroom)
            offers.add("firm_needed_MW", "perfect_capacity_needed_MW", number: max(0, -headroom))
            offers.add("peak_MW", number: (hours.max() ?? 0) + headroom)
            let indices = AdequacyIndices(table, loads: carrying.loads.map { $0 + headroom })
            addIndices(indices, hours: hours.count, &offers)
            return try offers.table(asked)
        }
        if case .number? = inputs.value[key] {
            let limit = try inputs.number(key)
            if asked?.keys.count == 1, let only = asked?.keys.first, case .value? = asked?[only] {
                return .table([(only, try answer(limit, nil))])
            }
            return try answer(limit, asked ?? .table([.init(key: "headroom_MW", shape: .value)]))
        }
        var fields: [(String, CaseValue)] = []
        for limit in try inputs.numbers(key) {
            let spelt = asked?.spelling(of: limit) ?? CaseNumber.text(limit)
            fields.append((spelt, try answer(limit, asked?[spelt])))
        }
        return .table(fields)
    }

    /// New load that may be curtailed: `shares`, a load and `threshold_MW` or `thresholds` by season.
    static func curtailment(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        let shareKeys = ["shares", "share", "curtailment_shares", "curtailment_share", "curtailment"]
        guard inputs.key(shareKeys) != nil, LoadInputs.isGiven(inputs) else { return nil }
        let load = try LoadInputs(inputs)
        let headroom = try CurtailmentHeadroom(
            loads: load.hours, thresholds: CurtailmentThresholds.hours(inputs, load))
        func describe(_ share: Double, _ asked: AskedShape?) throws(PowerError) -> CaseValue {
            let answer = try headroom.answer(share: share)
            if case .value? = asked { return .number(answer.megawatts) }
            var offers = Offers()
            offers.add("MW", "headroom_MW", number: answer.megawatts)
            offers.add("curtailed_hours", number: Double(answer.curtailedHours))
            offers.add("hours_fully_off", number: Double(answer.hoursOff))
            offers.add("curtailed_MWh", number: answer.curtailedEnergy)
            offers.add("mean_depth_in_curtailed_hours", "mean_depth", number: answer.meanDepth)
            offers.onlyWhenAsked()
            offers.add("share_of_peak", number: answer.megawatts / (load.hours.max() ?? 1))
            return try offers.table(asked)
        }
        let shares = try inputs.oneOrMore(shareKeys)
        if shares.count == 1, asked != nil, asked?.numbers.isEmpty != false { return try describe(shares[0], asked) }
        var fields: [(String, CaseValue)] = []
        for share in shares {
            let spelt = asked?.spelling(of: share) ?? CaseNumber.text(share)
            fields.append((spelt, try describe(share, asked?[spelt])))
        }
        return .table(fields)
    }
}
