import Engine

/// Where everything lies in a shard's file:
///
///     plimsoll-shard 1\n | length of the header, 8 bytes | header, JSON
///     chunks of up to 512 paths: little-endian Float32, metric by metric, then path
///     trailer, JSON | its SHA-256, 64 digits | its length, 8 bytes
///
/// Numbers of 8 bytes are little-endian. All lengths but the trailer's follow from the header, so that chunks may be
/// written in any order and read alone.
struct ShardLayout {
    static let mark = Array("plimsoll-shard ".utf8)
    static let format = 1
    static var opening: [UInt8] { mark + Array("\(format)\n".utf8) }
    /// Digits and length behind the trailer.
    static let ending = 64 + 8
    /// More than any scenario's files: a length beyond it is no length.
    static let longestText = 256 << 20

    let header: ShardHeader
    let headerBytes: Int

    /// Where the first chunk begins.
    var values: Int { Self.opening.count + 8 + headerBytes }
    /// Where the trailer begins.
    var trailer: Int { values + header.paths.count * header.metrics.count * 4 }

    func offset(of chunk: Range<Int>) -> Int {
        values + (chunk.lowerBound - header.paths.lowerBound) * header.metrics.count * 4
    }

    func bytes(of chunk: Range<Int>) -> Int { chunk.count * header.metrics.count * 4 }

    static func checksum(_ chunk: Range<Int>, _ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(Int64(chunk.lowerBound))
        hash.update(bytes)
        return hash.finish()
    }

    static func checksum(_ bytes: some Sequence<UInt8>) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finish()
    }

    static func bytes(_ number: Int) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) } }

    /// The number that eight bytes hold; nil for one that is no length.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
        let value = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return value <= UInt64(longestText) ? Int(value) : nil
    }
}

extension Runner.Chunk {
    /// The values as a shard's file keeps them: metric by metric, then path.
    func shardBytes(metrics: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(rows.count * metrics * 4)
        for metric in 0..<metrics {
            for row in rows { bytes.append(littleEndian: row[metric]) }
        }
        return bytes
    }
}

extension Float {
    /// The number that four bytes hold, the lowest first.
    init(littleEndian bytes: [UInt8], at: Int) {
        let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
        let high = UInt32(bytes[at + 2]) | UInt32(bytes[at + 3]) << 8
        self.init(bitPattern: low | high << 16)
    }
}
