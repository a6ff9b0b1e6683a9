extension PowerCase {
    /// Units and a store: exactly where the joint states are few, otherwise by sampled years with standard errors.
    static func storageAdequacy(_ inputs: CaseInputs, _ asked: AskedShape?) throws(PowerError) -> CaseValue? {
        guard let (storage, chain) = try store(inputs), UnitInputs.isGiven(inputs) else { return nil }
        let units = try UnitInputs(inputs)
        var load = try LoadInputs(inputs)
        let isSingle = load.hours.count == 1 && !inputs.has("hours")
        if isSingle { load.hours = [Double](repeating: load.hours[0], count: 8_760) }
        let chains = try units.chains()
        var startsUp = false
        if let state = inputs.key(["initial_state", "initial_units", "start_state"]) {
            let word = Offers.plain(try inputs.text(state))
            startsUp = word.contains("up") || word.contains("service")
        }
        let model = ExactStorageAdequacy(
            units: chains, storage: storage, storageChain: chain, startsInService: startsUp)
        var offers = Offers()
        let answer = try? model.answer(loads: load.hours, work: 300_000_000)
        if let answer {
            offers.add("LOLE_h", "LOLE", "LOLH", "LOLE_total", number: answer.lossOfLoadExpectation)
            offers.add("EUE_MWh", "EUE", "EUE_total", "EENS_MWh", "EUE_MWh_per_8760h") {
                (asked: AskedShape?) throws(PowerError) in
                if case .list? = asked { return .numbers(answer.unserved) }
                return .number(answer.unservedEnergy)
            }
            offers.onlyWhenAsked()
            if load.hours.count <= 200 || asked?["LOLP"] != nil {
                offers.add("LOLP", "LOLP_by_hour") { (_: AskedShape?) throws(PowerError) in
                    .numbers(answer.lossOfLoadProbability)
                }
            }
            offers.add("availability", "P_served", number: 1 - answer.lossOfLoadExpectation / Double(load.hours.count))
            offers.add("P_short", number: answer.lossOfLoadExpectation / Double(load.hours.count))
            offers.add("LOLE_se", "LOLE_h_se", "LOLE_standard_error_h", "LOLE_h_standard_error", number: 0)
            offers.add("EUE_se", "EUE_MWh_se", "EUE_standard_error_MWh", "EUE_MWh_standard_error", number: 0)
        } else {
            if chain != nil {
                throw PowerError(
                    "storage", "has outages of its own and too many joint states; give fewer units or hours")
            }
            try addSimulation(inputs, units: chains, loads: load.hours, storages: [storage], exact: false, &offers)
        }
        offers.onlyWhenAsked()
        offers.add("without_storage", "no_storage") { (asked: AskedShape?) throws(PowerError) in
            var inner = Offers()
            addIndices(
                AdequacyIndices(try CapacityTable(units.units()), loads: load.hours), hours: load.hours.count, &inner)
            return try inner.table(asked)
        }
        // The same results under a name that sets them against those without the store.
        let named = offers
        offers.add("with_storage") { (asked: AskedShape?) throws(PowerError) in
            try named.table(
                asked ?? .table([.init(key: "LOLE_h", shape: .value), .init(key: "EUE_MWh", shape: .value)]))
        }
        for (key, index) in [("LOLE_h_without_storage", true), ("EUE_MWh_without_storage", false)] {
            offers.add(key, index ? "LOLE_no_storage_h" : "EUE_no_storage_MWh") { (_: AskedShape?) throws(PowerError) in
                let indices = AdequacyIndices(try CapacityTable(units.units()), loads: load.hours)
                return .number(index ? indices.lossOfLoadExpectation : indices.unservedEnergy)
            }
        }
        return try offers.table(asked)
    }

    /// Offers of sampled years. Where `exact` results are offered as well, only what they leave open.
    static func addSimulation(
        _ inputs: CaseInputs, _ system: SystemInputs, storages: [Storage], exact: Bool, _ offers: inout Offers
    ) throws(PowerError) {
        try addSimulation(
            inputs, units: system.units.chains(), loads: system.net(system.load.hours), storages: storages,
            exact: exact,
            &offers)
    }

    private static func addSimulation(
        _ inputs: CaseInputs, units: [UnitChain], loads: [Double], storages: [Storage], exact: Bool,
        _ offers: inout Offers
    ) throws(PowerError) {
        let years = try inputs.whole(["years", "samples", "n_samples", "n_years"], default: 20_000, in: 2...10_000_000)
        let seed = try inputs.whole(["seed"], default: 1, in: 0...Int.max)
        let simulation = try SequentialSimulation(units: units, loads: loads, storages: storages)
        let sample = Lazy { simulation.run(years: years, seed: UInt64(seed)) }
        if !exact {
            offers.add("LOLE_h", "LOLE", "LOLH", number: sample.value.lossOfLoadExpectation.mean)
            offers.add("EUE_MWh", "EUE", "EENS_MWh", number: sample.value.unservedEnergy.mean)
        }
        // Not among what is printed unasked: a simulation takes seconds, a table microseconds.
        offers.addPattern("LOLE_se, EUE_se, LOLF_per_yr, LOLD_h, years") {
            (key: String, _: AskedShape) throws(PowerError) in
            let name = Offers.plain(key)
            let isError = name.hasSuffix("se") || name.hasPrefix("se") || name.contains("standarderror")
            if name.contains("lolf") {
                let value = sample.value.lossOfLoadFrequency
                return .number(isError ? value.standardError : value.mean)
            }
            if isError, name.contains("lol") { return .number(sample.value.lossOfLoadExpectation.standardError) }
            if isError, name.contains("eue") { return .number(sample.value.unservedEnergy.standardError) }
            if name.contains("lold") { return .optional(sample.value.lossOfLoadDuration) }
            return ["years", "samples", "nsamples", "nyears"].contains(name) ? .whole(years) : nil
        }
    }

    /// A store under `storage` or `battery`, or under keys that begin with `stor_` or `battery_`; nil where there is none.
    private static func store(_ inputs: CaseInputs) throws(PowerError) -> (Storage, UnitChain?)? {
        let power = ["MW", "power_MW", "stor_MW", "battery_MW", "storage_MW"]
        let energy = ["MWh", "energy_MWh", "stor_MWh", "battery_MWh", "storage_MWh"]
        let own: CaseInputs
        if let key = inputs.key(["storage", "battery", "store"]), case .fields? = inputs.value[key] {
            own = try inputs.inner(key)
        } else if inputs.key(Array(power.dropFirst())) != nil {
            own = inputs
        } else {
            return nil
        }
        let size = try own.number(energy)
        let oneWayIn = ["eff_in", "charge_efficiency", "eff_charge"]
        let oneWayOut = ["eff_out", "discharge_efficiency", "eff_discharge"]
        let round = try own.number(
            ["eff", "efficiency", "round_trip_efficiency", "stor_eff", "battery_eff", "roundtrip"], default: 1)
        let initial: Double
        if let key = own.key(["initial_soc", "soc0", "initial_MWh", "initial_energy_MWh", "initial"]) {
            if case .text(let text)? = own.value[key] {
                guard ["full", "empty"].contains(text.lowercased()) else { throw own.wrong(key, "MWh, full or empty") }
                initial = text.lowercased() == "full" ? size : 0
            } else {
                let number = try own.number(key)
                let isShare = key.contains("soc")
                if isShare, !(0...1 ~= number) { throw own.wrong(key, "a share of the store from 0 to 1") }
                initial = isShare ? number * size : number
            }
        } else {
            initial = size
        }
        let storage = try Storage(
            power: own.number(power), energy: size, chargeEfficiency: own.number(oneWayIn, default: round),
            dischargeEfficiency: own.number(oneWayOut, default: 1), initialEnergy: initial)
        let failure = ["stor_lambda", "storage_lambda", "lambda"]
        let repair = ["stor_mu", "storage_mu", "mu"]
        let isNested = own.path != inputs.path
        let failureKeys = isNested ? failure : Array(failure.dropLast())
        let repairKeys = isNested ? repair : Array(repair.dropLast())
        guard own.key(failureKeys) != nil else { return (storage, nil) }
        let chain = try UnitChain(
            count: 1, megawatts: 0, failure: own.number(failureKeys), repair: own.number(repairKeys))
        return (storage, chain.failure == 0 ? nil : chain)
    }
}

/// A value that is made when it is first needed.
private final class Lazy<Value> {
    private let make: () -> Value
    private(set) lazy var value: Value = make()

    init(_ make: @escaping () -> Value) { self.make = make }
}
