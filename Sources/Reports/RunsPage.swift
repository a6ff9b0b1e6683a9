/// The list of stored runs on a terminal.
package enum RunsPage {
    /// Rows of: number, scenario, status, paths, seed, start, digest.
    package static func text(_ rows: [[String]], width: Int) -> String {
        var table = TextTable(
            ["run", "scenario", "status", "paths", "seed", "started", "digest"],
            [.right, .left, .left, .right, .right, .left, .left])
        for row in rows { table.add(row) }
        return table.lines(width: max(60, width), indent: 0).joined(separator: "\n") + "\n"
    }
}
