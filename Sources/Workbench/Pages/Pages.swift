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
        case .loadLines: return try await loadLines(stored, asked)
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
        await desk.prepare(stored)
        return PageContent(OverviewSheet.sheet(answer, labels: labels)) { try AnswerJSON.text(answer) }
    }

    private func power(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let answer = try await desk.power(stored, asked: asked.number("paths"))
        var page = PageContent(PowerSheet.sheet(answer, region: asked["region"], labels: labels)) {
            try AnswerJSON.text(answer)
        }
        if answer.regions.count > 1 {
            var controls = Controls(labels)
            controls.choice(
                .regionChoice, "region", answer.regions.map { ($0.region, $0.title) }, chosen: asked["region"])
            page.controls = controls.html
        }
        page.sheet.blocks.append(.text(labels(.usedPaths, "\(answer.paths)")))
        return page
    }

    private func compute(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let answer = try await desk.compute(stored, asked: asked.number("paths"))
        var page = PageContent(ComputeSheet.sheet(answer, generation: asked["generation"], labels: labels)) {
            try AnswerJSON.text(answer)
        }
        let used = answer.generations.filter { ($0.units.max() ?? 0) > 0 }
        var controls = Controls(labels)
        controls.choice(
            .generationChoice, "generation", used.map { ($0.generation, $0.title) }, chosen: asked["generation"])
        page.controls = controls.html
        page.sheet.blocks.append(.text(labels(.usedPaths, "\(answer.paths)")))
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
}
