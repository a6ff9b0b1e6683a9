extension Unit: ExpressibleByStringLiteral {
    /// A unit in source code: `.quantity("USD per MW-year")`. A mistyped one is a programmer's fault and traps.
    public init(stringLiteral text: String) {
        do {
            try self.init(reading: text)
        } catch {
            preconditionFailure("\"\(text)\" is no unit: \(error)")
        }
    }
}

extension Unit {
    public static let dimensionless: Unit = "1"
    /// A part of a whole: `75 %`.
    public static let share: Unit = "share"
    public static let usd: Unit = "USD"
    public static let megawatts: Unit = "MW"
    public static let units: Unit = "units"
    public static let hours: Unit = "hours"
    public static let quarters: Unit = "quarters"
    public static let years: Unit = "years"
    public static let megawattHours: Unit = "MWh"
    /// Interest, growth, decline: `4.3 %`, `450 bp`, `4.3 % per year`.
    public static let ratePerYear: Unit = "per year"
    public static let usdPerUnitHour: Unit = "USD per unit-h"
    public static let usdPerMegawatt: Unit = "USD per MW"
    public static let usdPerMegawattHour: Unit = "USD per MWh"
    public static let usdPerMegawattYear: Unit = "USD per MW-year"
}
