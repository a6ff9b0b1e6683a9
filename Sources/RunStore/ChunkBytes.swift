import Engine

/// A chunk as the file keeps it: the values as little-endian Float32, by path, then metric, and a checksum.
struct ChunkBytes: Equatable {
    let firstPath: Int
    let paths: Int
    let bytes: [UInt8]
    /// SHA-256 over the names of the metrics, the first path and the bytes: neither a changed bit nor a chunk put in
    /// another's place goes unseen.
    let checksum: String

    /// Packs a chunk whose rows hold one value per metric.
    init(_ chunk: Runner.Chunk, metrics: [String]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(chunk.rows.count * metrics.count * 4)
        for row in chunk.rows {
            for value in row {
                let bits = value.bitPattern
                bytes.append(UInt8(truncatingIfNeeded: bits))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
            }
        }
        self.init(firstPath: chunk.firstPath, paths: chunk.rows.count, bytes: bytes, metrics: metrics)
    }

    /// Takes bytes as they are and computes the checksum that they ought to have.
    init(firstPath: Int, paths: Int, bytes: [UInt8], metrics: [String]) {
        self.firstPath = firstPath
        self.paths = paths
        self.bytes = bytes
        var hash = SHA256()
        for metric in metrics { hash.update("\(metric)\n".utf8) }
        hash.update(Int64(firstPath))
        hash.update(bytes)
        checksum = hash.finish()
    }

    /// Whether the chunk lies within a run's paths and has a value for each of its metrics.
    func fits(paths all: Int, metrics: Int) -> Bool {
        guard firstPath >= 0, paths > 0, paths <= all - firstPath else { return false }
        return bytes.count == paths * metrics * 4
    }

    /// Writes the values into columns by metric, at the chunk's paths. The caller has checked that it fits.
    func unpack(into columns: inout [[Float]]) {
        var at = 0
        for path in firstPath..<firstPath + paths {
            for metric in columns.indices {
                let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
                let high = UInt32(bytes[at + 2]) | UInt32(bytes[at + 3]) << 8
                columns[metric][path] = Float(bitPattern: low | high << 16)
                at += 4
            }
        }
    }
}
