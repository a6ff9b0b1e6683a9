/// How much constant new load a system takes in if that load may be curtailed for a small share of its energy.
///
/// In hour h the new load x is curtailed by min(x, max(0, L_h + x - threshold_h)). Headroom is the largest x whose
/// curtailed energy is at most `share` of x times the hours. The thresholds decide the answer: with one annual peak the
/// headroom is more than twice that with seasonal peaks.
/// Source: Norris, Profeta, Patino-Echeverri and Cowie-Haskell, "Rethinking Load Growth" (Duke University, 2025).
public struct CurtailmentHeadroom: Sendable, Hashable {
    /// Load by hour, in MW.
    public let loads: [Double]
    /// What the system may reach in each hour, in MW.
    public let thresholds: [Double]

    /// What the headroom is and how it is curtailed.
    public struct Answer: Sendable, Hashable {
        /// The new load, in MW.
        public var megawatts: Double
        /// Hours with any curtailment.
        public var curtailedHours: Int
        /// Hours in which all of it is off.
        public var hoursOff: Int
        /// Curtailed energy, in MWh.
        public var curtailedEnergy: Double
        /// Curtailed energy over that of the curtailed hours, 0 to 1.
        public var meanDepth: Double {
            curtailedHours == 0 || megawatts == 0 ? 0 : curtailedEnergy / (Double(curtailedHours) * megawatts)
        }
    }

    /// - Throws: `PowerError` where there is no hour or the counts differ.
    public init(loads: [Double], thresholds: [Double]) throws(PowerError) {
        if loads.isEmpty { throw PowerError("load", "has no hour; give at least one") }
        try Check.sameCount("thresholds", thresholds.count, loads.count, as: "load")
        self.loads = loads
        self.thresholds = thresholds
    }

    /// Energy curtailed of a new load, in MWh.
    public func curtailed(_ load: Double) -> Double {
        var sum = 0.0
        for hour in loads.indices { sum += min(load, max(0, loads[hour] + load - thresholds[hour])) }
        return sum
    }

    /// The headroom at `share`, 0 to below 1, of the new load's energy. 0 where even the smallest load is cut more.
    public func answer(share: Double) throws(PowerError) -> Answer {
        if !(share >= 0 && share < 1) {
            throw PowerError("shares", "\(share) is not in 0..<1; give a share of the new load's energy")
        }
        let hours = Double(loads.count)
        // From here on every hour is curtailed, by its whole excess.
        let room = zip(loads, thresholds).reduce(0) { max($0, $1.1 - $1.0) }
        let always = zip(loads, thresholds).reduce(0) { $0 + max(0, $1.0 - $1.1) } / hours
        var low = 0.0
        var high = (room + always + 1) / (1 - share)
        for _ in 0..<200 where high - low > 1e-13 * high {
            let middle = 0.5 * (low + high)
            if curtailed(middle) <= share * middle * hours { low = middle } else { high = middle }
        }
        return describe(low)
    }

    /// How a new load is curtailed.
    public func describe(_ load: Double) -> Answer {
        var answer = Answer(megawatts: load, curtailedHours: 0, hoursOff: 0, curtailedEnergy: 0)
        // An excess that is rounding and no more is none.
        let trace = 1e-9 * max(1, load)
        for hour in loads.indices {
            let cut = min(load, max(0, loads[hour] + load - thresholds[hour]))
            answer.curtailedEnergy += cut
            if cut > trace { answer.curtailedHours += 1 }
            if load > 0, cut >= load - trace { answer.hoursOff += 1 }
        }
        return answer
    }
}
