import Foundation
import Synchronization

/// A run that somebody watches: how far it is, and the latest picture of it.
final class LiveRun: Sendable {
    enum Status: String, Sendable, Codable {
        case waiting, running, finished, cancelled, failed

        var isOver: Bool { self == .finished || self == .cancelled || self == .failed }
    }

    /// What a watcher is told: `progress`, `picture` or `end`; nothing at all, which keeps the line open.
    struct Event: Sendable {
        let name: String
        let data: String
    }

    struct Snapshot: Sendable, Codable {
        var live: Int
        var status: Status
        var done: Int
        var paths: Int
        /// Number of the stored run, once it is finished; of the run that a question is about.
        var run: Int64?
        var digest: String?
        var message: String?
        var seconds: Double
    }

    private struct State {
        var snapshot: Snapshot
        var picture = ""
        var watchers: [Int: AsyncStream<Event>.Continuation] = [:]
        var next = 0
    }

    let id: Int
    let job: any LiveWork
    private let state: Mutex<State>

    init(_ id: Int, _ job: any LiveWork) {
        self.id = id
        self.job = job
        state = Mutex(
            State(snapshot: Snapshot(live: id, status: .waiting, done: 0, paths: job.paths, seconds: 0)))
    }

    var snapshot: Snapshot { state.withLock { $0.snapshot } }
    var picture: String { state.withLock { $0.picture } }

    /// What happens from now on, what is known first. A watcher that is slow misses steps, never the end.
    func watch() -> AsyncStream<Event> {
        let (stream, continuation) = AsyncStream.makeStream(of: Event.self, bufferingPolicy: .bufferingNewest(6))
        state.withLock { state in
            continuation.yield(Self.event("progress", state.snapshot))
            if !state.picture.isEmpty { continuation.yield(Event(name: "picture", data: state.picture)) }
            guard !state.snapshot.status.isOver else {
                continuation.yield(Self.event("end", state.snapshot))
                return continuation.finish()
            }
            let key = state.next
            state.next += 1
            state.watchers[key] = continuation
            continuation.onTermination = { [weak self] _ in self?.leave(key) }
        }
        return stream
    }

    private func leave(_ key: Int) { state.withLock { _ = $0.watchers.removeValue(forKey: key) } }

    func note(_ change: (inout Snapshot) -> Void) {
        let leaving = state.withLock { state -> [AsyncStream<Event>.Continuation] in
            change(&state.snapshot)
            let isOver = state.snapshot.status.isOver
            for watcher in state.watchers.values {
                watcher.yield(Self.event(isOver ? "end" : "progress", state.snapshot))
            }
            guard isOver else { return [] }
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        // Outside the lock: ending a stream calls `leave`.
        for watcher in leaving { watcher.finish() }
    }

    func show(_ picture: String) {
        state.withLock { state in
            state.picture = picture
            for watcher in state.watchers.values { watcher.yield(Event(name: "picture", data: picture)) }
        }
    }

    /// Keeps lines open on which nothing happens; one whose other end has gone is found out.
    func beat() {
        state.withLock { state in
            for watcher in state.watchers.values { watcher.yield(Event(name: "", data: "")) }
        }
    }

    /// Lets go of everybody who watches: the server goes down.
    func dismiss() {
        let leaving = state.withLock { state in
            defer { state.watchers = [:] }
            return Array(state.watchers.values)
        }
        for watcher in leaving { watcher.finish() }
    }

    private static func event(_ name: String, _ snapshot: Snapshot) -> Event {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let text = (try? encoder.encode(snapshot)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return Event(name: name, data: text)
    }
}
