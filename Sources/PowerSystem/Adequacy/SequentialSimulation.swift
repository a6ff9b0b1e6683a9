import Lanes

/// Adequacy by sampled years: units fail and are repaired in time, so that outages last and stores can cover them.
///
///     let simulation = try SequentialSimulation(units: units, loads: loads)
///     let estimate = simulation.run(years: 20_000, seed: 1)
///
/// Event-driven: a unit's hours in and out of service are geometric and drawn one duration at a time, so a year costs a
/// draw per failure or repair instead of one per unit and hour. Each year starts in the long-run distribution. Year, unit
/// and draw name every random number: the same seed gives the same bits, whatever the order of years.
public struct SequentialSimulation: Sendable {
    public let units: [UnitChain]
    /// Load by hour, in MW.
    public let loads: [Double]
    public let storages: [Storage]

    /// - Throws: `PowerError` where there are no hours or too many.
    public init(units: [UnitChain], loads: [Double], storages: [Storage] = []) throws(PowerError) {
        try Check.count("load, hours", loads.count, in: 1...1_000_000)
        self.units = units
        self.loads = loads
        self.storages = storages
    }

    /// Samples `years` of as many hours as there are loads.
    ///
    /// - Parameter seed: names the sample; the same seed gives the same bits.
    public func run(years: Int, seed: UInt64) -> SequentialEstimate {
        let source = RandomSource(seed: seed)
        let machines = machines
        var estimate = SequentialEstimate()
        var changes = [Double](repeating: 0, count: loads.count + 1)
        var held = storages.map(\.initialEnergy)
        for year in 0..<max(0, years) {
            for hour in changes.indices { changes[hour] = 0 }
            for machine in machines { machine.addChanges(year: UInt64(year), source, to: &changes) }
            for (index, storage) in storages.enumerated() { held[index] = storage.initialEnergy }
            estimate.add(walk(changes, &held))
        }
        return estimate
    }

    /// One year hour by hour: capacity is the running sum of its changes.
    private func walk(_ changes: [Double], _ held: inout [Double]) -> SequentialEstimate.Year {
        var year = SequentialEstimate.Year()
        var capacity = 0.0
        var wasShort = false
        if storages.isEmpty {
            for hour in loads.indices {
                capacity += changes[hour]
                let short = loads[hour] - capacity
                // Capacities that are not whole add up with traces of rounding.
                let isShort = short > 1e-9
                if isShort {
                    year.hours += 1
                    year.energy += short
                    if !wasShort { year.events += 1 }
                }
                wasShort = isShort
            }
            return year
        }
        for hour in loads.indices {
            capacity += changes[hour]
            var surplus = capacity - loads[hour]
            for (index, storage) in storages.enumerated() {
                if surplus >= 0 {
                    let before = held[index]
                    _ = storage.hour(surplus: surplus, held: &held[index])
                    surplus -= (held[index] - before) / storage.chargeEfficiency
                } else {
                    surplus = -storage.hour(surplus: surplus, held: &held[index])
                }
            }
            let isShort = surplus < -1e-9
            if isShort {
                year.hours += 1
                year.energy -= surplus
                if !wasShort { year.events += 1 }
            }
            wasShort = isShort
        }
        return year
    }

    /// Units one by one, with what their draws need.
    private var machines: [Machine] {
        units.enumerated().flatMap { kind, chain in
            (0..<chain.count).map { Machine(chain, stream: streamIdentifier("adequacy/\(kind)/\($0)")) }
        }
    }
}

/// A unit in a sampled year.
private struct Machine {
    let megawatts: Double
    let outageShare: Double
    /// ln of the chance to stay in service, and out of it, for another hour.
    let stayIn: Double
    let stayOut: Double
    let stream: UInt32

    init(_ chain: UnitChain, stream: UInt32) {
        megawatts = chain.megawatts
        outageShare = chain.forcedOutageRate
        stayIn = naturalLogarithm(1 - chain.failure)
        stayOut = naturalLogarithm(1 - chain.repair)
        self.stream = stream
    }

    /// Adds what the unit's capacity changes by at the start of each hour.
    func addChanges(year: UInt64, _ source: RandomSource, to changes: inout [Double]) {
        let hours = changes.count - 1
        var isIn = source.uniform(path: year, quarter: 0, stream: stream, draw: 0) >= outageShare
        if isIn { changes[0] += megawatts }
        var hour = 0
        var draw = 1
        while true {
            let stay = isIn ? stayIn : stayOut
            // Geometric: 1 + floor(ln u / ln(chance to stay)); a chance of 1 lasts for ever.
            let uniform = source.uniform(path: year, quarter: 0, stream: stream, draw: draw)
            let more = stay == 0 ? Double.infinity : naturalLogarithm(uniform) / stay
            guard more < Double(hours - hour) else { return }
            hour += 1 + Int(more)
            if hour >= hours { return }
            changes[hour] += isIn ? -megawatts : megawatts
            isIn.toggle()
            draw += 1
        }
    }
}
