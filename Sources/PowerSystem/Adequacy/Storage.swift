/// A store of energy that covers shortfalls and fills from surplus, without foresight.
public struct Storage: Sendable, Hashable {
    /// The most it charges or discharges, in MW.
    public let power: Double
    /// The most it holds, in MWh, at most `largestEnergy`.
    public let energy: Double
    /// Stored over charged energy, above 0 to 1.
    public let chargeEfficiency: Double
    /// Delivered over withdrawn energy, above 0 to 1.
    public let dischargeEfficiency: Double
    /// Held before the first hour, in MWh.
    public let initialEnergy: Double

    /// No store holds more, in MWh: a millionth of a MWh can still be counted.
    public static let largestEnergy = 9e12

    /// - Throws: `PowerError` where a number is out of range.
    public init(
        power: Double, energy: Double, chargeEfficiency: Double = 1, dischargeEfficiency: Double = 1,
        initialEnergy: Double
    ) throws(PowerError) {
        try Check.notNegative("storage, MW", power)
        try Check.notNegative("storage, MWh", energy)
        if energy > Self.largestEnergy {
            throw PowerError("storage, MWh", "\(energy) MWh is more than any store; give 9e12 or less")
        }
        for efficiency in [chargeEfficiency, dischargeEfficiency] {
            try Check.positive("storage, efficiency", efficiency)
            try Check.share("storage, efficiency", efficiency)
        }
        try Check.notNegative("storage, initial energy", initialEnergy)
        if initialEnergy > energy * (1 + 1e-12) {
            throw PowerError(
                "storage, initial energy", "\(initialEnergy) MWh is more than it holds; give \(energy) or less")
        }
        self.power = power
        self.energy = energy
        self.chargeEfficiency = chargeEfficiency
        self.dischargeEfficiency = dischargeEfficiency
        self.initialEnergy = initialEnergy
    }

    /// One hour: `surplus` MW of generation over load, or a shortfall where negative. Gives what stays unserved, in MW.
    @inlinable @inline(__always) public func hour(surplus: Double, held: inout Double) -> Double {
        if surplus >= 0 {
            held = min(energy, held + chargeEfficiency * min(surplus, power))
            return 0
        }
        let delivered = min(-surplus, power, held * dischargeEfficiency)
        held = max(0, held - delivered / dischargeEfficiency)
        return -surplus - delivered
    }
}
