import Foundation

/// A Python script running beside the test, as another process with the same file would.
struct Python {
    let process = Process()
    let output = Pipe()

    init(_ script: String, _ arguments: String...) throws {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script] + arguments
        process.standardOutput = output
        try process.run()
    }

    /// Whether there is a Python with SQLite.
    static let isThere: Bool = {
        guard let python = try? Python("import sqlite3") else { return false }
        python.process.waitUntilExit()
        return python.process.terminationStatus == 0
    }()
}
