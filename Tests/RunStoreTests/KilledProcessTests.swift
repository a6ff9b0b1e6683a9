import Engine
import Foundation
import RunStore
import Testing

/// Another process, in Python, copies run 1 to run 2 chunk by chunk, one transaction each, and is killed on the way.
@Suite(.enabled(if: Python.isThere, "needs python3 with sqlite3"))
struct KilledProcessTests {
    private static let preamble = """
        import sqlite3, sys, time
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        chunks = [row[0] for row in db.execute("SELECT first_path FROM chunk WHERE run = 1 ORDER BY first_path")]
        def insert(chunk):
            db.execute('INSERT INTO chunk SELECT 2, first_path, paths, checksum, "values" FROM chunk '
                       'WHERE run = 1 AND first_path = ?', (chunk,))
        def copy(chunk):
            db.execute("BEGIN IMMEDIATE"); insert(chunk); db.execute("COMMIT")

        """

    @Test("a process killed within a transaction leaves the chunks it had finished, and the run unfinished")
    func within() throws {
        try check(
            """
            for chunk in chunks[:2]: copy(chunk)
            db.execute("PRAGMA cache_size = 2")  # so that half a transaction reaches the disk
            db.execute("BEGIN IMMEDIATE")
            for chunk in chunks[2:]: insert(chunk)
            print("ready", flush=True)
            time.sleep(60)
            """
        ) { #expect($0 == 2) }
    }

    @Test("a process killed at any moment leaves whole chunks only", arguments: 0..<6)
    func anywhere(round: Int) throws {
        try check(
            """
            print("ready", flush=True)
            for chunk in chunks: copy(chunk)
            """, delay: Double(round) * 0.015
        ) { _ in }
    }

    /// Kills the script some time after it says that it is ready; the run then goes on and finishes as if nothing was.
    private func check(_ script: String, delay: Double = 0, chunks expected: (Int) -> Void) throws {
        let folder = try Folder()
        let path = folder.path("runs.sqlite")
        let example = Example(paths: 400, metrics: 50, chunk: 4)
        do {
            let store = try RunStore(path: path)
            _ = try example.store(in: store)
            _ = try example.begin(in: store)
        }
        let child = try Python(Self.preamble + script, path)
        let said = child.output.fileHandleForReading.readData(ofLength: 6)
        #expect(String(decoding: said, as: UTF8.self) == "ready\n")
        Thread.sleep(forTimeInterval: delay)
        kill(child.process.processIdentifier, SIGKILL)
        child.process.waitUntilExit()

        let store = try RunStore(path: path)
        let done = try store.firstPaths(of: 2)
        expected(done.count)
        let stored = try store.run(named: "2")
        #expect(stored.status == .unfinished)
        #expect(stored.pathsDone == done.count * 4)
        #expect(try store.load(1).digest == example.run.digest)
        for chunk in example.chunks where !done.contains(chunk.firstPath) { try store.append(chunk, to: 2) }
        try example.finish(2, in: store)
        #expect(try store.load(2).bits == example.run.bits)
    }
}
