// Conversions between the six megawatts. Each has one name and states the factors it needs, so that no figure changes
// its meaning by an assignment.

extension ITPower {
    /// Facility power at a power usage effectiveness of `pue`: facility = IT x PUE.
    ///
    /// - Parameter pue: 1 or more; 1.1 to 1.5 for sites of the 2020s.
    public func facility(pue: Double) -> FacilityPower {
        precondition(pue >= 1, "a PUE is 1 or more")
        return FacilityPower(megawatts * pue)
    }
}

extension FacilityPower {
    /// IT power at a power usage effectiveness of `pue`, 1 or more.
    public func informationTechnology(pue: Double) -> ITPower {
        precondition(pue >= 1, "a PUE is 1 or more")
        return ITPower(megawatts / pue)
    }

    /// Average power over a year: facility x utilisation.
    ///
    /// - Parameter utilisation: average over full draw, 0 to 1; published forecasts imply about 0.5.
    public func average(utilisation: Double) -> AveragePower {
        precondition((0...1).contains(utilisation), "a utilisation is a share")
        return AveragePower(megawatts * utilisation)
    }

    /// What the site adds to the system's peak: facility x coincidence x (1 - flexible share).
    ///
    /// - Parameters:
    ///   - coincidence: draw in the system's peak hour over full draw, 0 to 1.
    ///   - flexibleShare: the part of it that is switched off in that hour, 0 to 1.
    public func coincidentPeak(coincidence: Double, flexibleShare: Double) -> CoincidentPeakPower {
        precondition((0...1).contains(coincidence) && (0...1).contains(flexibleShare), "both are shares")
        return CoincidentPeakPower(megawatts * coincidence * (1 - flexibleShare))
    }

    /// What a site of this size asks a utility for, with `margin` on top (0.1 for a tenth more).
    public func contracted(margin: Double = 0) -> ContractedPower {
        precondition(margin >= 0, "a margin is zero or more")
        return ContractedPower(megawatts * (1 + margin))
    }
}

extension ContractedPower {
    /// What of the contract can be drawn: the least of the contract, the substation, and grid headroom with firm
    /// generation on site.
    ///
    /// - Parameters:
    ///   - substationLimit: MW that transformers and lines of the site can carry.
    ///   - gridHeadroom: MW that the grid can deliver there.
    ///   - firmOnSite: MW of firm capacity behind the meter.
    public func energised(substationLimit: Double, gridHeadroom: Double, firmOnSite: Double) -> EnergisedPower {
        EnergisedPower(max(0, min(megawatts, substationLimit, gridHeadroom + firmOnSite)))
    }
}

extension AveragePower {
    /// Energy in MWh over `hours`, 8,760 for a common year.
    public func energy(hours: Double = 8_760) -> Double { megawatts * hours }

    /// The average of an energy in TWh a year: 580 TWh is 66 GW.
    public init(terawattHoursPerYear energy: Double) { self.init(energy * 1e6 / 8_760) }
}
