public import Calendar
import Lanes

/// Rates of default that are constant between nodes; beyond the last the last one holds.
///
/// Times are in years of 365 days from `start`; a node's rate holds up to and including its day.
public struct HazardCurve: Sendable, Equatable {
    /// The day on which survival is certain.
    public let start: Day
    /// The last day of each piece, rising, with its rate per year.
    public private(set) var nodes: [Node]

    /// One piece of the curve.
    public struct Node: Sendable, Equatable {
        public let day: Day
        public let hazard: Double
    }

    public init(start: Day, nodes: [Node] = []) {
        self.start = start
        self.nodes = nodes
    }

    /// The rate of default per year at a time in years after the start.
    public func hazard(at years: Double) -> Double {
        nodes.first { time(of: $0.day) >= years }?.hazard ?? nodes.last?.hazard ?? 0
    }

    /// The probability of no default within `years` after the start.
    public func survival(to years: Double) -> Double {
        var sum = 0.0
        var from = 0.0
        for node in nodes {
            let end = min(years, time(of: node.day))
            if end > from {
                sum += node.hazard * (end - from)
                from = end
            }
        }
        if let last = nodes.last, years > from { sum += last.hazard * (years - from) }
        return exponential(-sum)
    }

    /// The probability of no default up to a day.
    public func survival(to day: Day) -> Double { survival(to: time(of: day)) }

    /// The curve with one piece more.
    func adding(_ node: Node) -> HazardCurve { HazardCurve(start: start, nodes: nodes + [node]) }

    private func time(of day: Day) -> Double { Double(day - start) / 365 }
}
