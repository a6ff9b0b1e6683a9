import Engine
import Foundation

/// A shard's file, opened and checked from its first byte to its last, but for the values, which `verify` checks.
package struct Shard: Sendable {
    package let path: String
    package let header: ShardHeader
    /// The worst residual of each check, if the shard was computed with them.
    package let audit: [AuditFinding]
    /// Seconds that the shard took.
    package let seconds: Double
    private let layout: ShardLayout
    private let file: PositionedFile
    private let checksums: [String]

    package init(_ path: String) throws(ShardError) {
        self.path = path
        file = try PositionedFile.reading(path)
        let size = try file.size()
        let opening = try file.read(min(size, ShardLayout.opening.count), at: 0)
        guard opening.starts(with: ShardLayout.mark) else {
            // A file that breaks off within its first word is no other program's.
            throw ShardLayout.mark.starts(with: opening) && size > 0 ? .truncated(path: path) : .notAShard(path: path)
        }
        guard opening == ShardLayout.opening else {
            throw .otherFormat(
                path: path,
                found: String(decoding: opening.dropFirst(ShardLayout.mark.count).filter { $0 > 32 }, as: UTF8.self))
        }
        let start = ShardLayout.opening.count
        let length = ShardLayout.number(try file.read(8, at: start)[...])
        guard let length else { throw .corrupt(path: path, part: "the header") }
        let headerText = try file.read(length, at: start + 8)
        guard let header = try? JSONDecoder().decode(ShardHeader.self, from: Data(headerText)) else {
            throw .corrupt(path: path, part: "the header")
        }
        self.header = header
        let (values, isHuge) = header.paths.count.multipliedReportingOverflow(by: header.metrics.count * 4)
        guard !isHuge, values <= size else { throw .truncated(path: path) }
        layout = ShardLayout(header: header, headerBytes: length)
        guard size >= layout.trailer + ShardLayout.ending else { throw .truncated(path: path) }
        let ending = try file.read(ShardLayout.ending, at: size - ShardLayout.ending)
        guard let trailing = ShardLayout.number(ending[64...]),
            layout.trailer + trailing + ShardLayout.ending == size
        else { throw .truncated(path: path) }
        let trailerText = try file.read(trailing, at: layout.trailer)
        let decoder = JSONDecoder()
        decoder.nonConformingFloatDecodingStrategy = .convertFromString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        guard ShardLayout.checksum(trailerText) == String(decoding: ending[..<64], as: UTF8.self),
            let trailer = try? decoder.decode(ShardTrailer.self, from: Data(trailerText)),
            trailer.chunks.count == header.chunks.count
        else { throw .corrupt(path: path, part: "the trailer") }
        guard trailer.header == ShardLayout.checksum(headerText) else {
            throw .corrupt(path: path, part: "the header")
        }
        checksums = trailer.chunks
        seconds = trailer.seconds
        var findings: [AuditFinding] = []
        for item in trailer.audit {
            guard let check = AuditCheck(named: item.check) else {
                throw .corrupt(path: path, part: "the trailer")
            }
            findings.append(AuditFinding(check, worst: item.worst))
        }
        audit = findings
    }

    /// Reads all values and compares them with what was written. Throws `ShardError.corrupt`, which names the first
    /// chunk that differs.
    package func verify() throws(ShardError) {
        for (chunk, checksum) in zip(header.chunks, checksums) {
            guard ShardLayout.checksum(chunk, try bytes(of: chunk)) == checksum else {
                throw .corrupt(path: path, part: ShardError.text(chunk))
            }
        }
    }

    func bytes(of chunk: Range<Int>) throws(ShardError) -> [UInt8] {
        try file.read(layout.bytes(of: chunk), at: layout.offset(of: chunk))
    }

    /// Reads a metric's values into a column of the whole run.
    func read(_ metric: Int, into column: inout [Float]) throws(ShardError) {
        for chunk in header.chunks {
            let bytes = try file.read(chunk.count * 4, at: layout.offset(of: chunk) + metric * chunk.count * 4)
            for index in 0..<chunk.count {
                column[chunk.lowerBound + index] = Float(littleEndian: bytes, at: index * 4)
            }
        }
    }

    /// Reads the values of those paths of a range that the shard holds into a table, metric by metric.
    func read(_ paths: Range<Int>, into table: inout [[Float]]) throws(ShardError) {
        for chunk in header.chunks where chunk.overlaps(paths) {
            let bytes = try bytes(of: chunk)
            for metric in table.indices {
                for path in chunk.clamped(to: paths) {
                    let at = (metric * chunk.count + path - chunk.lowerBound) * 4
                    table[metric][path - paths.lowerBound] = Float(littleEndian: bytes, at: at)
                }
            }
        }
    }
}
