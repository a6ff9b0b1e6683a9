/// A unit of measure: powers of four base dimensions and the factor to the base units
/// US dollar, megawatt, unit of equipment, hour (a year is 8,760 h, a quarter 2,190 h).
///
/// `Unit("USD per MW-year")`, `Unit("bp")`, `Unit("USD/GPU-h")`. Percent and basis points are dimensionless factors.
/// A *rate per year* (`% per year`, `per quarter`) is a dimensionless number with `isRate` set: a loan's balance times
/// its rate is dollars, and `450 bp` may be added to it. An attribute in rates takes plain percentages too; one in
/// shares does not take rates.
public struct Unit: Sendable, Hashable {
    public var money: Int8 = 0
    public var power: Int8 = 0
    public var equipment: Int8 = 0
    public var time: Int8 = 0
    /// Value of one of this unit in base units; of a rate, in shares per year.
    public var factor: Double = 1
    /// A dimensionless number understood as per year.
    public var isRate = false
    /// How it is written in headings: `USD per MW-year`.
    public var symbol: String = ""

    public static let hoursPerQuarter = 2_190.0
    public static let hoursPerYear = 8_760.0

    /// No dimension, factor 1.
    public init() {}

    init(money: Int = 0, power: Int = 0, equipment: Int = 0, time: Int = 0, factor: Double = 1, symbol: String = "") {
        self.money = Int8(clamping: money)
        self.power = Int8(clamping: power)
        self.equipment = Int8(clamping: equipment)
        self.time = Int8(clamping: time)
        self.factor = factor
        self.symbol = symbol
    }
}

extension Unit {
    /// Stands in a schema's line for the unit that the item itself declares (`AttributeType.quantityIn`).
    public static let declared: Unit = {
        var unit = Unit()
        unit.symbol = "declared"
        return unit
    }()

    public var isDimensionless: Bool { money == 0 && power == 0 && equipment == 0 && time == 0 }

    /// Both measure the same thing: their base dimensions agree.
    public func isCompatible(with other: Unit) -> Bool {
        money == other.money && power == other.power && equipment == other.equipment && time == other.time
    }

    /// One per hour and nothing else: a rate in base units.
    var isInverseTime: Bool { money == 0 && power == 0 && equipment == 0 && time == -1 }

    /// What a number in this unit is multiplied by to be in another; nil if they measure different things, or if this
    /// is a rate per year and the other is not.
    public func conversion(to other: Unit) -> Double? {
        if isCompatible(with: other) { return isRate && !other.isRate ? nil : factor / other.factor }
        if other.isRate, isInverseTime { return factor * Unit.hoursPerYear / other.factor }
        return nil
    }

    /// A number of this unit in another unit: 450 bp are exactly 0.045. Nil as in `conversion(to:)`.
    public func convert(_ number: Double, to other: Unit) -> Double? {
        conversion(to: other).map { Unit.scale(number, by: $0) }
    }

    /// The number times the factor, by a division where that is exact and the product is not.
    static func scale(_ number: Double, by factor: Double) -> Double {
        let inverse = 1 / factor
        let whole = inverse.rounded()
        if factor < 1, whole > 1, abs(inverse - whole) < whole * 1e-12 { return number / whole }
        let near = factor.rounded()
        return number * (near > 0 && abs(factor - near) < near * 1e-12 ? near : factor)
    }

    /// The unit of the same dimension with factor 1.
    public var base: Unit {
        var unit = self
        unit.factor = 1
        unit.symbol = baseSymbol
        return unit
    }

    /// How the unit of this dimension with factor 1 is written: `USD per MW-h`, `1`.
    public var baseSymbol: String {
        if isRate { return "per year" }
        let parts = [("USD", money), ("MW", power), ("unit", equipment), ("h", time)]
        func product(_ sign: Int8) -> String {
            parts.filter { $0.1 * sign > 0 }
                .map { abs($0.1) == 1 ? $0.0 : "\($0.0)^\(abs($0.1))" }.joined(separator: "-")
        }
        let (above, below) = (product(1), product(-1))
        if below.isEmpty { return above.isEmpty ? "1" : above }
        return above.isEmpty ? "per \(below)" : "\(above) per \(below)"
    }
}

extension Unit: CustomStringConvertible {
    public var description: String { symbol.isEmpty ? baseSymbol : symbol }
}
