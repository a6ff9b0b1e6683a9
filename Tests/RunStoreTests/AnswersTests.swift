import Engine
import RunStore
import Testing

/// Answers kept beside a run.
struct AnswersTests {
    private let folder: Folder
    private let store: RunStore
    private let run: Int64

    init() throws {
        folder = try Folder()
        store = try RunStore(path: folder.path("runs.sqlite"))
        run = try Example().store(in: store)
    }

    @Test("the latest answer to a question comes back, to its own version only")
    func latest() throws {
        #expect(try store.answer(to: "load-lines", of: run, version: "1") == nil)
        try store.keep("{}", to: "load-lines", of: run, version: "1")
        try store.keep("{\"größe\": 1}", to: "load-lines", of: run, version: "2")
        try store.keep("[]", to: "power 200", of: run, version: "2")
        #expect(try store.answer(to: "load-lines", of: run, version: "1") == nil)
        #expect(try store.answer(to: "load-lines", of: run, version: "2") == "{\"größe\": 1}")
        #expect(try store.answer(to: "power 200", of: run, version: "2") == "[]")
    }

    @Test("an answer about no run is refused")
    func noRun() throws {
        #expect(throws: RunStoreError.self) { try store.keep("{}", to: "load-lines", of: 99, version: "1") }
        #expect(throws: RunStoreError.self) { try store.answer(to: "load-lines", of: 99, version: "1") }
    }

    @Test("a store of the first format gains the table, and keeps its runs")
    func older() throws {
        let old = folder.path("old.sqlite")
        let run = try Example().store(in: RunStore(path: old))
        try folder.tamper(
            "old.sqlite",
            "DROP TABLE answer; DELETE FROM migration WHERE name = 'answers'; PRAGMA user_version = 1")
        let opened = try RunStore(path: old)
        try opened.keep("{}", to: "load-lines", of: run, version: "1")
        #expect(try opened.answer(to: "load-lines", of: run, version: "1") == "{}")
        #expect(try opened.load(run).digest == Example().run.digest)
    }
}
