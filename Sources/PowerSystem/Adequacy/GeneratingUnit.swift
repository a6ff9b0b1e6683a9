/// A generator as adequacy sees it: states of available capacity with the share of time in each.
public struct GeneratingUnit: Sendable, Hashable {
    /// Available capacity in MW, and how often.
    public struct State: Sendable, Hashable {
        /// Available capacity, in MW, zero or more.
        public var megawatts: Double
        /// The share of time, 0 to 1.
        public var probability: Double
    }

    /// All states; their shares of time sum to one.
    public let states: [State]

    /// A unit that is either fully available or out.
    ///
    /// - Parameters:
    ///   - capacity: in MW.
    ///   - forcedOutageRate: the share of time out of service, 0 to 1.
    public init(capacity: Double, forcedOutageRate: Double) throws(PowerError) {
        try Check.notNegative("MW", capacity)
        try Check.share("forced outage rate", forcedOutageRate)
        states = [
            State(megawatts: 0, probability: forcedOutageRate),
            State(megawatts: capacity, probability: 1 - forcedOutageRate),
        ]
    }

    /// A unit with derated states.
    ///
    /// - Parameters:
    ///   - megawatts: available capacity in each state.
    ///   - probabilities: shares of time that sum to one.
    public init(megawatts: [Double], probabilities: [Double]) throws(PowerError) {
        try Check.sameCount("prob", probabilities.count, megawatts.count, as: "states_MW")
        for (row, amount) in megawatts.enumerated() { try Check.notNegative("states_MW, row \(row)", amount) }
        for (row, share) in probabilities.enumerated() { try Check.share("prob, row \(row)", share) }
        let sum = probabilities.reduce(0, +)
        if (sum - 1).magnitude > 1e-9 { throw PowerError("prob", "sums to \(sum); let it sum to 1") }
        states = zip(megawatts, probabilities).map { State(megawatts: $0, probability: $1) }
    }

    /// The largest available capacity, in MW.
    public var capacity: Double { states.map(\.megawatts).max() ?? 0 }
}
