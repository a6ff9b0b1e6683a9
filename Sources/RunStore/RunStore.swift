import Foundation
import GRDB

/// Runs kept in one SQLite file: what was asked, the numbers of every path, the answer.
///
///     let store = try RunStore(path: "runs/plimsoll.sqlite")
///     let run = try store.begin(
///         manifest: manifest, scenario: scenario, metrics: metrics, machine: "2 cores", command: "plimsoll run")
///     let audit = try await runner.run(paths: 0..<manifest.paths) { try store.append($0, to: run) }
///     try store.finish(run, digest: digest, audit: audit, seconds: 12.3, summary: json)
///     let same = try store.load(run)
///
/// What it promises:
/// - A chunk is stored whole or not at all. A process that is killed leaves the chunks it had finished, and its run
///   shows as unfinished; a loss of power may also take the last few chunks, never the file.
/// - Numbers come back bit for bit, NaN included; a chunk that does not is an error, not a number.
/// - Several threads and processes may use one file at once: writers wait for one another, readers never wait.
///   The file must be on a local disk: a log shared in memory does not work over a network.
/// - A number once given to a run is never given to another.
package final class RunStore: Sendable {
    /// Where the file is, as it was given.
    package let path: String
    let pool: DatabasePool

    /// Seconds to wait for another process that is writing.
    static let patience = 30.0

    /// Opens the store at a path; makes the file, and the folder it lies in, if they are not there.
    ///
    /// Throws `RunStoreError` if the file is something else than a store, was written by a newer version, or cannot be
    /// written. A file that is no store is left as it was.
    package init(path: String) throws {
        self.path = path
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw RunStoreError.cannotOpen(path: path, reason: "its folder is not there and cannot be made")
        }
        do {
            pool = try Self.open(path)
        } catch let error as DatabaseError {
            throw RunStoreError(error, path: path)
        }
    }

    private static func open(_ path: String) throws -> DatabasePool {
        var configuration = Configuration()
        configuration.busyMode = .timeout(patience)
        configuration.label = "runs"
        var tries = 0
        while true {
            do {
                // Look before touching: a pool turns any database it opens into one with a write-ahead log.
                let found = try DatabaseQueue(path: path, configuration: configuration).read {
                    try Format.check($0, path: path)
                }
                let pool = try DatabasePool(path: path, configuration: configuration)
                if found < Format.version { try pool.write { try Format.migrate($0, path: path) } }
                return pool
            } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && tries < 100 {
                // SQLite does not wait for the lock by which a new file gets its log: another process has just made it.
                tries += 1
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// Reads from one unchanging state of the file.
    package func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translating { try pool.read(body) }
    }

    /// Writes all or nothing.
    func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
        try translating { try pool.write(body) }
    }

    private func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw RunStoreError(error, path: path)
        } catch is RowDecodingError {
            throw RunStoreError.damaged(path: path, reason: "a value is of another type than was written")
        }
    }
}
