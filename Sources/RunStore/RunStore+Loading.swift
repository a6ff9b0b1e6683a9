import Engine
import Foundation
import GRDB
import Model

extension RunStore {
    /// A run with all its numbers, bit for bit as they were stored; a large one stays in a file of its own.
    ///
    /// Throws `RunStoreError.incomplete` if paths are missing, `.corruptChunk` or `.otherDigest` if a number
    /// has changed; `ShardError` if the file of a large one cannot be read.
    package func load(_ run: Int64) throws -> Run {
        let (collection, findings, digest) = try read { db -> (RunCollection, [AuditFinding], String?) in
            let row = try requireRow(db, run)
            let manifest = try manifest(db, row)
            let done = try pathsDone(db, run)
            guard done == manifest.paths else {
                throw RunStoreError.incomplete(path: path, run: run, done: done, of: manifest.paths)
            }
            let collection = try RunCollection(manifest, metrics: try metrics(db, run))
            return try (collection, audit(db, run), row.value("digest"))
        }
        try forEachChunk(of: run) { try collection.add($0) }
        let loaded = try collection.run(audit: findings)
        let isSame = digest.map { $0 == loaded.digest } ?? true
        // A value that cannot be read gives another digest, and is no fault of the store's.
        try collection.requireReadable()
        guard isSame else { throw RunStoreError.otherDigest(path: path, run: run) }
        return loaded
    }

    /// The chunks of a run that are stored, each compared with its checksum.
    package func forEachChunk(of run: Int64, _ each: (Runner.Chunk) throws -> Void) throws {
        try read { db in
            let metrics = try metricNames(db, run)
            let paths: Int = try requireRow(db, run).value("paths")
            let rows = try Row.fetchCursor(
                db, sql: #"SELECT first_path, paths, checksum, "values" FROM chunk WHERE run = ?"#, arguments: [run])
            while let row = try rows.next() {
                let (bytes, checksum): (Data, String) = try (row.value("values"), row.value("checksum"))
                let chunk = try ChunkBytes(
                    firstPath: row.value("first_path"), paths: row.value("paths"), bytes: [UInt8](bytes),
                    metrics: metrics)
                guard chunk.fits(paths: paths, metrics: metrics.count), chunk.checksum == checksum else {
                    throw RunStoreError.corruptChunk(
                        path: path, run: run, firstPath: chunk.firstPath, paths: chunk.paths)
                }
                try each(chunk.chunk(metrics: metrics.count))
            }
        }
    }

    /// The scenario's files as they were read for the run, so that it replays whatever the files on disk say today.
    package func scenarioFiles(_ run: Int64) throws -> [Scenario.SourceFile] {
        try read { db in
            _ = try requireRow(db, run)
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT file.path, file.hash, content.bytes FROM file JOIN content USING (hash)
                    WHERE run = ? ORDER BY position
                    """,
                arguments: [run])
            return try rows.map { row in
                let (bytes, hash): (Data, String) = try (row.value("bytes"), row.value("hash"))
                let file = try Scenario.SourceFile(
                    path: row.value("path"), text: String(decoding: bytes, as: UTF8.self))
                guard SHA256.digest(of: file.text) == hash else {
                    throw RunStoreError.corruptFile(path: path, run: run, file: file.path)
                }
                return file
            }
        }
    }

    func metricNames(_ db: Database, _ run: Int64) throws -> [String] {
        _ = try requireRow(db, run)
        return try String.fetchAll(
            db, sql: "SELECT name FROM metric WHERE run = ? ORDER BY position", arguments: [run])
    }

    private func metrics(_ db: Database, _ run: Int64) throws -> [Metric] {
        try Row.fetchAll(
            db, sql: "SELECT name, kind, title FROM metric WHERE run = ? ORDER BY position", arguments: [run]
        ).map { row in
            guard let kind = try Metric.Kind(rawValue: row.value("kind")) else {
                throw RunStoreError.damaged(path: path, reason: "run \(run) has a metric of unknown kind")
            }
            return try Metric(name: row.value("name"), kind: kind, title: row.value("title"))
        }
    }

    private func audit(_ db: Database, _ run: Int64) throws -> [AuditFinding] {
        try Row.fetchAll(db, sql: "SELECT finding, worst FROM audit WHERE run = ? ORDER BY position", arguments: [run])
            .map { row in
                let name: String = try row.value("finding")
                guard let check = AuditCheck(named: name) else {
                    throw RunStoreError.damaged(path: path, reason: "run \(run) has an unknown audit check \(name)")
                }
                // SQLite has no NaN and keeps it as null.
                return AuditFinding(check, worst: try row.value("worst") ?? .nan)
            }
    }
}
