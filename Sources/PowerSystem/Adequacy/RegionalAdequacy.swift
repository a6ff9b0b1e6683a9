/// Regions with units of their own that help one another over lines that may be out, in one hour.
///
/// Exact: every combination of states is looked at, and in each the most load is served (a maximum flow). Load is lost
/// where any region goes short. For a handful of units and lines: 2^20 combinations at most.
public struct RegionalAdequacy: Sendable, Hashable {
    /// A link that carries up to its capacity either way.
    public struct Line: Sendable, Hashable {
        /// The region at one end, 0-based.
        public var from: Int
        /// The region at the other end, 0-based.
        public var to: Int
        /// In MW.
        public var megawatts: Double
        /// The share of time out of service.
        public var forcedOutageRate: Double

        /// A line of so many MW that is out for a share of time; `RegionalAdequacy.init` checks it.
        public init(from: Int, to: Int, megawatts: Double, forcedOutageRate: Double) {
            self.from = from
            self.to = to
            self.megawatts = megawatts
            self.forcedOutageRate = forcedOutageRate
        }
    }

    /// The units of each region.
    public let units: [[GeneratingUnit]]
    /// Load of each region, in MW.
    public let loads: [Double]
    /// The lines between regions.
    public let lines: [Line]

    /// - Throws: `PowerError` where counts differ, a line leads nowhere or there are too many combinations.
    public init(units: [[GeneratingUnit]], loads: [Double], lines: [Line]) throws(PowerError) {
        try Check.sameCount("load_MW", loads.count, units.count, as: "regions")
        try Check.count("regions", units.count, in: 1...50)
        for (row, line) in lines.enumerated() {
            for end in [line.from, line.to] where !units.indices.contains(end) {
                throw PowerError("lines, row \(row)", "region \(end) is not one of \(units.count); count them from 0")
            }
            try Check.notNegative("lines, row \(row), MW", line.megawatts)
            try Check.share("lines, row \(row), outage rate", line.forcedOutageRate)
        }
        self.units = units
        self.loads = loads
        self.lines = lines
        if jointStates > 1_048_576 {
            throw PowerError("units", "\(jointStates) joint states are more than 2^20; give fewer units or lines")
        }
    }

    /// How many combinations of states there are.
    var jointStates: Double {
        let ofUnits = units.joined().reduce(1.0) { $0 * Double($1.states.count) }
        return lines.reduce(ofUnits) { states, _ in states * 2 }
    }

    /// Loss-of-load probability and expected unserved MW of the hour.
    public func answer() -> (lossOfLoad: Double, unserved: Double) {
        let joined = units.enumerated().flatMap { region, units in units.map { (region, $0.states) } }
        var lossOfLoad = 0.0
        var unserved = 0.0
        var available = [Double](repeating: 0, count: loads.count)
        var limits = [Double](repeating: 0, count: lines.count)
        func visit(_ index: Int, _ chance: Double) {
            if chance == 0 { return }
            if index < joined.count {
                let (region, states) = joined[index]
                for state in states {
                    available[region] += state.megawatts
                    visit(index + 1, chance * state.probability)
                    available[region] -= state.megawatts
                }
            } else if index < joined.count + lines.count {
                let line = lines[index - joined.count]
                for (limit, share) in [(0, line.forcedOutageRate), (line.megawatts, 1 - line.forcedOutageRate)] {
                    limits[index - joined.count] = limit
                    visit(index + 1, chance * share)
                }
            } else {
                let short = shortfall(available, limits)
                if short > 1e-9 {
                    lossOfLoad += chance
                    unserved += chance * short
                }
            }
        }
        visit(0, 1)
        return (lossOfLoad, unserved)
    }

    /// Load that no flow can serve: total load less the maximum flow from generation to load (Edmonds and Karp 1972).
    func shortfall(_ available: [Double], _ limits: [Double]) -> Double {
        let count = loads.count
        let (source, sink) = (count, count + 1)
        var room = [[Double]](repeating: [Double](repeating: 0, count: count + 2), count: count + 2)
        for region in 0..<count {
            room[source][region] = available[region]
            room[region][sink] = loads[region]
        }
        for (line, limit) in zip(lines, limits) {
            room[line.from][line.to] += limit
            room[line.to][line.from] += limit
        }
        var left = loads.reduce(0, +)
        while true {
            var before = [Int](repeating: -1, count: count + 2)
            before[source] = source
            var queue = [source]
            var next = 0
            while next < queue.count, before[sink] < 0 {
                let place = queue[next]
                next += 1
                for other in 0..<count + 2 where before[other] < 0 && room[place][other] > 1e-12 {
                    before[other] = place
                    queue.append(other)
                }
            }
            if before[sink] < 0 { return max(0, left) }
            var amount = Double.infinity
            var place = sink
            while place != source {
                amount = min(amount, room[before[place]][place])
                place = before[place]
            }
            place = sink
            while place != source {
                room[before[place]][place] -= amount
                room[place][before[place]] += amount
                place = before[place]
            }
            left -= amount
        }
    }
}
