/// A site that makes its own power from gas, sun and a battery: sizes and hourly operation at least cost, as a linear
/// program over hours that stand for a year.
public struct HybridSite: Sendable, Hashable {
    /// Output of a MW of solar in each hour, 0 to 1.
    public var solar: [Double]
    /// MW in each hour.
    public var load: [Double]
    /// Years' worth of the hours: 365 for one day.
    public var weight: Double
    /// Stored over charged energy, 0 to 1.
    public var chargeEfficiency: Double
    /// Delivered over withdrawn energy, above 0 to 1.
    public var dischargeEfficiency: Double
    /// The share of gas capacity that can run, 0 to 1.
    public var gasAvailability: Double
    /// $ a year per MW of gas.
    public var fixedGas: Double
    /// $ a year per MW of solar.
    public var fixedSolar: Double
    /// $ a year per MW that the battery charges or discharges.
    public var fixedBatteryPower: Double
    /// $ a year per MWh that the battery holds.
    public var fixedBatteryEnergy: Double
    /// $ per MWh of gas power.
    public var gasCost: Double
    /// $ per MWh charged, and again per MWh discharged.
    public var throughputCost: Double
    /// $ per MWh not served.
    public var unservedValue: Double
    /// The most gas capacity, in MW; nil without limit.
    public var gasLimit: Double?
    /// The battery ends as full as it began; otherwise it begins empty.
    public var isCyclic: Bool

    /// Hourly solar output and load, costs in $ per year, MW and MWh; `program` throws where hours disagree.
    public init(
        solar: [Double], load: [Double], weight: Double, chargeEfficiency: Double, dischargeEfficiency: Double,
        gasAvailability: Double, fixedGas: Double, fixedSolar: Double, fixedBatteryPower: Double,
        fixedBatteryEnergy: Double, gasCost: Double, throughputCost: Double, unservedValue: Double,
        gasLimit: Double? = nil, isCyclic: Bool = true
    ) {
        self.solar = solar
        self.load = load
        self.weight = weight
        self.chargeEfficiency = chargeEfficiency
        self.dischargeEfficiency = dischargeEfficiency
        self.gasAvailability = gasAvailability
        self.fixedGas = fixedGas
        self.fixedSolar = fixedSolar
        self.fixedBatteryPower = fixedBatteryPower
        self.fixedBatteryEnergy = fixedBatteryEnergy
        self.gasCost = gasCost
        self.throughputCost = throughputCost
        self.unservedValue = unservedValue
        self.gasLimit = gasLimit
        self.isCyclic = isCyclic
    }

    /// The site as a linear program; sizes are `cap[gas]`, `cap[solar]`, `cap[batt_p]`, `cap[batt_e]`.
    ///
    /// - Throws: `PowerError` where there are no hours or solar and load differ in number.
    public func program() throws(PowerError) -> LinearProgram {
        try Check.count("hours", load.count, in: 1...20_000)
        try Check.sameCount("solar_cf", solar.count, load.count, as: "load_MW")
        try Check.positive("eff_out", dischargeEfficiency)
        var program = LinearProgram()
        let gas = program.addVariable("cap[gas]", cost: fixedGas, upper: gasLimit ?? .infinity)
        let sun = program.addVariable("cap[solar]", cost: fixedSolar)
        let power = program.addVariable("cap[batt_p]", cost: fixedBatteryPower)
        let energy = program.addVariable("cap[batt_e]", cost: fixedBatteryEnergy)
        var hours: [(gas: Int, sun: Int, charge: Int, discharge: Int, held: Int, unserved: Int)] = []
        for hour in load.indices {
            func add(_ name: String, _ cost: Double) -> Int {
                program.addVariable("\(name)[\(hour)]", cost: weight * cost)
            }
            hours.append(
                (
                    add("gas", gasCost), add("sol", 0), add("ch", throughputCost), add("dis", throughputCost),
                    add("soc", 0), add("uns", unservedValue)
                ))
        }
        for (hour, now) in hours.enumerated() {
            func limit(_ name: String, _ terms: [(Int, Double)]) {
                program.addRow("\(name)[\(hour)]", terms.map { ($0.0, $0.1) }, lower: -.infinity, upper: 0)
            }
            program.addRow(
                "bal[\(hour)]",
                [(now.gas, 1), (now.sun, 1), (now.discharge, 1), (now.charge, -1), (now.unserved, 1)],
                lower: load[hour], upper: load[hour])
            limit("lg", [(now.gas, 1), (gas, -gasAvailability)])
            limit("ls", [(now.sun, 1), (sun, -solar[hour])])
            limit("lc", [(now.charge, 1), (power, -1)])
            limit("ld", [(now.discharge, 1), (power, -1)])
            limit("le", [(now.held, 1), (energy, -1)])
            var balance = [(now.held, 1.0), (now.charge, -chargeEfficiency), (now.discharge, 1 / dischargeEfficiency)]
            if hour > 0 || isCyclic { balance.append((hours[hour > 0 ? hour - 1 : load.count - 1].held, -1)) }
            program.addRow("soc[\(hour)]", balance.map { ($0.0, $0.1) }, lower: 0, upper: 0)
        }
        return program
    }
}
