/// What a share of shortfall is a share of. Published shortfalls differ mainly in this.
public enum ShortfallDenominator: Sendable, Hashable {
    /// Facility load wanted at the date.
    case need
    /// Facility load already energised at the date.
    case energised
    /// Load added since an earlier date, in MW.
    case growth(since: FacilityPower)
}

/// Need that the grid and projects under construction leave open, before any faster way to power is counted.
public struct GrossShortfall: Sendable, Hashable {
    /// Facility load wanted at the date.
    public let need: FacilityPower
    /// Load that can be served at the date from grid and projects under construction.
    public let energised: EnergisedPower

    /// What is wanted and what can be served at one date, both in MW.
    public init(need: FacilityPower, energised: EnergisedPower) {
        self.need = need
        self.energised = energised
    }

    /// Zero where supply is enough.
    public var shortfall: FacilityPower { FacilityPower(max(0, need.megawatts - energised.megawatts)) }

    /// What is left after the faster ways to power.
    ///
    /// - Parameter options: firm MW at the date of gas behind the meter, fuel cells, converted sites and the like.
    public func net(of options: EnergisedPower) -> NetShortfall {
        NetShortfall(gross: self, options: options)
    }

    /// The shortfall as a share of `denominator`; nil where that is not above zero.
    public func share(of denominator: ShortfallDenominator) -> Double? {
        Self.share(shortfall.megawatts, of: denominator, need: need, energised: energised)
    }

    static func share(
        _ amount: Double, of denominator: ShortfallDenominator, need: FacilityPower, energised: EnergisedPower
    ) -> Double? {
        let base =
            switch denominator {
            case .need: need.megawatts
            case .energised: energised.megawatts
            case .growth(let earlier): need.megawatts - earlier.megawatts
            }
        return base > 0 ? amount / base : nil
    }
}

/// Need that is open after the faster ways to power: never above the gross shortfall.
public struct NetShortfall: Sendable, Hashable {
    /// The shortfall before the faster ways.
    public let gross: GrossShortfall
    /// Firm MW of the faster ways at the date.
    public let options: EnergisedPower

    /// Zero where supply is enough.
    public var shortfall: FacilityPower {
        FacilityPower(max(0, gross.shortfall.megawatts - max(0, options.megawatts)))
    }

    /// The shortfall as a share of `denominator`; nil where that is not above zero. "Energised" counts the options.
    public func share(of denominator: ShortfallDenominator) -> Double? {
        GrossShortfall.share(
            shortfall.megawatts, of: denominator, need: gross.need, energised: gross.energised + options)
    }
}
