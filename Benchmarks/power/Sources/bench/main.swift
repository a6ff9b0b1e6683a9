import Foundation
import PowerSystem

// bench system | bench exact TIMES | bench sequential YEARS SEED
//
// RTS-79: its units and hourly loads; or seconds of this process on a core, then LOLE in hours and EUE in MWh.

let arguments = CommandLine.arguments
let system = ReferenceSystem.ieeeRTS79
let loads = system.load.hours

/// Seconds on a core, so that other work on the machine does not count.
func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = clock()
    try work()
    return Double(clock() - start) / Double(CLOCKS_PER_SEC)
}

switch arguments[1] {
case "system":
    for kind in system.classes {
        print(kind.count, kind.megawatts, kind.forcedOutageRate, kind.meanTimeToFailure, kind.meanTimeToRepair)
    }
    print(loads.map { "\($0)" }.joined(separator: " "))
case "exact":
    let times = Int(arguments[2]) ?? 1
    let units = system.units
    var (lole, eue) = (0.0, 0.0)
    let time = try seconds {
        for _ in 0..<times {
            let indices = AdequacyIndices(try CapacityTable(units), loads: loads)
            (lole, eue) = (indices.lossOfLoadExpectation, indices.unservedEnergy)
        }
    }
    print(time / Double(times), lole, eue)
default:
    let units = try system.classes.map {
        try UnitChain(
            count: $0.count, megawatts: $0.megawatts, meanTimeToFailure: $0.meanTimeToFailure,
            meanTimeToRepair: $0.meanTimeToRepair)
    }
    let simulation = try SequentialSimulation(units: units, loads: loads)
    var found: SequentialEstimate?
    let time = seconds {
        found = simulation.run(years: Int(arguments[2]) ?? 1, seed: UInt64(arguments[3]) ?? 1)
    }
    if let found { print(time, found.lossOfLoadExpectation.mean, found.unservedEnergy.mean) }
}
