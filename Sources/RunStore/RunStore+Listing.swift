import Calendar
import Engine
import GRDB
import Model

extension RunStore {
    /// All runs, in the order of their numbers.
    package func runs() throws -> [StoredRun] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM run ORDER BY number").map { try storedRun(db, $0) }
        }
    }

    /// The run that a person names: its number, `latest`, or a scenario's name for that scenario's latest run.
    ///
    /// Throws `RunStoreError.noSuchRun`, which lists what there is.
    package func run(named name: String) throws -> StoredRun {
        try read { db in
            let row =
                if let number = Int64(name) {
                    try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [number])
                } else if name == "latest" {
                    try Row.fetchOne(db, sql: "SELECT * FROM run ORDER BY number DESC LIMIT 1")
                } else {
                    try Row.fetchOne(
                        db, sql: "SELECT * FROM run WHERE scenario = ? ORDER BY number DESC LIMIT 1", arguments: [name])
                }
            guard let row else { throw try noSuchRun(db, name) }
            return try storedRun(db, row)
        }
    }

    /// The answer of a finished run, as JSON text; nil for a run without one.
    package func summary(_ run: Int64) throws -> String? {
        try read { try requireRow($0, run).value("summary") }
    }

    /// The row of a run; an error that lists what there is if there is none.
    func requireRow(_ db: Database, _ run: Int64) throws -> Row {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM run WHERE number = ?", arguments: [run])
        guard let row else { throw try noSuchRun(db, "\(run)") }
        return row
    }

    /// The sum of the paths of all stored chunks; they do not overlap.
    func pathsDone(_ db: Database, _ run: Int64) throws -> Int {
        try Int.fetchOne(db, sql: "SELECT sum(paths) FROM chunk WHERE run = ?", arguments: [run]) ?? 0
    }

    func status(of row: Row) throws -> StoredRun.Status {
        guard let status = try StoredRun.Status(rawValue: row.value("status")) else {
            let run: Int64 = try row.value("number")
            throw RunStoreError.damaged(path: path, reason: "run \(run) has an unknown status")
        }
        return status
    }

    func manifest(_ db: Database, _ row: Row) throws -> Manifest {
        let run: Int64 = try row.value("number")
        let (seedText, startText): (String, String) = try (row.value("seed"), row.value("start"))
        guard let seed = UInt64(seedText), let start = Quarter(startText) else {
            throw RunStoreError.damaged(path: path, reason: "run \(run) has no readable seed or first quarter")
        }
        let (paths, quarters): (Int, Int) = try (row.value("paths"), row.value("quarters"))
        guard Scenario.Settings.allowedPaths.contains(paths), Scenario.Settings.allowedQuarters.contains(quarters)
        else {
            throw RunStoreError.damaged(
                path: path, reason: "run \(run) has \(paths) paths of \(quarters) quarters, which no run has")
        }
        let shocks = try Row.fetchAll(
            db, sql: "SELECT name, severity FROM shock WHERE run = ? ORDER BY position", arguments: [run])
        let overrides = try String.fetchAll(
            db, sql: "SELECT setting FROM override WHERE run = ? ORDER BY position", arguments: [run])
        return try Manifest(
            scenario: row.value("scenario"), scenarioHash: row.value("scenario_hash"), version: row.value("version"),
            seed: seed, paths: paths, start: start, quarters: quarters,
            shocks: shocks.map { try ShockSetting(name: $0.value("name"), severity: $0.value("severity")) },
            overrides: overrides)
    }

    private func storedRun(_ db: Database, _ row: Row) throws -> StoredRun {
        let number: Int64 = try row.value("number")
        return try StoredRun(
            number: number, manifest: manifest(db, row), status: status(of: row), pathsDone: pathsDone(db, number),
            started: row.value("started"), machine: row.value("machine"), command: row.value("command"),
            seconds: row.value("seconds"), digest: row.value("digest"), message: row.value("message"))
    }

    private func noSuchRun(_ db: Database, _ name: String) throws -> RunStoreError {
        let rows = try Row.fetchAll(db, sql: "SELECT number, scenario, status FROM run ORDER BY number DESC")
        let known = try rows.map { row in
            let number: Int64 = try row.value("number")
            let (scenario, status): (String, String) = try (row.value("scenario"), row.value("status"))
            return "\(number) \(scenario) (\(status))"
        }
        return .noSuchRun(path: path, name: name, known: known)
    }
}
