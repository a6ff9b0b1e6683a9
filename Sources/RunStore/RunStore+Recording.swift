import Engine
import Foundation
import GRDB
import Model

extension RunStore {
    /// Begins a run: stores what was asked, with the text of every scenario file. Returns its number.
    ///
    /// - Parameters:
    ///   - machine: what it runs on, in the caller's words.
    ///   - command: the command line as typed.
    package func begin(
        manifest: Manifest, scenario: Scenario, metrics: [Metric], machine: String, command: String,
        at date: Date = Date()
    ) throws -> Int64 {
        try write { db in
            try db.execute(
                sql: """
                    INSERT INTO run (scenario, scenario_hash, version, seed, paths, start, quarters, machine, command,
                        started, status)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    manifest.scenario, manifest.scenarioHash, manifest.version, "\(manifest.seed)", manifest.paths,
                    "\(manifest.start)", manifest.quarters, machine, command, date.formatted(.iso8601),
                    StoredRun.Status.unfinished.rawValue,
                ])
            let run = db.lastInsertedRowID
            for (position, shock) in manifest.shocks.enumerated() {
                try db.execute(
                    sql: "INSERT INTO shock VALUES (?, ?, ?, ?)",
                    arguments: [run, position, shock.name, shock.severity])
            }
            for (position, setting) in manifest.overrides.enumerated() {
                try db.execute(sql: "INSERT INTO override VALUES (?, ?, ?)", arguments: [run, position, setting])
            }
            for (position, metric) in metrics.enumerated() {
                try db.execute(
                    sql: "INSERT INTO metric VALUES (?, ?, ?, ?, ?)",
                    arguments: [run, position, metric.name, metric.kind.rawValue, metric.title])
            }
            for (position, file) in scenario.files.enumerated() {
                let hash = SHA256.digest(of: file.text)
                try db.execute(
                    sql: "INSERT OR IGNORE INTO content VALUES (?, ?)", arguments: [hash, Data(file.text.utf8)])
                try db.execute(
                    sql: "INSERT INTO file VALUES (?, ?, ?, ?)", arguments: [run, position, file.path, hash])
            }
            return run
        }
    }

    /// Stores a finished chunk, whole or not at all. Storing the same chunk again changes nothing.
    package func append(_ chunk: Runner.Chunk, to run: Int64) throws {
        // Packing is most of the work, and keeps no other writer waiting.
        let metrics = try read { try metricNames($0, run) }
        guard chunk.rows.allSatisfy({ $0.count == metrics.count }) else {
            throw RunStoreError.misfit(
                path: path, run: run, firstPath: chunk.firstPath, reason: "the run keeps \(metrics.count) metrics")
        }
        let packed = ChunkBytes(chunk, metrics: metrics)
        try write { db in
            let paths = try requireUnfinished(db, run)
            let end = packed.firstPath + packed.paths
            guard packed.firstPath >= 0, packed.paths > 0, end <= paths else {
                throw RunStoreError.misfit(
                    path: path, run: run, firstPath: packed.firstPath, reason: "the run has paths 0 to \(paths - 1)")
            }
            let overlapping = try Row.fetchAll(
                db,
                sql: """
                    SELECT first_path, checksum FROM chunk
                    WHERE run = ? AND first_path < ? AND first_path + paths > ?
                    """,
                arguments: [run, end, packed.firstPath])
            if let stored = overlapping.first {
                let (first, checksum): (Int, String) = try (stored.value("first_path"), stored.value("checksum"))
                if overlapping.count == 1, first == packed.firstPath, checksum == packed.checksum { return }
                throw RunStoreError.conflict(path: path, run: run, firstPath: packed.firstPath)
            }
            try db.execute(
                sql: "INSERT INTO chunk VALUES (?, ?, ?, ?, ?)",
                arguments: [run, packed.firstPath, packed.paths, packed.checksum, Data(packed.bytes)])
        }
    }

    /// Ends a run whose paths are all stored. `summary` is the answer as JSON text.
    package func finish(
        _ run: Int64, digest: String, audit: [AuditFinding], seconds: Double, summary: String
    ) throws {
        try write { db in
            let paths = try requireUnfinished(db, run)
            let done = try pathsDone(db, run)
            guard done == paths else { throw RunStoreError.incomplete(path: path, run: run, done: done, of: paths) }
            for (position, finding) in audit.enumerated() {
                try db.execute(
                    sql: "INSERT INTO audit VALUES (?, ?, ?, ?)",
                    arguments: [run, position, finding.check.name, finding.worst])
            }
            try db.execute(
                sql: "UPDATE run SET status = ?, digest = ?, seconds = ?, summary = ? WHERE number = ?",
                arguments: [StoredRun.Status.finished.rawValue, digest, seconds, summary, run])
        }
    }

    /// Marks a run as failed, with the error that stopped it. Its chunks stay.
    package func fail(_ run: Int64, message: String) throws {
        try write { db in
            _ = try requireUnfinished(db, run)
            try db.execute(
                sql: "UPDATE run SET status = ?, message = ? WHERE number = ?",
                arguments: [StoredRun.Status.failed.rawValue, message, run])
        }
    }

    /// The number of paths of a run that still takes numbers; an error for any other.
    private func requireUnfinished(_ db: Database, _ run: Int64) throws -> Int {
        let row = try requireRow(db, run)
        let status = try status(of: row)
        guard status == .unfinished else { throw RunStoreError.ended(path: path, run: run, status: status) }
        return try row.value("paths")
    }
}
