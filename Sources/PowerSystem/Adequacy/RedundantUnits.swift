/// Identical units behind the meter that serve a constant load without the grid: N to carry it and K to spare.
///
/// The number available is binomial. The larger the unit, the more must be built for one firm MW.
public struct RedundantUnits: Sendable, Hashable {
    /// One unit, in MW.
    public let unit: Double
    /// The share of time a unit is out of service.
    public let forcedOutageRate: Double
    /// The load, in MW.
    public let load: Double

    /// The most units looked at.
    static let largest = 5_000

    /// - Throws: `PowerError` where a number is out of range.
    public init(unit: Double, forcedOutageRate: Double, load: Double) throws(PowerError) {
        try Check.positive("unit_MW", unit)
        try Check.share("for", forcedOutageRate)
        try Check.notNegative("load_MW", load)
        self.unit = unit
        self.forcedOutageRate = forcedOutageRate
        self.load = load
    }

    /// Units that carry the load when none is out.
    public var needed: Int { load / unit < 1e9 ? Int((load / unit - 1e-9).rounded(.up)) : .max }

    /// The chance that fewer units than needed are available, of `count`.
    public func shortfall(of count: Int) -> Double {
        available(of: count).probabilities.prefix(max(0, needed)).reduce(0, +)
    }

    /// Expected MW not served, with `count` units.
    public func unserved(with count: Int) -> Double {
        available(of: count).probabilities.prefix(max(0, needed)).enumerated().reduce(0) {
            $0 + $1.element * max(0, load - Double($1.offset) * unit)
        }
    }

    /// The chance that the whole load is served, with `count` units.
    public func availability(with count: Int) -> Double { 1 - shortfall(of: count) }

    /// The fewest units that serve the whole load with at least the chance `availability`; nil where no number does.
    public func count(for availability: Double) throws(PowerError) -> Int? {
        if needed > Self.largest {
            throw PowerError("unit_MW", "more than \(Self.largest) units are needed; give a larger unit")
        }
        var chances = CountDistribution(independent: repeatElement(1 - forcedOutageRate, count: needed)).probabilities
        for count in needed...Self.largest {
            if chances.prefix(needed).reduce(0, +) <= (1 - availability) * (1 + 1e-12) { return count }
            // Only the counts below the need matter, and they follow from themselves.
            for index in stride(from: min(needed, chances.count - 1), to: 0, by: -1) {
                chances[index] = chances[index] * forcedOutageRate + chances[index - 1] * (1 - forcedOutageRate)
            }
            chances[0] *= forcedOutageRate
        }
        return nil
    }

    /// Capacity built over the load, with `count` units.
    public func overbuild(with count: Int) -> Double { load > 0 ? Double(count) * unit / load : 0 }

    private func available(of count: Int) -> CountDistribution {
        CountDistribution(independent: repeatElement(1 - forcedOutageRate, count: max(0, count)))
    }
}
