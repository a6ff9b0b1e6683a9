import Engine
import Foundation
import RunStore
import Testing

struct DamageTests {
    private let folder: Folder
    private let store: RunStore
    private let run: Int64

    init() throws {
        folder = try Folder()
        store = try RunStore(path: folder.path("runs.sqlite"))
        run = try Example().store(in: store)
    }

    @Test("one changed bit is an error that names run and chunk")
    func bit() throws {
        try folder.tamper(
            "runs.sqlite",
            """
            UPDATE chunk
            SET "values" = CAST(substr("values", 1, 50) || x'5a' || substr("values", 52) AS BLOB)
            WHERE first_path = 16
            """)
        let error = #expect(throws: RunStoreError.corruptChunk(path: store.path, run: 1, firstPath: 16, paths: 16)) {
            try store.load(run)
        }
        #expect(
            error?.description
                == "\(store.path), run 1, chunk of paths 16 to 31: the stored numbers are not those that were written; "
                + "run it again: the same scenario and seed give the same numbers")
    }

    @Test(
        "chunks cut short, swapped or moved are errors",
        arguments: [
            #"UPDATE chunk SET "values" = substr("values", 1, 60) WHERE first_path = 0"#,
            #"UPDATE chunk SET "values" = x'' WHERE first_path = 0"#,
            "UPDATE chunk SET first_path = -first_path - 1 WHERE first_path = 16",
            """
            UPDATE chunk SET first_path = 24 WHERE first_path = 0;
            UPDATE chunk SET first_path = 0 WHERE first_path = 16
            """,
            "UPDATE chunk SET paths = paths + CASE first_path WHEN 0 THEN 1 WHEN 16 THEN -1 ELSE 0 END",
            "UPDATE chunk SET checksum = '' WHERE first_path = 32",
            "UPDATE metric SET name = 'other' WHERE position = 1",
        ])
    func altered(sql: String) throws {
        try folder.tamper("runs.sqlite", sql)
        let error = #expect(throws: RunStoreError.self) { try store.load(run) }
        guard case .corruptChunk = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("a missing chunk is an error")
    func missing() throws {
        try folder.tamper("runs.sqlite", "DELETE FROM chunk WHERE first_path = 0")
        #expect(throws: RunStoreError.incomplete(path: store.path, run: 1, done: 24, of: 40)) { try store.load(run) }
    }

    @Test("numbers that do not give the run's digest are an error")
    func digest() throws {
        try folder.tamper("runs.sqlite", "UPDATE run SET digest = 'abc'")
        #expect(throws: RunStoreError.otherDigest(path: store.path, run: 1)) { try store.load(run) }
    }

    @Test("a changed scenario file is an error that names it")
    func file() throws {
        try folder.tamper("runs.sqlite", "UPDATE content SET bytes = CAST(x'20' || bytes AS BLOB)")
        #expect(throws: RunStoreError.corruptFile(path: store.path, run: 1, file: "scenario.yaml")) {
            try store.scenarioFiles(run)
        }
    }

    @Test(
        "values that no version writes are errors",
        arguments: [
            "UPDATE run SET seed = '-1'", "UPDATE run SET start = '2026'", "UPDATE metric SET kind = 'colour'",
            "UPDATE audit SET finding = 'weather'", "UPDATE run SET paths = -5", "UPDATE run SET paths = 0",
            "UPDATE run SET paths = 9223372036854775807", "UPDATE run SET quarters = 100000",
        ])
    func unreadable(sql: String) throws {
        try folder.tamper("runs.sqlite", sql)
        let error = #expect(throws: RunStoreError.self) { try store.load(run) }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test("whatever bytes of the file change, the numbers are the same or there is an error", arguments: 1...4)
    func anywhere(seed: UInt64) throws {
        let file = URL(fileURLWithPath: folder.path("copy.sqlite"))
        // The copy holds everything: the log is written back first.
        try folder.tamper("runs.sqlite", "VACUUM INTO '\(file.path)'")
        let sound = try Data(contentsOf: file)
        let bits = Example().run.bits
        var random = Seeded(seed)
        for _ in 0..<25 {
            var damaged = sound
            for _ in 0..<Int.random(in: 1...40, using: &random) {
                damaged[Int.random(in: 100..<damaged.count, using: &random)] = .random(in: 0...255, using: &random)
            }
            if Bool.random(using: &random) { damaged.removeLast(.random(in: 0..<damaged.count, using: &random)) }
            try damaged.write(to: file)
            for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file.path + suffix) }
            do {
                let store = try RunStore(path: file.path)
                _ = try store.runs()
                _ = try store.scenarioFiles(run)
                #expect(try store.load(run).bits == bits)
            } catch is RunStoreError {}
        }
    }
}
