import Engine
import Foundation
import Model
import RunStore
import Testing

/// A shard's file on its own: it comes back as written, or is refused with its name.
struct ShardTests {
    /// Writes shards of an example's run; chunks are those of the shards, not of the example.
    static func write(
        _ example: Example, _ shards: [(Int, Int)], in folder: Folder, named: (Int, Int) -> String = { "\($0)-\($1)" }
    ) throws -> [String] {
        let rows = example.chunks.sorted { $0.firstPath < $1.firstPath }.flatMap(\.rows)
        return try shards.map { number, count in
            let path = folder.path("\(named(number, count)).shard")
            let header = ShardHeader(
                example.manifest, shard: number, of: count, metrics: example.metrics, files: example.scenario.files)
            let writer = try ShardWriter(path, header)
            let starts = stride(from: header.paths.lowerBound, to: header.paths.upperBound, by: Runner.chunk)
            for first in starts.reversed() {
                let last = min(first + Runner.chunk, header.paths.upperBound)
                try writer.append(Runner.Chunk(from: first, rows: Array(rows[first..<last])))
            }
            try writer.finish(audit: example.audit, seconds: 0.5, machine: "2 cores")
            return path
        }
    }

    @Test("Shards in any order, and of any number, are the run bit for bit", arguments: [1, 2, 3, 7, 40])
    func whole(count: Int) throws {
        let folder = try Folder()
        let example = Example(paths: 1_300, metrics: 5, chunk: 64)
        let files = try Self.write(example, (1...count).map { ($0, count) }, in: folder)
        let run = try ShardSet(files.reversed()).run()
        #expect(run.bits == example.run.bits)
        #expect(run.digest == example.run.digest)
        #expect(run.manifest == example.manifest && run.metrics == example.metrics && run.audit == example.audit)
    }

    @Test("Shards cut in different ways make one run where they fit together")
    func cuts() throws {
        let folder = try Folder()
        let example = Example(paths: 120, metrics: 3, chunk: 64)
        let files = try Self.write(example, [(1, 2), (3, 4), (4, 4)], in: folder)
        #expect(try ShardSet(files).run().bits == example.run.bits)
    }

    @Test("Paths that are missing or there twice are named, with the shards to run")
    func coverage() throws {
        let folder = try Folder()
        let example = Example(paths: 100, metrics: 2, chunk: 64)
        let files = try Self.write(example, [(1, 4), (2, 4), (4, 4), (2, 3)], in: folder)
        #expect(errors { try ShardSet([files[0], files[2]]) } == [.missing([25..<75], shards: ["2/4", "3/4"])])
        #expect(errors { try ShardSet([files[1]]) } == [.missing([0..<25, 50..<100], shards: ["1/4", "3/4", "4/4"])])
        #expect(
            errors { try ShardSet([files[0], files[3], files[1], files[2]]) } == [
                .overlap(path: files[3], first: files[1], paths: 34..<50), .missing([67..<75], shards: []),
            ])
        let twice = errors { try ShardSet([files[0], files[0], files[1]]) }
        #expect(twice.first == .overlap(path: files[0], first: files[0], paths: 0..<25))
    }

    @Test("A shard of another run is named with what differs")
    func mixed() throws {
        let folder = try Folder()
        let one = Example(paths: 50, metrics: 2, chunk: 64)
        let other = Example(paths: 60, metrics: 2, chunk: 64)
        let files = try Self.write(one, [(1, 2)], in: folder) + Self.write(other, [(2, 2)], in: folder)
        let found = errors { try ShardSet(files) }
        #expect(
            found.first
                == .mixed(path: files[1], first: files[0], what: "number of paths", found: "60", wanted: "50"))
    }

    @Test("No byte of a shard changes unseen, and no truncation")
    func damage() throws {
        let folder = try Folder()
        let example = Example(paths: 30, metrics: 3, chunk: 64)
        let file = try Self.write(example, [(1, 1)], in: folder)[0]
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
        let damaged = folder.path("damaged.shard")
        for at in bytes.indices {
            var copy = bytes
            copy[at] ^= 0x20
            try Data(copy).write(to: URL(fileURLWithPath: damaged))
            #expect(throws: (any Error).self, "byte \(at)") { try ShardSet([damaged]).run() }
        }
        for count in 0..<bytes.count where count % 7 == 0 || count > bytes.count - 100 {
            try Data(bytes[..<count]).write(to: URL(fileURLWithPath: damaged))
            #expect(throws: (any Error).self, "\(count) bytes") { try ShardSet([damaged]).run() }
        }
    }

    @Test("Damaged values are named by their paths, all files at once")
    func named() throws {
        let folder = try Folder()
        let example = Example(paths: 1_200, metrics: 2, chunk: 64)
        let files = try Self.write(example, [(1, 2), (2, 2)], in: folder)
        for file in files {
            var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            let header = bytes[17..<25].reversed().reduce(0) { $0 << 8 | Int($1) }
            bytes[25 + header + 512 * 2 * 4 + 3] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: file))
        }
        #expect(
            errors { try ShardSet(files).run() } == [
                .corrupt(path: files[0], part: "paths 512 to 599"),
                .corrupt(path: files[1], part: "paths 1112 to 1199"),
            ])
    }

    @Test("Values that cannot be read any more are told, not taken for missing numbers")
    func unreadable() throws {
        let folder = try Folder()
        let example = Example(paths: 1_200, metrics: 2, chunk: 64)
        let files = try Self.write(example, [(1, 2), (2, 2)], in: folder)
        let shards = try ShardSet(files)
        let run = try shards.run()
        #expect(run.digest == example.run.digest)
        try shards.requireReadable()
        try FileHandle(forWritingTo: URL(fileURLWithPath: files[1])).truncate(atOffset: 0)
        _ = shards.column(0)
        #expect(throws: ShardError.self) { try shards.requireReadable() }
    }

    @Test("A file that is no shard of the run stays as it is; one that is gives way")
    func taken() throws {
        let folder = try Folder()
        let example = Example(paths: 20, metrics: 2, chunk: 64)
        let path = folder.path("1-1.shard")
        try "mine".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: ShardError.taken(path: path)) { try Self.write(example, [(1, 1)], in: folder) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "mine")
        try FileManager.default.removeItem(atPath: path)
        for _ in 0..<2 { _ = try Self.write(example, [(1, 1)], in: folder) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path("")) == ["1-1.shard"])
    }

    @Test("A run too large for its memory is kept in a file that has no name, bit for bit")
    func spilled() throws {
        let example = Example(paths: 1_100, metrics: 4, chunk: 512)
        let collection = try RunCollection(example.manifest, metrics: example.metrics, valuesInMemory: 1_000)
        for chunk in example.chunks.reversed() { try collection.add(chunk) }
        let run = try collection.run(audit: example.audit)
        #expect(run.bits == example.run.bits && run.digest == example.run.digest)
    }

    private func errors(_ body: () throws -> some Any) -> [ShardError] {
        do {
            _ = try body()
            return []
        } catch let errors as ShardErrors {
            return errors.errors
        } catch {
            Issue.record(error)
            return []
        }
    }
}
