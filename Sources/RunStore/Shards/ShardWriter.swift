import Engine
import Foundation

/// Writes one shard of a run: chunks in any order into a file with a temporary name, which gets its own when all is there.
///
/// A process that is killed leaves the temporary file, `.NAME.PROCESS.part`, and never half a shard under the shard's name.
package final class ShardWriter {
    package let path: String
    private let temporary: String
    private let layout: ShardLayout
    private let headerChecksum: String
    private let file: PositionedFile
    private var checksums: [Int: String] = [:]

    /// Begins a file. Throws `ShardError.taken` where a file of that name holds something else.
    package init(_ path: String, _ header: ShardHeader) throws {
        self.path = path
        if FileManager.default.fileExists(atPath: path) {
            guard let old = try? Shard(path), old.header == header else { throw ShardError.taken(path: path) }
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = [UInt8](try encoder.encode(header))
        layout = ShardLayout(header: header, headerBytes: text.count)
        headerChecksum = ShardLayout.checksum(text)
        let url = URL(fileURLWithPath: path)
        let part = ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).part"
        temporary = url.deletingLastPathComponent().appendingPathComponent(part).path
        // Left by an earlier process of the same number, which no longer runs.
        try? FileManager.default.removeItem(atPath: temporary)
        file = try PositionedFile.making(temporary, for: path)
        do {
            try file.write(ShardLayout.opening + ShardLayout.bytes(text.count) + text, at: 0)
        } catch {
            discard()
            throw error
        }
    }

    package func append(_ chunk: Runner.Chunk) throws {
        let paths = chunk.paths
        precondition(layout.header.chunks.contains(paths), "a shard takes its own chunks")
        let bytes = chunk.shardBytes(metrics: layout.header.metrics.count)
        try file.write(bytes, at: layout.offset(of: paths))
        checksums[paths.lowerBound] = ShardLayout.checksum(paths, bytes)
    }

    /// Ends the file and gives it its name.
    package func finish(audit: [AuditFinding], seconds: Double, machine: String) throws {
        let trailer = ShardTrailer(
            header: headerChecksum,
            chunks: layout.header.chunks.map { paths in
                guard let checksum = checksums[paths.lowerBound] else { preconditionFailure("a chunk is missing") }
                return checksum
            },
            audit: audit.map { .init(check: $0.check.name, worst: $0.worst) }, seconds: seconds, machine: machine)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        let text = [UInt8](try encoder.encode(trailer))
        try file.write(
            text + Array(ShardLayout.checksum(text).utf8) + ShardLayout.bytes(text.count), at: layout.trailer)
        try file.synchronise()
        guard rename(temporary, path) == 0 else {
            throw ShardError.unusable(path: path, reason: PositionedFile.reason(errno))
        }
    }

    /// Removes what was written; for a run that failed.
    package func discard() { try? FileManager.default.removeItem(atPath: temporary) }
}
