/// Which index an addition must not worsen.
public enum AdequacyMetric: Sendable, Hashable {
    /// Expected hours with unserved load.
    case lossOfLoadExpectation
    /// Expected unserved MWh.
    case unservedEnergy
}

/// How much load a system carries at a given adequacy: bisection on the exact index.
public struct LoadCarrying: Sendable, Hashable {
    /// Load by hour, in MW.
    public let loads: [Double]
    /// What is held constant.
    public let metric: AdequacyMetric

    /// Load by hour in MW, and the index to hold constant.
    public init(loads: [Double], metric: AdequacyMetric = .lossOfLoadExpectation) {
        self.loads = loads
        self.metric = metric
    }

    /// The index with `flat` MW added to every hour.
    public func index(_ table: CapacityTable, flat: Double = 0) -> Double {
        var sum = 0.0
        switch metric {
        case .lossOfLoadExpectation: for load in loads { sum += table.lossOfLoad(at: load + flat) }
        case .unservedEnergy: for load in loads { sum += table.unserved(at: load + flat) }
        }
        return sum
    }

    /// The largest flat load, in MW, that keeps the index at or below `limit`: negative where load must go first.
    public func headroom(_ table: CapacityTable, limit: Double) -> Double {
        // Sums of the same terms in another order may differ in their last digits.
        let allowed = limit * (1 + 1e-12)
        let peak = loads.max() ?? 0
        var low = -peak
        var high = table.installed + 1
        if index(table, flat: high) <= allowed { return high }
        while high - low > 1e-9 {
            let middle = 0.5 * (low + high)
            if middle == low || middle == high { break }
            if index(table, flat: middle) <= allowed { low = middle } else { high = middle }
        }
        return 0.5 * (low + high)
    }

    /// Effective load-carrying capability of an addition, in MW: the flat load that brings the index of `extended` back
    /// to that of `base`.
    ///
    /// Source: Garver, "Effective load carrying capability of generating units", IEEE Trans. PAS-85 (1966).
    public func capability(base: CapacityTable, extended: CapacityTable) -> Double {
        headroom(extended, limit: index(base))
    }

    /// Equivalent firm capacity of an addition, in MW: always-available capacity that improves `base` as much. A flat
    /// MW of firm capacity is a flat MW less of load.
    public func firmEquivalent(base: CapacityTable, extended: CapacityTable) -> Double {
        -headroom(base, limit: index(extended))
    }
}
