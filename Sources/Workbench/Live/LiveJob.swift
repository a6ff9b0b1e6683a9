import Analysis
import Engine
import Foundation
import Model
import Reports
import RunStore

/// What the server computes while somebody watches.
protocol LiveWork: Sendable {
    /// Heading of the page that follows it.
    var title: String { get }
    /// Paths to run; a guess where it is not known before.
    var paths: Int { get }
    /// The command that does the same.
    var command: String { get }

    /// Does it, tells how far it is and shows what there is.
    func perform(_ live: LiveRun, store: RunStore, threads: Int, labels: Labels) async throws
}

/// A scenario with some inputs changed and some shocks on, run and stored.
struct LiveJob: LiveWork {
    let scenario: Scenario
    let overrides: [String]
    let shocks: [ShockSetting]
    let paths: Int
    let command: String

    var title: String { scenario.settings.title.isEmpty ? scenario.settings.name : scenario.settings.title }

    /// Runs, stores chunk by chunk, and shows a picture after the first chunk and each time the paths have doubled.
    func perform(_ live: LiveRun, store: RunStore, threads: Int, labels: Labels) async throws {
        let clock = ContinuousClock.now
        var seconds: Double { (ContinuousClock.now - clock) / .seconds(1) }
        let program = try Program(scenario, shocks: shocks)
        let metrics = Overview.metrics(of: program)
        guard paths <= (1 << 30) / max(1, metrics.count) else {
            throw RunError.tooLarge(paths: paths, metrics: metrics.count)
        }
        let manifest = Manifest(program, paths: paths, overrides: overrides)
        let number = try store.begin(
            manifest: manifest, scenario: scenario, metrics: metrics,
            machine: "\(ProcessInfo.processInfo.activeProcessorCount) cores", command: command)
        do {
            var columns = metrics.map { _ in [Float](repeating: .nan, count: paths) }
            var isDone = [Bool](repeating: false, count: paths)
            var (done, next) = (0, min(Runner.chunk, paths))
            let findings = try await Runner(program, threads: threads).run(paths: 0..<paths) { chunk in
                try store.append(chunk, to: number)
                chunk.fill(&columns)
                for path in chunk.paths { isDone[path] = true }
                done += chunk.rows.count
                live.note {
                    $0.done = done
                    $0.seconds = seconds
                }
                guard done >= next, done < paths else { return }
                next = done * 2
                let kept = isDone.indices.filter { isDone[$0] }
                let part = Run(
                    Manifest(program, paths: done, overrides: overrides), metrics: metrics,
                    columns: Columns(columns.map { column in kept.map { column[$0] } }), audit: [])
                live.show(Self.picture(OverviewAnswer(part, of: program, seconds: seconds), labels))
            }
            let run = Run(manifest, metrics: metrics, columns: Columns(columns), audit: findings)
            let time = seconds
            var answer = OverviewAnswer(run, of: program, seconds: time)
            answer.audit = []
            live.show(Self.picture(answer, labels))
            try await answer.addBuildOut(
                program, paths: min(paths, OverviewAnswer.lookedAtPaths),
                traced: min(paths, OverviewAnswer.tracedPaths), threads: threads)
            try store.finish(
                number, digest: answer.digest, audit: [], seconds: time, summary: try AnswerJSON.text(answer))
            live.show(Self.picture(answer, labels))
            live.note {
                $0.status = .finished
                $0.run = number
                $0.digest = answer.digest
                $0.seconds = seconds
            }
        } catch {
            try? store.fail(number, message: "\(error)")
            throw error
        }
    }

    private static func picture(_ answer: OverviewAnswer, _ labels: Labels) -> String {
        OverviewSheet.sheet(answer, labels: labels).html(address: nil, labels: labels, json: Layout.json)
    }
}
