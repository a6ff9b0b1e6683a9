extension Format {
    /// The first format: runs with their files, metrics, chunks and audit.
    static let runs = Migration(
        name: "runs",
        statements: """
            CREATE TABLE migration (name TEXT NOT NULL PRIMARY KEY) STRICT;

            CREATE TABLE run (
                number INTEGER PRIMARY KEY AUTOINCREMENT,
                scenario TEXT NOT NULL,
                scenario_hash TEXT NOT NULL,
                version TEXT NOT NULL,
                seed TEXT NOT NULL,                -- decimal: it may exceed SQLite's integers
                paths INTEGER NOT NULL,
                start TEXT NOT NULL,               -- first quarter, 2026Q1
                quarters INTEGER NOT NULL,
                machine TEXT NOT NULL,
                command TEXT NOT NULL,
                started TEXT NOT NULL,             -- UTC, 2026-03-31T12:00:00Z
                status TEXT NOT NULL CHECK (status IN ('unfinished', 'finished', 'failed')),
                seconds REAL,
                digest TEXT,
                summary TEXT,                      -- the answer as JSON
                message TEXT                       -- why it failed
            ) STRICT;
            CREATE INDEX run_scenario ON run (scenario);

            CREATE TABLE shock (
                run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
                name TEXT NOT NULL, severity REAL,
                PRIMARY KEY (run, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE override (
                run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
                setting TEXT NOT NULL,
                PRIMARY KEY (run, position)
            ) STRICT, WITHOUT ROWID;

            -- Texts of scenario files, UTF-8, kept once however many runs use them.
            CREATE TABLE content (
                hash TEXT NOT NULL PRIMARY KEY,    -- SHA-256 of the bytes
                bytes BLOB NOT NULL
            ) STRICT;
            CREATE TABLE file (
                run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
                path TEXT NOT NULL, hash TEXT NOT NULL REFERENCES content,
                PRIMARY KEY (run, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE metric (
                run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
                name TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
                PRIMARY KEY (run, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE chunk (
                run INTEGER NOT NULL REFERENCES run, first_path INTEGER NOT NULL, paths INTEGER NOT NULL,
                checksum TEXT NOT NULL,            -- SHA-256 of metric names, first path and values
                "values" BLOB NOT NULL,            -- little-endian Float32, by path, then metric
                PRIMARY KEY (run, first_path)
            ) STRICT;
            CREATE INDEX chunk_paths ON chunk (run, paths);

            CREATE TABLE audit (
                run INTEGER NOT NULL REFERENCES run, position INTEGER NOT NULL,
                finding TEXT NOT NULL, worst REAL,
                PRIMARY KEY (run, position)
            ) STRICT, WITHOUT ROWID;
            """)
}
