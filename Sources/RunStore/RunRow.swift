import Engine

/// A stored run as lists show it: `plimsoll runs --json` and `/api/v1/runs`.
package struct RunRow: Encodable, Sendable {
    package let run: Int64
    package let scenario, status, started, version: String
    package let paths, pathsDone: Int
    package let seed: UInt64
    package let shocks, overrides: [String]
    package let seconds: Double?
    package let digest: String?

    package init(_ stored: StoredRun) {
        (run, scenario, status) = (stored.number, stored.manifest.scenario, stored.status.rawValue)
        (started, version) = (stored.started, stored.manifest.version)
        (paths, pathsDone, seed) = (stored.manifest.paths, stored.pathsDone, stored.manifest.seed)
        (shocks, overrides) = (stored.manifest.shocks.map(\.name), stored.manifest.overrides)
        (seconds, digest) = (stored.seconds, stored.digest)
    }
}
