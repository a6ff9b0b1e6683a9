import Calendar
import Model

/// What happened: the metrics of all paths of a program, and what is needed to compute them again.
package struct Run: Sendable {
    package let manifest: Manifest
    package let metrics: [Metric]
    /// One value per path, metric by metric.
    package let columns: Columns
    package var audit: [AuditFinding]

    package var paths: Int { columns.paths }

    package func column(_ name: String) -> [Float]? {
        metrics.firstIndex { $0.name == name }.map { columns[$0] }
    }

    /// SHA-256 over the names of all metrics and the values of all paths, in path order.
    package var digest: String {
        var hash = SHA256()
        for metric in metrics { hash.update((metric.name + "\n").utf8) }
        var bytes: [UInt8] = []
        columns.forEachSlice { slice in
            bytes.removeAll(keepingCapacity: true)
            for offset in 0..<(slice.first?.count ?? 0) {
                for column in slice {
                    let value = column[column.startIndex + offset]
                    bytes.append(littleEndian: value.isNaN ? .nan : value + 0)
                }
            }
            hash.update(bytes)
        }
        return hash.finish()
    }
}

/// Everything that identifies a run: the same manifest gives the same bits.
package struct Manifest: Sendable, Equatable {
    package let scenario: String
    /// SHA-256 of the scenario's files, overrides and shocks.
    package let scenarioHash: String
    package let version: String
    package let seed: UInt64
    package let paths: Int
    package let start: Quarter
    package let quarters: Int
    package let shocks: [ShockSetting]
    package let overrides: [String]

    package init(
        _ program: Program, paths: Int, overrides: [String], version: String = Program.version
    ) {
        scenario = program.scenario.settings.name
        self.version = version
        seed = program.seed
        self.paths = paths
        start = program.scenario.settings.start
        quarters = program.quarters
        shocks = program.shocks
        self.overrides = overrides
        var hash = SHA256()
        for file in program.scenario.files { hash.update("\(file.path)\n\(file.text)\n".utf8) }
        hash.update(overrides.joined(separator: "\n").utf8)
        for shock in program.shocks {
            let severity = shock.severity.map { "\($0)" } ?? ""
            hash.update("\(shock.name)=\(severity)\n".utf8)
        }
        scenarioHash = hash.finish()
    }

    package init(
        scenario: String, scenarioHash: String, version: String, seed: UInt64, paths: Int, start: Quarter,
        quarters: Int, shocks: [ShockSetting], overrides: [String]
    ) {
        self.scenario = scenario
        self.scenarioHash = scenarioHash
        self.version = version
        self.seed = seed
        self.paths = paths
        self.start = start
        self.quarters = quarters
        self.shocks = shocks
        self.overrides = overrides
    }
}

extension Program {
    /// The version of Plimsoll, part of a run's identity.
    package static let version = "0.1.0"
}
