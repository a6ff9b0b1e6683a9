import Engine

/// A run as the store lists it: all but its numbers.
package struct StoredRun: Sendable, Equatable {
    package enum Status: String, Sendable {
        /// Begun, and neither finished nor failed: it is running now, or was killed.
        case unfinished
        /// Every path is there, and its answer.
        case finished
        /// Stopped by an error; `message` says which.
        case failed
    }

    /// What a person types to name the run: 1, 2, 3 ...
    package let number: Int64
    /// What identifies the run: scenario, seed, paths and so on.
    package let manifest: Manifest
    package let status: Status
    /// Paths whose numbers are stored, of `manifest.paths`.
    package let pathsDone: Int
    /// When it began, in UTC: `2026-03-31T12:00:00Z`.
    package let started: String
    /// The machine it ran on, as the caller described it.
    package let machine: String
    /// The command that began it, as typed.
    package let command: String
    /// How long it took; nil until it is finished.
    package let seconds: Double?
    /// SHA-256 over all metrics of all paths; nil until it is finished.
    package let digest: String?
    /// Why it failed; nil if it did not.
    package let message: String?
}

extension StoredRun: CustomStringConvertible {
    /// `3 childress (finished)`
    package var description: String { "\(number) \(manifest.scenario) (\(status.rawValue))" }
}
