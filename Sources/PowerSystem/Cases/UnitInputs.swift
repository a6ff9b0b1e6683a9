/// Units as cases write them.
struct UnitInputs {
    /// Units of a kind: capacities and outage rates by hour, or one for all hours.
    struct Kind {
        var count = 1
        var megawatts: [Double] = []
        var outageRates: [Double] = []
        /// Probabilities of derated states, whose capacities are `megawatts`.
        var shares: [Double]?
        /// Chances by the hour to fail and to be repaired, where known.
        var failure: Double?
        var repair: Double?

        func unit(hour: Int) throws(PowerError) -> GeneratingUnit {
            if let shares { return try GeneratingUnit(megawatts: megawatts, probabilities: shares) }
            return try GeneratingUnit(
                capacity: megawatts[min(hour, megawatts.count - 1)],
                forcedOutageRate: outageRates[min(hour, outageRates.count - 1)])
        }

        func chain() throws(PowerError) -> UnitChain {
            guard let failure, let repair, shares == nil, megawatts.count == 1 else {
                throw PowerError("units", "have no times to failure and repair; give mttf_h and mttr_h")
            }
            return try UnitChain(count: count, megawatts: megawatts[0], failure: failure, repair: repair)
        }
    }

    var kinds: [Kind]

    static let listKeys = ["units", "gens", "generators", "fleet"]
    static let rateKeys = ["for", "FOR", "forced_outage_rate", "outage_rate", "unit_for", "gen_for"]
    private static let sizeKeys = ["MW", "capacity_MW", "unit_MW", "size_MW", "gen_MW", "cap_MW"]
    private static let countKeys = ["count", "n", "number"]

    static func isGiven(_ inputs: CaseInputs) -> Bool {
        inputs.key(listKeys) != nil || inputs.has("gen_MW") || inputs.has("unit_MW")
    }

    init(_ inputs: CaseInputs) throws(PowerError) {
        guard let key = inputs.key(Self.listKeys) else {
            kinds = try Self.plain(inputs)
            return
        }
        switch inputs.value[key] {
        case .fields(let fields)?:
            kinds = []
            for field in fields { kinds.append(try Self.kind(field.value, "\(key), \(field.key)", inputs)) }
        default:
            kinds = []
            for (row, value) in try inputs.list(key).enumerated() {
                kinds.append(try Self.kind(value, "\(key), row \(row)", inputs))
            }
        }
    }

    init(rows: [CaseValue], place: String, _ inputs: CaseInputs) throws(PowerError) {
        kinds = []
        for (row, value) in rows.enumerated() { kinds.append(try Self.kind(value, "\(place), row \(row)", inputs)) }
    }

    init(kinds: [Kind]) { self.kinds = kinds }

    /// `gen_MW` or `unit_MW` with `n`, and rates beside them.
    private static func plain(_ inputs: CaseInputs) throws(PowerError) -> [Kind] {
        let sizes = try inputs.oneOrMore(["gen_MW", "unit_MW"])
        let isSingle = sizes.count == 1
        let count = isSingle ? try inputs.whole(countKeys, default: 1, in: 0...10_000) : 1
        var kinds: [Kind] = []
        for (row, size) in sizes.enumerated() {
            var kind = try rates(inputs, row: row)
            kind.count = count
            kind.megawatts = [size]
            kinds.append(kind)
        }
        return kinds
    }

    /// Outage rate and chances to fail and be repaired; a list of them has one for each row.
    private static func rates(_ inputs: CaseInputs, row: Int) throws(PowerError) -> Kind {
        func value(_ keys: [String]) throws(PowerError) -> Double? {
            guard let key = inputs.key(keys) else { return nil }
            let values = try inputs.oneOrMore([key])
            guard !values.isEmpty else { throw inputs.wrong(key, "a number") }
            if values.count > 1, row >= values.count {
                throw PowerError(inputs.place(key), "has \(values.count) entries; give one for each unit")
            }
            return values[min(row, values.count - 1)]
        }
        var kind = Kind()
        if let failure = try value(["gen_lambda", "lambda", "failure", "lambda_per_h", "failure_per_h"]),
            let repair = try value(["gen_mu", "mu", "repair", "mu_per_h", "repair_per_h"])
        {
            (kind.failure, kind.repair) = (failure, repair)
        } else if let repairTime = try value(["mttr_h", "mttr", "MTTR_h"]) {
            var failureTime = try value(["mttf_h", "mttf", "MTTF_h"])
            if failureTime == nil, let rate = try value(rateKeys), rate > 0 {
                failureTime = repairTime * (1 - rate) / rate
            }
            if let failureTime {
                guard failureTime >= 1, repairTime >= 1 else {
                    throw PowerError(inputs.place("mttr_h"), "times below an hour; give mean hours of 1 or more")
                }
                (kind.failure, kind.repair) = (1 / failureTime, 1 / repairTime)
            }
        }
        if let rate = try value(rateKeys) {
            kind.outageRates = [rate]
        } else if let failure = kind.failure, let repair = kind.repair {
            kind.outageRates = [failure + repair > 0 ? failure / (failure + repair) : 0]
        } else {
            throw inputs.wrong("for", "a share of time out of service, or mttf_h and mttr_h")
        }
        return kind
    }

