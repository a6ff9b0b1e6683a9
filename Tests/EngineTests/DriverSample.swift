import Engine
import Lanes
import Model
import TestSupport

/// Values of drivers over many paths and quarters, and moments of them.
enum DriverSample {
    static func text(_ drivers: String, quarters: Int, extra: String = "") -> String {
        """
        scenario: {name: t, start: 2026Q1, quarters: \(quarters), paths: 1, seed: 99}
        parties:
          banks: {kind: sector, issues-money: true}
        drivers:
        \(drivers)
        \(extra)
        """
    }

    /// Values by driver, quarter and path.
    static func courses(
        _ drivers: String, _ names: [String], quarters: Int, paths: Int = 64, extra: String = ""
    ) throws -> [[[Double]]] {
        try courses(of: Reading.program(text(drivers, quarters: quarters, extra: extra)), names, paths: paths)
    }

    static func courses(
        of program: Program, _ names: [String], paths: Int, firstPath: Int = 0, width: Int = 64
    ) throws -> [[[Double]]] {
        let worker = Worker(program, width: width, audit: false)
        var courses = names.map { _ in [[Double]](repeating: [], count: program.quarters) }
        for first in stride(from: firstPath, to: firstPath + paths, by: width) {
            let lanes = min(width, firstPath + paths - first)
            try worker.run(firstPath: UInt64(first), lanes: lanes) { block in
                for (index, name) in names.enumerated() {
                    let row = block[program.driverRow(name)!]
                    for lane in 0..<lanes { courses[index][block.quarter].append(row[lane]) }
                }
            }
        }
        return courses
    }

    /// Mean, standard deviation, and the standard error of the mean.
    static func moments(_ sample: [Double]) -> (mean: Double, deviation: Double, error: Double) {
        let n = Double(sample.count)
        let mean = sample.reduce(0, +) / n
        let deviation = (sample.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)).squareRoot()
        return (mean, deviation, deviation / n.squareRoot())
    }

    /// Standard error of a sample's variance: `sqrt((m4 - s^4) / n)`, m4 the fourth central moment.
    static func errorOfVariance(_ sample: [Double]) -> Double {
        let found = moments(sample)
        let fourth = moments(
            sample.map { ($0 - found.mean) * ($0 - found.mean) * ($0 - found.mean) * ($0 - found.mean) })
        let variance = found.deviation * found.deviation
        return ((fourth.mean - variance * variance) / Double(sample.count)).squareRoot()
    }
}
