extension Format {
    /// Answers to questions about a run that take long to compute, kept beside it.
    static let answers = Migration(
        name: "answers",
        statements: """
            CREATE TABLE answer (
                run INTEGER NOT NULL REFERENCES run,
                question TEXT NOT NULL,            -- load-lines, power 200
                version TEXT NOT NULL,             -- of the program that answered
                answer TEXT NOT NULL,              -- JSON
                PRIMARY KEY (run, question)
            ) STRICT, WITHOUT ROWID;
            """)
}
