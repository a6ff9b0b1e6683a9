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
    /// The generating units, by kinds.
    public let units: [UnitChain]
    /// Load by hour, in MW.
    public let loads: [Double]
    /// Stores, in MW and MWh, used in this order.
    public let storages: [Storage]
    /// The largest load of each 24 hours.
    private let dailyPeaks: [Double]

    /// - Throws: `PowerError` where there are no hours or too many.
    public init(units: [UnitChain], loads: [Double], storages: [Storage] = []) throws(PowerError) {
        try Check.count("load, hours", loads.count, in: 1...1_000_000)
        self.units = units
        self.loads = loads
        self.storages = storages
        dailyPeaks = stride(from: 0, to: loads.count, by: 24).map { loads[$0..<min(loads.count, $0 + 24)].max() ?? 0 }
    }

    /// Samples `years` of as many hours as there are loads.
    ///
    /// - Parameter seed: names the sample; the same seed gives the same bits.
    public func run(years: Int, seed: UInt64) -> SequentialEstimate {
        let source = RandomSource(seed: seed)
        let machines = machines
        var estimate = SequentialEstimate()
        var changes = CapacityChanges(hours: loads.count)
        var held = storages.map(\.initialEnergy)
        for year in 0..<max(0, years) {
            changes.clear()
            for machine in machines { machine.addChanges(year: UInt64(year), source, to: &changes) }
            for (index, storage) in storages.enumerated() { held[index] = storage.initialEnergy }
            estimate.add(storages.isEmpty ? walk(changes) : walk(changes, &held))
        }
        return estimate
    }

    /// One year without stores: capacity is the running sum of its changes. Days in which even all failures together
    /// leave enough are not looked into.
    private func walk(_ changes: CapacityChanges) -> SequentialEstimate.Year {
        var year = SequentialEstimate.Year()
        var capacity = 0.0
        var wasShort = false
        for day in dailyPeaks.indices {
            if capacity + changes.dailyDrop[day] >= dailyPeaks[day] {
                capacity += changes.dailyNet[day]
                wasShort = false
                continue
            }
            for hour in day * 24..<min(loads.count, day * 24 + 24) {
                capacity += changes.hourly[hour]
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
        }
        return year
    }

    /// One year with stores, hour by hour.
    private func walk(_ changes: CapacityChanges, _ held: inout [Double]) -> SequentialEstimate.Year {
        var year = SequentialEstimate.Year()
        var capacity = 0.0
        var wasShort = false
        for hour in loads.indices {
            capacity += changes.hourly[hour]
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

/// What available capacity changes by at the start of each hour, and what that comes to by day.
private struct CapacityChanges {
    var hourly: [Double]
    /// All losses of the day, and losses and gains together.
    var dailyDrop: [Double]
    var dailyNet: [Double]

    init(hours: Int) {
        hourly = .init(repeating: 0, count: hours)
        dailyDrop = .init(repeating: 0, count: (hours + 23) / 24)
        dailyNet = dailyDrop
    }

    mutating func clear() {
        for hour in hourly.indices { hourly[hour] = 0 }
        for day in dailyNet.indices {
            dailyDrop[day] = 0
            dailyNet[day] = 0
        }
    }

    @inline(__always) mutating func add(_ change: Double, at hour: Int) {
        let day = hour / 24
        hourly[hour] += change
        dailyDrop[day] += min(0, change)
        dailyNet[day] += change
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
    func addChanges(year: UInt64, _ source: RandomSource, to changes: inout CapacityChanges) {
        let hours = changes.hourly.count
        var isIn = source.uniform(path: year, quarter: 0, stream: stream, draw: 0) >= outageShare
        if isIn { changes.add(megawatts, at: 0) }
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
            changes.add(isIn ? -megawatts : megawatts, at: hour)
            isIn.toggle()
            draw += 1
        }
    }
}
