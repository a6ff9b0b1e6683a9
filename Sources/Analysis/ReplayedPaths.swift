import Engine

/// Paths replayed on several threads, each turned at once into what a question needs: a replay itself is large.
enum ReplayedPaths {
    /// - Parameter each: told how many paths are done.
    /// - Returns: a part for each path from 0 on, in order.
    static func map<Part: Sendable>(
        _ program: Program, paths: Int, threads: Int, each: (Int) -> Void = { _ in },
        _ part: @escaping @Sendable (Replay) throws -> Part
    ) async throws -> [Part] {
        var parts = [Part?](repeating: nil, count: paths)
        var waiting = (0..<paths).makeIterator()
        var done = 0
        try await withThrowingTaskGroup(of: (Int, Part).self) { group in
            func start() {
                guard let path = waiting.next() else { return }
                group.addTask {
                    try Task.checkCancellation()
                    return (path, try part(Replay(program, path: UInt64(path))))
                }
            }
            for _ in 0..<max(1, threads) { start() }
            while let (path, own) = try await group.next() {
                parts[path] = own
                done += 1
                each(done)
                start()
            }
        }
        return parts.compactMap { $0 }
    }
}
