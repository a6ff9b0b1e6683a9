import Analysis
import Engine
import Model
import Reports
import RunStore

extension Pages {
    func party(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let (program, threads) = (try await desk.program(stored), desk.settings.threads)
        let overview = try await desk.overview(stored)
        let firms = program.parties.filter { !$0.isSector }
        // The page opens with the party that fails most.
        let worst = overview.defaults.max { ($0.probability.value, $1.party) < ($1.probability.value, $0.party) }
        let name = asked["party"].isEmpty ? worst?.party ?? firms.first?.name ?? "" : asked["party"]
        let paths = try await desk.paths(stored, asked: asked.number("paths"))
        let answer = try await desk.kept("party \(name) \(paths)", of: stored) {
            try await PartyAnswer.compute(name, program, paths: paths, threads: threads)
        }
        let path = UInt64(max(0, asked.number("path") ?? 0))
        let replay = try await desk.replay(path, of: stored)
        let first = try await desk.replay(0, of: stored)
        let walls = try await desk.answer("walls", of: stored) { RefinancingWallAnswer.all(program, first) }
        let loans = program.listedLoans
        let material = PartySheet.Material(
            party: answer, overview: overview, wall: walls.first { $0.party == name },
            statements: try StatementsAnswer(name, replay, of: program),
            borrowed: loans.filter { $0.borrower.name == name }.map(\.name),
            lent: loans.filter { $0.lender.name == name }.map(\.name))
        var page = PageContent(PartySheet.sheet(material, labels: labels)) { try AnswerJSON.text(answer) }
        var controls = Controls(labels)
        controls.choice(.partyChoice, "party", firms.map { ($0.name, $0.title) }, chosen: name)
        controls.number(.pathChoice, "path", Int(path), most: stored.manifest.paths - 1)
        page.controls = controls.html
        page.sheet.blocks.append(.text(labels(.usedPaths, "\(paths)")))
        return page
    }

    func money(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let path = UInt64(max(0, asked.number("path") ?? 0))
        let flows = try await desk.flows(path, of: stored)
        let overview = try await desk.overview(stored)
        let program = try await desk.program(stored)
        let replay = try await desk.replay(path, of: stored)
        let firms = program.parties.filter { !$0.isSector }
        let usual = overview.money.first?.party ?? firms.first?.name ?? ""
        let name = firms.contains { $0.name == asked["party"] } ? asked["party"] : usual
        let trace = try await desk.answer("trace \(name) \(path)", of: stored) {
            try TraceAnswer(name, replay, of: program)
        }
        let kinds = flows.quarters.flatMap(\.flows).map(\.what).reduce(into: [String]()) {
            if !$0.contains($1) { $0.append($1) }
        }
        let what = kinds.contains(asked["what"]) ? asked["what"] : ""
        let steps =
            [labels[.wholeRunChoice].split(separator: " ").joined(separator: "\u{a0}")] + flows.quarters.map(\.quarter)
        let step = min(max(0, asked.number("step") ?? 0), steps.count - 1)
        var page = PageContent(
            MoneySheet.sheet(
                flows, trace: trace, overview: overview, quarter: step == 0 ? nil : step - 1, what: what, labels: labels
            )
        ) { try AnswerJSON.text(flows) }
        var controls = Controls(labels)
        controls.slider(.quarterChoice, "step", steps, chosen: step)
        controls.choice(.flowClass, "what", [("", labels[.allFlows])] + kinds.map { ($0, $0) }, chosen: what)
        controls.choice(.partyChoice, "party", firms.map { ($0.name, $0.title) }, chosen: name)
        controls.number(.pathChoice, "path", Int(path), most: stored.manifest.paths - 1)
        page.controls = controls.html
        return page
    }

    func story(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let threads = desk.settings.threads
        let (program, run) = (try await desk.program(stored), try await desk.loaded(stored))
        let worst = try await desk.answer("worst", of: stored) { WorstPathsAnswer(run, of: program) }
        let path = UInt64(max(0, asked.number("path") ?? Int(worst.rows.first?.path ?? 0)))
        let replay = try await desk.replay(path, of: stored)
        let flows = try await desk.flows(path, of: stored)
        let story = try await desk.kept("story \(path)", of: stored) {
            try await StoryAnswer.told(replay, of: program, paths: stored.manifest.paths, threads: threads)
        }
        let names = flows.quarters.map(\.quarter)
        let usual =
            story.sentences.first { $0.subject.hasPrefix("parties.") }?.quarter ?? story.sentences.first?.quarter
        let step = min(max(0, asked.number("step") ?? usual.flatMap { names.firstIndex(of: $0) } ?? 0), names.count - 1)
        let sheet = Sheet(
            title: labels(.replayOf, "\(path)"), question: labels[.storiesQuestion], method: "one-deal",
            blocks: [
                .table(StorySheet.journal(story, quarter: names[step], labels: labels)),
                .table(StorySheet.worst(worst, labels: labels)),
            ])
        var page = PageContent(sheet) { try AnswerJSON.text(story) }
        var controls = Controls(labels)
        controls.slider(.quarterChoice, "step", names, chosen: step)
        controls.number(.pathChoice, "path", Int(path), most: stored.manifest.paths - 1)
        page.controls = controls.html
        page.before = StoryMarkup.html(story, flows, step: step, labels: labels)
        return page
    }
}
