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
            for value in row { bytes.append(littleEndian: value) }
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

    /// The values by path, then metric. The caller has checked that they fit.
    func chunk(metrics: Int) -> Runner.Chunk {
        Runner.Chunk(
            from: firstPath,
            rows: (0..<paths).map { path in
                (0..<metrics).map { Float(littleEndian: bytes, at: (path * metrics + $0) * 4) }
            })
    }
}
