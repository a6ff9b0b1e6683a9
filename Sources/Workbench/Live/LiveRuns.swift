import Foundation
import HTTPTypes
import Logging
import Reports
import RunStore

/// Live runs, one at a time: the others wait in line.
actor LiveRuns {
    private let store: RunStore
    private let threads: Int
    private let labels: Labels
    private let counters: Counters
    private var runs: [LiveRun] = []
    private var line: [LiveRun] = []
    private var current: (run: LiveRun, task: Task<Void, Never>)?
    private var next = 1

    /// Most runs that may wait.
    static let longestLine = 8

    init(store: RunStore, threads: Int, labels: Labels, counters: Counters) {
        self.store = store
        self.threads = threads
        self.labels = labels
        self.counters = counters
    }

    func submit(_ job: any LiveWork) throws -> LiveRun {
        guard line.count < Self.longestLine else {
            throw PageProblem(
                status: .tooManyRequests, description: "\(line.count) runs wait already: try again when some are done")
        }
        let run = LiveRun(next, job)
        next += 1
        runs = runs.suffix(40) + [run]
        line.append(run)
        begin()
        return run
    }

    func run(_ id: Int) throws -> LiveRun {
        guard let run = runs.first(where: { $0.id == id }) else {
            throw PageProblem.notFound("there is no live run \(id)")
        }
        return run
    }

    func cancel(_ id: Int) throws {
        let run = try run(id)
        if current?.run.id == id {
            current?.task.cancel()
        } else if line.contains(where: { $0.id == id }) {
            line.removeAll { $0.id == id }
            run.note { $0.status = .cancelled }
        }
    }

    /// Keeps the lines of all watchers open.
    func beat() {
        for run in runs { run.beat() }
    }

    /// Ends what runs and lets go of everybody.
    func shutDown() {
        line = []
        current?.task.cancel()
        for run in runs { run.dismiss() }
    }

    private func begin() {
        guard current == nil, !line.isEmpty else { return }
        let run = line.removeFirst()
        let (store, threads, labels, counters) = (store, threads, labels, counters)
        let task = Task.detached { [self] in
            run.note { $0.status = .running }
            do {
                try await run.job.perform(run, store: store, threads: threads, labels: labels)
            } catch is CancellationError {
                run.note { $0.status = .cancelled }
            } catch {
                run.note {
                    $0.status = .failed
                    $0.message = "\(error)"
                }
            }
            counters.noteLiveRun(run.snapshot.status.rawValue)
            await self.ended()
        }
        current = (run, task)
    }

    private func ended() {
        current = nil
        begin()
    }
}
