import Reports
import RunStore

/// A question about a stored run that takes long: computed while somebody watches, then kept beside the run.
struct LiveQuestion: LiveWork {
    typealias Progress = @Sendable (_ done: Int, _ of: Int) -> Void

    let title: String
    let paths: Int
    let command: String
    /// The run that it is about, and the name under which the store keeps the answer.
    let run: Int64
    let question: String
    /// Where the answer is shown: `load-lines`.
    let page: String
    /// Computes the answer, and shows what is known so far.
    let answer:
        @Sendable (_ threads: Int, _ each: @escaping Progress, _ show: @escaping @Sendable (Sheet) -> Void) async throws
            -> any Encodable & Sendable

    func perform(_ live: LiveRun, store: RunStore, threads: Int, labels: Labels) async throws {
        let clock = ContinuousClock.now
        let answer = try await answer(
            threads,
            { done, total in
                live.note {
                    ($0.done, $0.paths) = (done, total)
                    $0.seconds = (ContinuousClock.now - clock) / .seconds(1)
                }
            },
            { live.show($0.html(address: nil, labels: labels, json: Layout.json)) })
        try store.keep(answer, to: question, of: run)
        live.note {
            $0.status = .finished
            $0.run = run
            $0.done = $0.paths
            $0.seconds = (ContinuousClock.now - clock) / .seconds(1)
        }
    }
}
