import Engine
import RunStore
import Testing

struct RecordingTests {
    private let folder: Folder
    private let store: RunStore
    private let example = Example()

    init() throws {
        folder = try Folder()
        store = try RunStore(path: folder.path("runs.sqlite"))
    }

    @Test("runs are numbered 1, 2, 3 in the order they begin")
    func numbers() throws {
        #expect(try (1...3).map { _ in try example.begin(in: store) } == [1, 2, 3])
        #expect(try store.runs().map(\.number) == [1, 2, 3])
    }

    @Test("a run is unfinished until it finishes or fails")
    func status() throws {
        let run = try example.begin(in: store)
        try store.append(example.chunks[1], to: run)
        var stored = try #require(try store.runs().first)
        #expect(stored.status == .unfinished)
        #expect(stored.pathsDone == 16)
        #expect(stored.manifest == example.manifest)
        #expect(stored.started == "2026-03-31T12:00:00Z")
        #expect(stored.machine == "2 cores")
        #expect(stored.command == "plimsoll run")
        #expect(stored.digest == nil && stored.seconds == nil && stored.message == nil)
        #expect(try store.summary(run) == nil)
        #expect(try store.firstPaths(of: run) == [16])
        for chunk in example.chunks { try store.append(chunk, to: run) }
        try example.finish(run, in: store)
        stored = try #require(try store.runs().first)
        #expect(stored.status == .finished)
        #expect(stored.pathsDone == 40)
        #expect(stored.digest == example.run.digest)
        #expect(stored.seconds == 1.25)
        let failed = try example.begin(in: store)
        try store.fail(failed, message: "path 7, 2027Q1: cash")
        stored = try store.run(named: "\(failed)")
        #expect(stored.status == .failed)
        #expect(stored.message == "path 7, 2027Q1: cash")
    }

    @Test("an unfinished run goes on where it stopped")
    func resumes() throws {
        let run = try example.begin(in: store)
        try store.append(example.chunks[0], to: run)
        let reopened = try RunStore(path: store.path)
        let done = try reopened.firstPaths(of: run)
        for chunk in example.chunks where !done.contains(chunk.firstPath) { try reopened.append(chunk, to: run) }
        try example.finish(run, in: reopened)
        #expect(try store.load(run).digest == example.run.digest)
    }

    @Test("the same chunk twice is stored once; other numbers in its place are refused")
    func twice() throws {
        let run = try example.begin(in: store)
        try store.append(example.chunks[0], to: run)
        try store.append(example.chunks[0], to: run)
        #expect(try store.runs()[0].pathsDone == 16)
        let other = Example(seed: 2).chunks[0]
        #expect(throws: RunStoreError.conflict(path: store.path, run: run, firstPath: 0)) {
            try store.append(other, to: run)
        }
        let overlapping = Runner.Chunk(from: 15, rows: Array(other.rows.prefix(2)))
        #expect(throws: RunStoreError.conflict(path: store.path, run: run, firstPath: 15)) {
            try store.append(overlapping, to: run)
        }
    }

    @Test("a chunk beyond the run's paths or with other metrics is refused")
    func misfits() throws {
        let run = try example.begin(in: store)
        let rows = example.chunks[0].rows
        for chunk in [
            Runner.Chunk(from: 39, rows: Array(rows.prefix(2))), Runner.Chunk(from: -1, rows: Array(rows.prefix(1))),
            Runner.Chunk(from: 0, rows: []), Runner.Chunk(from: 0, rows: [[1, 2]]),
        ] {
            #expect(throws: RunStoreError.self) { try store.append(chunk, to: run) }
        }
        #expect(try store.firstPaths(of: run).isEmpty)
    }

    @Test("a run with missing paths does not finish, nor load")
    func incomplete() throws {
        let run = try example.begin(in: store)
        try store.append(example.chunks[2], to: run)
        let error = RunStoreError.incomplete(path: store.path, run: run, done: 8, of: 40)
        #expect(throws: error) { try example.finish(run, in: store) }
        #expect(throws: error) { try store.load(run) }
        #expect(error.description.contains("run 1: unfinished, 8 of 40 paths are stored"))
        #expect(try store.runs()[0].status == .unfinished)
    }

    @Test("a run that has ended takes no more numbers")
    func ended() throws {
        let run = try example.store(in: store)
        let error = RunStoreError.ended(path: store.path, run: run, status: .finished)
        #expect(throws: error) { try store.append(example.chunks[0], to: run) }
        #expect(throws: error) { try example.finish(run, in: store) }
        #expect(throws: error) { try store.fail(run, message: "late") }
    }
}
