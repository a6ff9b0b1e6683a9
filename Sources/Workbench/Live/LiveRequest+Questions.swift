import Analysis
import Engine
import Foundation
import Reports
import RunStore

extension LiveRequest {
    /// Load lines of a stored run's scenario: all parties, the shocks that are ticked, each to the end written beside it.
    func loadLines(_ desk: Desk, _ labels: Labels) throws -> LiveQuestion {
        let stored = try desk.run(named: form["run"])
        let scenario = try desk.store.scenario(of: stored)
        let shocks = try shocks(of: scenario)
        guard !shocks.isEmpty else { throw PageProblem.refused("tick at least one shock") }
        let paths = try paths(2...100_000) ?? scenario.paths(few: 200, many: 1_000)
        let by = form["by"].trimmingCharacters(in: .whitespaces)
        var asked = LoadLineRequest(shocks: shocks, by: by.isEmpty ? nil : by)
        asked.standing = stored.manifest.shocks
        let request = asked
        let words =
            ["plimsoll loadline --run \(stored.number) --paths \(paths)"] + (by.isEmpty ? [] : ["--by \(by)"])
            + shocks.map { Overlay.option($0) }
        return LiveQuestion(
            title: labels[.loadLines], paths: (1 + shocks.count * request.levels) * paths,
            command: words.joined(separator: " "), run: stored.number, question: LoadLineAnswer.question,
            page: PageName.loadLines.rawValue
        ) { threads, each, show in
            try await LoadLineAnswer.compute(
                scenario, request, paths: paths, threads: threads, each: each,
                found: { show(LoadLineSheet.soFar($0, labels: labels)) })
        }
    }

    /// This run against another: what differs, and which difference moved what.
    func comparison(_ desk: Desk, _ labels: Labels) throws -> LiveQuestion {
        let (stored, other) = (try desk.run(named: form["run"]), try desk.run(named: form["with"]))
        let comparison = try Comparison(other, against: stored, in: desk.store)
        let paths = try paths(2...100_000) ?? comparison.usualPaths
        return LiveQuestion(
            title: labels[.compare], paths: 3 * paths,
            command: "plimsoll compare \(other.number) \(stored.number) --paths \(paths)", run: stored.number,
            question: comparison.question, page: "\(PageName.compare.rawValue)?with=\(other.number)"
        ) { threads, each, _ in
            try await comparison.answer(paths: paths, threads: threads, each: each)
        }
    }
}

/// Two stored runs side by side, as `plimsoll compare` puts them.
struct Comparison: Sendable {
    let before, after: CompareSide
    /// The name under which the store keeps the answer, beside the second run.
    let question: String

    init(_ before: StoredRun, against after: StoredRun, in store: RunStore) throws {
        func side(_ stored: StoredRun) throws -> CompareSide {
            CompareSide(
                name: "run \(stored.number)", scenario: try store.scenario(of: stored), shocks: stored.manifest.shocks)
        }
        (self.before, self.after) = (try side(before), try side(after))
        question = "compare \(before.number)"
    }

    /// Paths that the command line takes where it is not told.
    var usualPaths: Int { before.scenario.paths(few: 500, many: 2_000) }

    func answer(
        paths: Int, threads: Int, each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> CompareAnswer {
        try await CompareAnswer.compute(before, after, paths: paths, threads: threads, each: each)
    }
}
