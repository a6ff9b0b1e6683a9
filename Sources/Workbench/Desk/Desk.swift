import Analysis
import Engine
import Reports
import RunStore

/// What lies on the desk: the store, and the programs and answers that were asked for lately. Each is computed once, however many
/// browsers wait for it.
actor Desk {
    let settings: WorkbenchSettings
    nonisolated let store: RunStore
    private let programs = Shelf(limit: 4)
    private let answers = Shelf(limit: 60)
    /// Runs whose slow pages are made ready, or were.
    var prepared: Set<Int64> = []

    init(_ settings: WorkbenchSettings) throws {
        self.settings = settings
        store = try RunStore(path: settings.store)
    }

    /// The finished run of a number, of a scenario's name, or `latest`.
    nonisolated func run(named name: String) throws -> StoredRun {
        var stored = try store.run(named: name)
        if stored.status != .finished, Int64(name) == nil {
            // The latest may still run, or have been cancelled: the latest finished one is meant.
            let others = try store.runs().filter {
                $0.status == .finished && (name == "latest" || $0.manifest.scenario == name)
            }
            stored = others.last ?? stored
        }
        guard stored.status == .finished else {
            throw PageProblem.refused("run \(stored.number) is \(stored.status.rawValue): its pages need all its paths")
        }
        return stored
    }

    /// The program of a stored run, compiled from the text that the store keeps.
    func program(_ stored: StoredRun) async throws -> Program {
        let store = store
        return try await programs.value("\(stored.number)") {
            try store.program(of: stored)
        }
    }

    /// An answer about a stored run, kept under a key.
    func answer<Answer: Sendable>(
        _ key: String, of stored: StoredRun, _ make: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await answers.value("\(stored.number) \(key)", make)
    }

    /// An answer that takes long: as the store keeps it, or computed now and kept there for the next time.
    func kept<Answer: Codable & Sendable>(
        _ question: String, of stored: StoredRun, _ make: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let store = store
        return try await answer(question, of: stored) {
            if let answer = try store.answer(Answer.self, to: question, of: stored.number) { return answer }
            let answer = try await make()
            try store.keep(answer, to: question, of: stored.number)
            return answer
        }
    }

    /// All numbers of a stored run.
    func loaded(_ stored: StoredRun) async throws -> Run {
        let store = store
        return try await answer("run", of: stored) { try store.load(stored.number) }
    }

    /// The one-page answer: as it was stored, or computed anew where another version stored it.
    func overview(_ stored: StoredRun) async throws -> OverviewAnswer {
        let (store, threads) = (store, settings.threads)
        let program = try await program(stored)
        let run = try await loaded(stored)
        return try await answer("overview", of: stored) {
            if let text = try store.summary(stored.number), let answer = try? AnswerJSON.read(OverviewAnswer.self, text)
            {
                return answer
            }
            var answer = OverviewAnswer(run, of: program, seconds: stored.seconds ?? 0)
            try await answer.addBuildOut(
                program, paths: min(stored.manifest.paths, OverviewAnswer.lookedAtPaths),
                traced: min(stored.manifest.paths, OverviewAnswer.tracedPaths), threads: threads)
            return answer
        }
    }

    /// One path of a stored run, computed again.
    func replay(_ path: UInt64, of stored: StoredRun) async throws -> Replay {
        guard path < UInt64(stored.manifest.paths) else {
            throw PageProblem.notFound("run \(stored.number) has paths 0 to \(stored.manifest.paths - 1), not \(path)")
        }
        let program = try await program(stored)
        return try await answer("replay \(path)", of: stored) { try Replay(program, path: path) }
    }

    func flows(_ path: UInt64, of stored: StoredRun) async throws -> FlowsAnswer {
        let (replay, program) = (try await replay(path, of: stored), try await program(stored))
        return try await answer("flows \(path)", of: stored) { try FlowsAnswer(replay, of: program) }
    }

    /// Paths that a page looks at, of a run.
    func paths(_ stored: StoredRun, asked: Int?) async throws -> Int {
        let isLarge = try await program(stored).isLarge
        let usual = isLarge ? settings.largePaths : settings.smallPaths
        return min(stored.manifest.paths, max(1, min(asked ?? usual, 5_000)))
    }
}
