/// An amount of power that says what it measures. Two measures never mix; conversions are named functions.
///
/// Published figures for data centres use six different megawatts; a campus of 100 MW of IT load at a PUE of 1.3 is
/// 130 MW of facility load and perhaps 90 MW on average over the year. A number without its type cannot be compared.
public protocol PowerMeasure: Comparable, Hashable, Sendable {
    /// The amount in MW.
    var megawatts: Double { get set }
    /// An amount in MW.
    init(_ megawatts: Double)
}

extension PowerMeasure {
    /// The amount in GW.
    public var gigawatts: Double { megawatts / 1_000 }

    /// 0 MW.
    public static var zero: Self { Self(0) }
    /// Whether there are fewer MW.
    public static func < (left: Self, right: Self) -> Bool { left.megawatts < right.megawatts }
    /// The sum, in MW.
    public static func + (left: Self, right: Self) -> Self { Self(left.megawatts + right.megawatts) }
    /// The difference, in MW: below zero where `right` is more.
    public static func - (left: Self, right: Self) -> Self { Self(left.megawatts - right.megawatts) }
    /// So many times the amount.
    public static func * (left: Self, factor: Double) -> Self { Self(left.megawatts * factor) }
    /// Adds an amount of the same measure.
    public static func += (left: inout Self, right: Self) { left.megawatts += right.megawatts }
    /// Takes an amount of the same measure away.
    public static func -= (left: inout Self, right: Self) { left.megawatts -= right.megawatts }
}

/// Power drawn by servers, storage and network gear, in MW.
public struct ITPower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}

/// Power drawn by a whole site at full use: IT load, cooling and losses, in MW.
public struct FacilityPower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}

/// Power that a utility or generator has agreed to deliver, whether or not a wire is there, in MW.
public struct ContractedPower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}

/// Power that can be drawn today: contracted, connected and switched on, in MW.
public struct EnergisedPower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}

/// What a site adds to the system's load in the system's peak hour, in MW.
public struct CoincidentPeakPower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}

/// Energy of a year over its hours, in MW.
public struct AveragePower: PowerMeasure {
    /// The amount in MW.
    public var megawatts: Double
    /// An amount in MW.
    public init(_ megawatts: Double) { self.megawatts = megawatts }
}
