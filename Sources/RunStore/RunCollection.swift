import Engine
import Foundation

/// The numbers of a run as its chunks come, in any order: in memory as far as that is allowed, otherwise in a file that
/// goes with the process, however it ends.
package final class RunCollection {
    private let manifest: Manifest
    private let metrics: [Metric]
    private var columns: [[Float]] = []
    private var writer: ShardWriter?
    /// The file, once it is read from.
    private var shards: ShardSet?

    /// Values that are kept in memory when nobody says otherwise: 1 GiB.
    package static let valuesInMemory = 1 << 28

    /// - Parameter valuesInMemory: metrics times paths beyond which a file is used.
    package init(
        _ manifest: Manifest, metrics: [Metric], valuesInMemory: Int = RunCollection.valuesInMemory
    ) throws {
        self.manifest = manifest
        self.metrics = metrics
        if manifest.paths <= valuesInMemory / max(1, metrics.count) {
            columns = metrics.map { _ in [Float](repeating: .nan, count: manifest.paths) }
        } else {
            let path = FileManager.default.temporaryDirectory.appendingPathComponent(
                "plimsoll-\(UUID().uuidString).values"
            ).path
            writer = try ShardWriter(path, ShardHeader(manifest, shard: 1, of: 1, metrics: metrics, files: []))
        }
    }

    deinit { writer?.discard() }

    package func add(_ chunk: Runner.Chunk) throws {
        if let writer { return try writer.append(chunk) }
        chunk.fill(&columns)
    }

    /// The run, once all its chunks are there.
    package func run(audit: [AuditFinding]) throws -> Run {
        guard let writer else { return Run(manifest, metrics: metrics, columns: Columns(columns), audit: audit) }
        try writer.finish(audit: audit, seconds: 0, machine: "")
        let shards = try ShardSet([writer.path])
        // The open file stays readable without its name.
        try FileManager.default.removeItem(atPath: writer.path)
        self.shards = shards
        return try shards.run(verifying: false)
    }

    /// Throws if a value of the run could not be read from its file so far: answers drawn from it are void.
    package func requireReadable() throws { try shards?.requireReadable() }
}
