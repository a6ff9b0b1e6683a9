/// A generating system with its load, as cases write them.
struct SystemInputs {
    let units: UnitInputs
    let load: LoadInputs
    /// Always available, in MW, by hour.
    let firm: [Double]
    /// The table of each hour and which hour has which.
    let tables: [CapacityTable]
    private let tableOfHour: [Int]

    init(_ inputs: CaseInputs) throws(PowerError) {
        units = try UnitInputs(inputs)
        load = try LoadInputs(inputs)
        let keys = ["firm_MW", "firm", "must_run_MW", "vg_MW", "VG_MW"]
        firm = inputs.key(keys) == nil ? [0] : try inputs.oneOrMore(keys)
        if firm.count > 1 { try Check.sameCount("firm_MW", firm.count, load.hours.count, as: "load_MW") }
        guard !firm.isEmpty else { throw inputs.wrong("firm_MW", "a number or one for each hour") }
        if units.varies {
            for kind in units.kinds {
                for count in [kind.megawatts.count, kind.outageRates.count] where count > 1 && kind.shares == nil {
                    try Check.sameCount("units, values by hour", count, load.hours.count, as: "load_MW")
                }
            }
            if load.hours.count > 9_000 {
                throw PowerError("units", "values by hour are for 9,000 hours at most; give one for all hours")
            }
            var tables: [CapacityTable] = []
            for hour in load.hours.indices { tables.append(try CapacityTable(units.units(hour: hour))) }
            self.tables = tables
            tableOfHour = Array(load.hours.indices)
        } else {
            tables = [try CapacityTable(units.units())]
            tableOfHour = []
        }
    }

    /// Load less firm supply, by hour.
    func net(_ loads: [Double]) -> [Double] {
        if firm.count == 1, firm[0] == 0 { return loads }
        return loads.enumerated().map { $0.element - firm[min($0.offset, firm.count - 1)] }
    }

    var indices: AdequacyIndices {
        AdequacyIndices(loads: net(load.hours), tables: tables) { tableOfHour.isEmpty ? 0 : tableOfHour[$0] }
    }

    /// The one table of a system that does not change by the hour.
    func table() throws(PowerError) -> CapacityTable {
        guard tables.count == 1 else {
            throw PowerError(
                "units", "change by the hour, which this result does not allow; give one value for all hours")
        }
        return tables[0]
    }

    var energy: Double { load.hours.reduce(0, +) }
}
