import Engine
import Foundation
import GRDB
import RunStore
import Testing

struct OpeningTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    @Test("file and folders are made when they are not there")
    func makes() throws {
        let store = try RunStore(path: folder.path("a/b/runs.sqlite"))
        #expect(try store.runs().isEmpty)
        #expect(FileManager.default.fileExists(atPath: store.path))
    }

    @Test("an empty file becomes a store, with a write-ahead log")
    func empty() throws {
        let path = folder.path("runs.sqlite")
        try Data().write(to: URL(fileURLWithPath: path))
        let store = try RunStore(path: path)
        #expect(try store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    }

    @Test("a file that is no store is refused and left as it was")
    func foreign() throws {
        let text = folder.path("notes.txt")
        let content = Data(String(repeating: "no database at all\n", count: 100).utf8)
        try content.write(to: URL(fileURLWithPath: text))
        #expect(throws: RunStoreError.notAStore(path: text)) { try RunStore(path: text) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: text)) == content)

        let other = folder.path("other.sqlite")
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE run (number INTEGER)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        #expect(throws: RunStoreError.notAStore(path: other)) { try RunStore(path: other) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        #expect(RunStoreError.notAStore(path: other).description.hasPrefix("\(other): this file is no run store"))
    }

    @Test("a newer format is refused with both versions")
    func newer() throws {
        let path = folder.path("runs.sqlite")
        _ = try RunStore(path: path)
        try folder.tamper("runs.sqlite", "PRAGMA user_version = 99")
        let error = #expect(throws: RunStoreError.newerFormat(path: path, found: 99, known: Format.version)) {
            try RunStore(path: path)
        }
        #expect(
            error?.description
                == "\(path): written by a newer version (format 99; this version reads up to 2); use the newer "
                + "version, or another file")
    }

    @Test("a path that cannot be a file is refused")
    func impossible() throws {
        let file = folder.path("file")
        try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        let error = #expect(throws: RunStoreError.self) { try RunStore(path: file + "/runs.sqlite") }
        #expect(error?.description.hasPrefix("\(file)/runs.sqlite: the run store cannot be opened") == true)
        #expect(throws: RunStoreError.self) { try RunStore(path: folder.url.path) }
    }

    @Test(
        "a read-only folder is refused, whether it holds a store or not",
        .disabled(if: geteuid() == 0, "root writes anywhere"))
    func readOnly() throws {
        _ = try RunStore(path: folder.path("closed/runs.sqlite"))
        let closed = folder.path("closed")
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: closed)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: closed) }
        for name in ["runs.sqlite", "new.sqlite", "folder/new.sqlite"] {
            let error = #expect(throws: RunStoreError.self) { try RunStore(path: closed + "/" + name) }
            #expect(error?.description.hasPrefix("\(closed)/\(name): the run store cannot be ") == true)
        }
    }

    @Test("a released migration never changes")
    func frozen() {
        #expect(Format.migrations.map(\.name) == ["runs", "answers"])
        #expect(
            Format.migrations.map { SHA256.digest(of: $0.statements) } == [
                "362a63eecccc6bb053e7e6b4d6450aa8fbae3f7b0e8deab5f3ca8197774aa82c",
                "3deb52cbeb743d59ce230e42ef838b03374a495ac9c5fb93a69acda1052b86a7",
            ])
    }
}
