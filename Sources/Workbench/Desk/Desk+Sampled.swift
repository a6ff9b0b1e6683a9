import Analysis
import Engine
import RunStore

/// Answers that follow some paths of a run again: seconds where the scenario is large, so the store keeps them.
extension Desk {
    func power(_ stored: StoredRun, asked: Int? = nil) async throws -> PowerAnswer {
        let (program, threads) = (try await program(stored), settings.threads)
        let paths = try await paths(stored, asked: asked)
        return try await kept("power \(paths)", of: stored) {
            try await PowerAnswer.compute(program, paths: paths, threads: threads)
        }
    }

    func compute(_ stored: StoredRun, asked: Int? = nil) async throws -> ComputeAnswer {
        let (program, threads) = (try await program(stored), settings.threads)
        let paths = try await paths(stored, asked: asked)
        return try await kept("compute \(paths)", of: stored) {
            try await ComputeAnswer.compute(program, paths: paths, threads: threads)
        }
    }

    /// While somebody reads the overview of a large run, its other pages are made ready. What does not apply is said there.
    func prepare(_ stored: StoredRun) {
        guard prepared.insert(stored.number).inserted else { return }
        Task(priority: .background) {
            guard try await program(stored).isLarge else { return }
            _ = try? await power(stored)
            _ = try? await compute(stored)
        }
    }
}
