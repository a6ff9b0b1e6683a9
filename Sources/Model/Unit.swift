/// A unit of measure: powers of four base dimensions and the factor to the base units
/// US dollar, megawatt, unit of equipment, hour (a year is 8,760 h, a quarter 2,190 h).
///
/// `Unit("USD per MW-year")`, `Unit("bp")`, `Unit("USD/GPU-h")`. Percent and basis points are dimensionless factors.
public struct Unit: Sendable, Hashable {
    public var money: Int8 = 0
    public var power: Int8 = 0
    public var equipment: Int8 = 0
    public var time: Int8 = 0
    /// Value of one of this unit in base units.
    public var factor: Double = 1
    /// How it is written in headings: `USD per MW-year`.
    public var symbol: String = ""
}

extension Unit {
    /// Stands in a schema's line for the unit that the item itself declares (`AttributeType.quantityIn`).
    public static let declared: Unit = {
        var unit = Unit()
        unit.symbol = "declared"
        return unit
    }()
}
