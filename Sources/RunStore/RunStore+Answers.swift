import GRDB

extension RunStore {
    /// Keeps the answer to a question about a run, as JSON text; an earlier answer to the same question goes.
    /// - Parameters:
    ///   - question: names the question and what was asked along with it: `load-lines`, `power 200`.
    ///   - version: of the program that answers: another one may mean something else by the same question.
    package func keep(_ answer: String, to question: String, of run: Int64, version: String) throws {
        try write { db in
            _ = try requireRow(db, run)
            try db.execute(
                sql: "INSERT OR REPLACE INTO answer (run, question, version, answer) VALUES (?, ?, ?, ?)",
                arguments: [run, question, version, answer])
        }
    }

    /// The kept answer to a question about a run; nil where there is none of this version.
    package func answer(to question: String, of run: Int64, version: String) throws -> String? {
        try read { db in
            _ = try requireRow(db, run)
            return try String.fetchOne(
                db, sql: "SELECT answer FROM answer WHERE run = ? AND question = ? AND version = ?",
                arguments: [run, question, version])
        }
    }
}