    /// One entry: a table, [MW, for], [count, MW, for] or [count, MW, for, mttf_h, mttr_h].
    private static func kind(_ value: CaseValue, _ place: String, _ outer: CaseInputs) throws(PowerError) -> Kind {
        if case .list(let row) = value { return try kind(row: row, place, outer) }
        guard case .fields = value else {
            throw PowerError(place, "\(value.brief) is no unit; give a table or [count, MW, forced outage rate]")
        }
        let entry = CaseInputs(value, path: place)
        let count = try entry.whole(countKeys, default: 1, in: 0...10_000)
        if entry.any("states_MW", "states") {
            var kind = Kind(count: count, megawatts: try entry.numbers(["states_MW", "states"]))
            kind.shares = try entry.numbers(["prob", "probabilities", "probability", "p"])
            return kind
        }
        let sizes = try entry.oneOrMore(sizeKeys)
        guard !sizes.isEmpty else { throw entry.wrong(entry.key(sizeKeys) ?? "MW", "a number of MW") }
        if let key = entry.key(rateKeys), case .list? = entry.value[key] {
            return Kind(count: count, megawatts: sizes, outageRates: try entry.numbers(key))
        }
        // A rate that all units share may stand beside the list.
        var kind = try rates(
            entry.key(rateKeys) == nil && !entry.any("mttf_h", "mttr_h", "lambda") ? outer : entry, row: 0)
        kind.count = count
        kind.megawatts = sizes
        return kind
    }

    private static func kind(row: [CaseValue], _ place: String, _ outer: CaseInputs) throws(PowerError) -> Kind {
        var values: [[Double]] = []
        for value in row {
            switch value {
            case .text: continue
            case .list(let inner): values.append(try CaseInputs.numbers(inner, place))
            default: values.append(try CaseInputs.numbers([value], place))
            }
        }
        guard values.allSatisfy({ !$0.isEmpty }) else { throw PowerError(place, "has an empty list; give MW by hour") }
        switch values.count {
        case 2: return Kind(megawatts: values[0], outageRates: values[1])
        case 3, 5:
            guard let count = Int(exactly: values[0][0]), (0...10_000).contains(count) else {
                throw PowerError(place, "\(values[0][0]) is no count of units; give [count, MW, forced outage rate]")
            }
            var kind = Kind(count: count, megawatts: values[1], outageRates: values[2])
            if values.count == 5 {
                guard values[3][0] >= 1, values[4][0] >= 1 else {
                    throw PowerError(place, "times below an hour; give mean hours of 1 or more")
                }
                (kind.failure, kind.repair) = (1 / values[3][0], 1 / values[4][0])
            }
            return kind
        default:
            throw PowerError(place, "has \(values.count) entries; give [MW, rate] or [count, MW, rate]")
        }
    }

    /// All units, each by itself, as they are in an hour.
    func units(hour: Int = 0) throws(PowerError) -> [GeneratingUnit] {
        var units: [GeneratingUnit] = []
        for kind in kinds { units += repeatElement(try kind.unit(hour: hour), count: kind.count) }
        return units
    }

    func chains() throws(PowerError) -> [UnitChain] {
        var chains: [UnitChain] = []
        for kind in kinds { chains.append(try kind.chain()) }
        return chains
    }

    var count: Int { kinds.reduce(0) { $0 + $1.count } }

    /// Capacities or rates change from hour to hour.
    var varies: Bool { kinds.contains { $0.shares == nil && ($0.megawatts.count > 1 || $0.outageRates.count > 1) } }
}
