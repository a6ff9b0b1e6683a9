import Analysis
import Engine
import Foundation
import Model
import Reports
import RunStore
import Workbench

/// One run from program to answer: computes, stores chunk by chunk, and adds the runs of the scenario's shocks.
struct RunJob {
    let program: Program
    let paths: Int
    let overrides: [String]
    let threads: Int
    let width: Int?
    let audit: Bool
    /// Metrics times paths that are kept in memory.
    let valuesInMemory: Int
    /// The stored run to go on with.
    var resuming: StoredRun?

    func answer(effects: Bool, ranges: Bool, store: RunStore?) async throws -> OverviewAnswer {
        let clock = ContinuousClock.now
        let run = try await compute(store: store)
        let seconds = (ContinuousClock.now - clock) / .seconds(1)
        var shocked: [(ShockSetting, Run)] = []
        if effects {
            let paths = program.isLarge ? min(self.paths, OverviewAnswer.lookedAtPaths) : self.paths
            for item in program.scenario["shocks"] {
                let setting = ShockSetting(name: item.name)
                let other = try Program(program.scenario, shocks: [setting])
                let bar = ProgressBar("shock \(item.name)", total: paths)
                var done = 0
                let effect = try await Runner(other, threads: threads, width: width).run(paths: paths) { chunk in
                    done += chunk.rows.count
                    bar.update(done)
                }
                shocked.append((setting, effect))
                bar.finish()
            }
        }
        var answer = OverviewAnswer(run.run, of: program, seconds: seconds, shocked: shocked)
        try await answer.addBuildOut(
            program, paths: min(paths, OverviewAnswer.lookedAtPaths),
            traced: min(paths, OverviewAnswer.tracedPaths), threads: threads)
        if ranges {
            let bar = ProgressBar("assumptions", total: 11)
            answer.ranges = try await AssumptionRanges.compute(
                program.scenario, shocks: program.shocks, screened: 4_000,
                paths: min(paths, OverviewAnswer.lookedAtPaths), threads: threads,
                each: { done, _ in bar.update(done + 1) })
            bar.finish()
        }
        try run.numbers.requireReadable()
        if let store, let number = run.number {
            try store.finish(
                number, digest: answer.digest, audit: run.run.audit, seconds: seconds,
                summary: try AnswerJSON.text(answer))
            Console.error("stored as run \(number) in \(Library.store)")
        }
        return answer
    }

    private func compute(
        store: RunStore?
    ) async throws -> (run: Run, number: Int64?, numbers: RunCollection) {
        let manifest = Manifest(program, paths: paths, overrides: overrides)
        let metrics = Overview.metrics(of: program)
        let collection = try RunCollection(manifest, metrics: metrics, valuesInMemory: valuesInMemory)
        let number =
            try resuming?.number
            ?? store?.begin(
                manifest: manifest, scenario: program.scenario, metrics: metrics, machine: Machine.name,
                command: CommandLine.arguments.joined(separator: " "))
        var done = 0
        var stored: Set<Int> = []
        if let store, let resuming {
            guard resuming.manifest == manifest else {
                throw Problem(
                    "run \(resuming.number) does not come out of its own files as it was begun; begin another")
            }
            try store.forEachChunk(of: resuming.number) { chunk in
                try collection.add(chunk)
                stored.insert(chunk.firstPath)
                done += chunk.rows.count
            }
            Console.error("run \(resuming.number): \(done) of \(paths) paths are stored")
        }
        let bar = ProgressBar(program.scenario.settings.name, total: paths)
        defer { bar.finish() }
        do {
            let findings = try await Runner(program, threads: threads, width: width, audit: audit).run(
                paths: 0..<paths, skipping: stored
            ) { chunk in
                if let store, let number { try store.append(chunk, to: number) }
                try collection.add(chunk)
                done += chunk.rows.count
                bar.update(done)
            }
            return (try collection.run(audit: audit ? findings : []), number, collection)
        } catch {
            // A full disk or a locked file is no fault of the run, which may go on later.
            if let store, let number, error is RunError { try? store.fail(number, message: "\(error)") }
            throw error
        }
    }
}

/// What a manifest says of the machine.
enum Machine {
    static var threads: Int { ProcessInfo.processInfo.activeProcessorCount }

    static var name: String {
        let info = ProcessInfo.processInfo
        return "\(info.operatingSystemVersionString), \(info.activeProcessorCount) cores"
    }
}
