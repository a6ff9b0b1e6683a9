import GRDB

/// The tables of a store, and how an older file becomes a current one.
///
/// SQLite's `application_id` says that a file is a store, its `user_version` how many migrations it has been through.
package enum Format {
    /// "Plim" in ASCII.
    package static let applicationID: Int32 = 0x506c_696d

    /// A change of the tables. Once released, neither name nor statements change: add another one instead.
    package struct Migration {
        package let name: String
        package let statements: String
    }

    package static let migrations = [runs, answers]

    /// The format that this version writes.
    package static var version: Int { migrations.count }

    /// The format of a file, 0 if it is empty. Throws if it is another program's, or newer than this one. Changes
    /// nothing.
    static func check(_ db: Database, path: String) throws -> Int {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
        let tables = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        if id == 0 && found == 0 && tables == 0 { return 0 }
        guard id == applicationID, found > 0 else { throw RunStoreError.notAStore(path: path) }
        guard found <= version else { throw RunStoreError.newerFormat(path: path, found: found, known: version) }
        return found
    }

    /// Brings a file to the current format, inside a write transaction: of several processes that open a new file at
    /// once, the first makes the tables.
    static func migrate(_ db: Database, path: String) throws {
        let found = try check(db, path: path)
        guard found < version else { return }
        for migration in migrations[found...] {
            try db.execute(sql: migration.statements)
            try db.execute(sql: "INSERT INTO migration (name) VALUES (?)", arguments: [migration.name])
        }
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }
}
