import Analysis
import Engine
import Model
import Reports
import RunStore

/// Makes the pages about a stored run: an answer from the same functions as the command line's, laid out by the same sheets as the
/// memo's.
struct Pages: Sendable {
    let desk: Desk
    let labels: Labels
    /// What a form must send along to write anything.
    let formToken: String

    func content(_ page: PageName, of stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        switch page {
        case .overview: return try await overview(stored)
        case .money: return try await money(stored, asked)
        case .parties: return try await party(stored, asked)
        case .power: return try await power(stored, asked)
        case .compute: return try await compute(stored, asked)
        case .stories: return try await story(stored, asked)
        case .facts: return try await facts(stored, asked)
        case .compare: return try await compare(stored, asked)
        case .edit: return try await edit(stored, asked)
        }
    }

    private func overview(_ stored: StoredRun) async throws -> PageContent {
        let answer = try await desk.overview(stored)
        return PageContent(OverviewSheet.sheet(answer, labels: labels)) { try AnswerJSON.text(answer) }
    }

    private func power(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let (program, threads) = (try await desk.program(stored), desk.settings.threads)
        let paths = try await desk.paths(stored, asked: asked.number("paths"))
        let answer = try await desk.answer("power \(paths)", of: stored) {
            try await PowerAnswer.compute(program, paths: paths, threads: threads)
        }
        var page = PageContent(PowerSheet.sheet(answer, region: asked["region"], labels: labels)) {
            try AnswerJSON.text(answer)
        }
        if answer.regions.count > 1 {
            var controls = Controls(labels)
            controls.choice(
                .regionChoice, "region", answer.regions.map { ($0.region, $0.title) }, chosen: asked["region"])
            page.controls = controls.html
        }
        page.sheet.blocks.append(.text(labels(.usedPaths, "\(paths)")))
        return page
    }

    private func compute(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let (program, threads) = (try await desk.program(stored), desk.settings.threads)
        let paths = try await desk.paths(stored, asked: asked.number("paths"))
        let answer = try await desk.answer("compute \(paths)", of: stored) {
            try await ComputeAnswer.compute(program, paths: paths, threads: threads)
        }
        var page = PageContent(ComputeSheet.sheet(answer, generation: asked["generation"], labels: labels)) {
            try AnswerJSON.text(answer)
        }
        let used = answer.generations.filter { ($0.units.max() ?? 0) > 0 }
        var controls = Controls(labels)
        controls.choice(
            .generationChoice, "generation", used.map { ($0.generation, $0.title) }, chosen: asked["generation"])
        page.controls = controls.html
        page.sheet.blocks.append(.text(labels(.usedPaths, "\(paths)")))
        return page
    }

    private func facts(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let answer = FactsAnswer(try await desk.program(stored).scenario)
        var page = PageContent(FactsSheet.sheet(answer, query: asked["q"], labels: labels)) {
            try AnswerJSON.text(answer)
        }
        var controls = Controls(labels)
        controls.search(.searchFacts, "q", asked["q"])
        page.controls = controls.html
        return page
    }

    private func compare(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let others = try desk.store.runs().filter { $0.status == .finished && $0.number != stored.number }
        guard
            let other = others.first(where: { "\($0.number)" == asked["with"] })
                ?? others.last(where: { $0.manifest.scenario == stored.manifest.scenario }) ?? others.last
        else { throw PageProblem.refused("there is only one finished run: start another, then compare them") }
        let (before, after) = (try await desk.loaded(other), try await desk.loaded(stored))
        let (first, second) = (try await desk.program(other), try await desk.program(stored))
        let answer = try await desk.answer("compare \(other.number)", of: stored) {
            RunComparison(before, of: first, after, of: second)
        }
        var page = PageContent(CompareSheet.sheet(answer, labels: labels)) { try AnswerJSON.text(answer) }
        var controls = Controls(labels)
        controls.choice(
            .withRun, "with",
            others.reversed().map { run in
                (
                    "\(run.number)",
                    "\(run.number) \(run.manifest.scenario) \(run.manifest.shocks.map(\.name).joined(separator: " "))"
                )
            }, chosen: "\(other.number)")
        page.controls = controls.html
        return page
    }
}
