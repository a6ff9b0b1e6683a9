import Lanes

/// A desk of engineers who study requests one after another: the queue M/M/c.
///
/// Source: Erlang's C formula, by the recursion of his B formula, which never overflows.
public struct StudyDesk: Sendable, Hashable {
    /// Engineers.
    public let servers: Int
    /// Studies that one engineer finishes in a quarter.
    public let serviceRate: Double
    /// Requests that arrive in a quarter.
    public let arrivalRate: Double

    /// - Throws: `PowerError` where there is no engineer or a rate is out of range.
    public init(servers: Int, serviceRate: Double, arrivalRate: Double) throws(PowerError) {
        try Check.count("servers", servers, in: 1...1_000_000)
        try Check.positive("service_rate", serviceRate)
        try Check.notNegative("arrival", arrivalRate)
        self.servers = servers
        self.serviceRate = serviceRate
        self.arrivalRate = arrivalRate
    }

    /// The share of the desk's time that is used; from 1 on the queue grows without end.
    public var utilisation: Double { arrivalRate / (Double(servers) * serviceRate) }

    /// The chance that a request has to wait.
    public var waitProbability: Double {
        guard utilisation < 1 else { return 1 }
        let load = arrivalRate / serviceRate
        var blocked = 1.0
        for server in 1...servers { blocked = load * blocked / (Double(server) + load * blocked) }
        return blocked / (1 - utilisation * (1 - blocked))
    }

    /// Studies a quarter that the desk could do beyond what arrives.
    private var slack: Double { Double(servers) * serviceRate - arrivalRate }

    /// Expected quarters before a study begins; nil where the queue grows without end.
    public var meanWait: Double? { slack > 0 ? waitProbability / slack : nil }

    /// Expected quarters until a study is done; nil where the queue grows without end.
    public var meanTime: Double? { meanWait.map { $0 + 1 / serviceRate } }

    /// Expected requests that wait; nil where the queue grows without end.
    public var meanQueue: Double? { meanWait.map { $0 * arrivalRate } }

    /// The chance of waiting longer than `quarters`.
    public func waitProbability(longerThan quarters: Double) -> Double {
        slack > 0 ? waitProbability * exponential(-slack * max(0, quarters)) : 1
    }
}
