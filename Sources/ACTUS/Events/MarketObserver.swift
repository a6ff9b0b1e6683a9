/// Where contracts see the market: the risk factor observer of the standard (technical specification, section 5).
///
/// A simulation conforms its own paths to it; ``MarketData`` holds plain series.
public protocol MarketObserver {
    /// The value of a market object at a time, or nil if nothing is known of it then.
    ///
    /// Rates are per year as plain numbers, prices in units of the contract's currency; an exchange rate's code is
    /// `EUR/USD`: dollars for one euro.
    func value(of code: String, at time: Timestamp) -> Double?
}

/// A market object that a contract had to see and could not.
public struct MissingObservation: Error, Hashable, Sendable, CustomStringConvertible {
    /// The contract that asked.
    public let contract: String
    /// The market object.
    public let code: String
    /// When it was asked for.
    public let time: Timestamp

    /// An observation that a contract asked for in vain.
    public init(contract: String, code: String, time: Timestamp) {
        (self.contract, self.code, self.time) = (contract, code, time)
    }

    /// What to provide.
    public var description: String {
        "\(contract): no value of market object \"\(code)\" is known at \(time); observe it at or before that time"
    }
}

/// A market that shows nothing: enough for contracts whose terms fix everything.
public struct NoMarket: MarketObserver, Sendable {
    /// A market that shows nothing.
    public init() {}
    /// Nil, for every code and time.
    public func value(of code: String, at time: Timestamp) -> Double? { nil }
}

/// Observed series, each value of which holds until the next.
public struct MarketData: MarketObserver, Sendable {
    private var series: [String: [(time: Timestamp, value: Double)]]

    /// Series by market object code, in any order of time.
    public init(_ series: [String: [(time: Timestamp, value: Double)]] = [:]) {
        self.series = series.mapValues { $0.sorted { $0.time < $1.time } }
    }

    /// The last value at or before a time.
    public func value(of code: String, at time: Timestamp) -> Double? {
        guard let points = series[code] else { return nil }
        var low = 0
        var high = points.count
        while low < high {
            let middle = (low + high) / 2
            if points[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? nil : points[low - 1].value
    }
}
