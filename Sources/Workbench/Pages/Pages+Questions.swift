import Analysis
import Calendar
import Engine
import Model
import Reports
import RunStore

/// Pages whose answers take many runs: shown as they are kept beside the run, computed where somebody asks for them.
extension Pages {
    func loadLines(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let program = try await desk.program(stored)
        guard !program.scenario["shocks"].isEmpty else {
            throw program.lacks("the scenario has no shocks", hint: "add a section `shocks`, as `childress` has")
        }
        let form = loadLineForm(stored, program)
        guard
            let answer = try desk.store.answer(
                LoadLineAnswer.self, to: LoadLineAnswer.question, of: stored.number)
        else {
            var page = PageContent(
                Sheet(
                    title: labels[.loadLines], question: labels[.loadLineQuestion], method: "loadline",
                    blocks: [.text(labels[.noLoadLines])])
            ) {
                throw PageProblem.notFound(
                    "no load lines of run \(stored.number) are kept: compute them on its page, or type "
                        + "`plimsoll loadline --run \(stored.number)`")
            }
            page.after = form
            return page
        }
        let threshold = LoadLineSheet.threshold(answer, asked: Double(asked["threshold"]))
        var page = PageContent(
            LoadLineSheet.sheet(
                answer, threshold: threshold, party: asked["party"], shock: asked["shock"], labels: labels)
        ) { try AnswerJSON.text(answer) }
        let shown = LoadLineSheet.chosen(
            answer, answer.rows.filter { $0.threshold == threshold }, asked["party"], asked["shock"])
        var controls = Controls(labels)
        controls.choice(
            .thresholdChoice, "threshold", answer.thresholds.map { ("\($0)", Figure.percent($0, digits: 0)) },
            chosen: "\(threshold)")
        controls.choice(
            .partyChoice, "party", answer.parties.filter(\.owes).map { ($0.party, $0.title) },
            chosen: shown?.party ?? "")
        controls.choice(.shocksChoice, "shock", answer.shocks.map { ($0.shock, $0.title) }, chosen: shown?.shock ?? "")
        page.controls = controls.html
        page.after =
            "<details class=\"again\"><summary>\(escaped(labels[.computeAgain]))</summary>\(form)</details>\n"
        return page
    }

    private func loadLineForm(_ stored: StoredRun, _ program: Program) -> String {
        let isLarge = program.isLarge
        var text = asking("load-lines", of: stored)
        text += "<p>\(escaped(labels[.loadLineHow]))</p>"
        text += ShockFields.html(program.scenario, labels, size: .rangeEnd, times: "2 × ") { _ in !isLarge }
        text += "<p class=\"go\"><label>\(escaped(labels[.byWhen])) <input name=\"by\" maxlength=\"6\" "
        text += "placeholder=\"\(program.scenario.settings.start.advanced(by: program.quarters - 1))\"></label> "
        text += Controls.paths(labels, isLarge ? 100 : 1_000)
        return text + " <button class=\"main\">\(escaped(labels[.computeThem]))</button></p></form>\n" + Self.live
    }

    /// This run against another: at once where runs are quick, else when somebody asks for it.
    func compare(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let others = try desk.store.runs().filter { $0.status == .finished && $0.number != stored.number }
        guard
            let other = others.first(where: { "\($0.number)" == asked["with"] })
                ?? others.last(where: { $0.manifest.scenario == stored.manifest.scenario }) ?? others.last
        else { throw PageProblem.refused("there is only one finished run: start another, then compare them") }
        let comparison = try Comparison(other, against: stored, in: desk.store)
        var answer = try desk.store.answer(CompareAnswer.self, to: comparison.question, of: stored.number)
        let paths = asked.number("paths").map { max(2, min($0, 5_000)) } ?? answer?.paths ?? comparison.usualPaths
        let (own, against) = (try await desk.program(stored), try await desk.program(other))
        let isQuick = !own.isLarge && !against.isLarge
        if isQuick, answer?.paths != paths {
            let (threads, store) = (desk.settings.threads, desk.store)
            answer = try await desk.answer("\(comparison.question) \(paths)", of: stored) {
                let answer = try await comparison.answer(paths: paths, threads: threads)
                try store.keep(answer, to: comparison.question, of: stored.number)
                return answer
            }
        }
        var page: PageContent
        if let answer {
            page = PageContent(
                CompareSheet.sheet(answer, conditions: (conditions(other), conditions(stored)), labels: labels)
            ) { try AnswerJSON.text(answer) }
        } else {
            page = PageContent(
                Sheet(title: labels[.compare], question: labels[.compareQuestion], method: "compare")
            ) {
                throw PageProblem.notFound(
                    "runs \(other.number) and \(stored.number) have not been compared: do it on their page, or type "
                        + "`plimsoll compare \(other.number) \(stored.number)`")
            }
        }
        if !isQuick {
            var form = asking("compare", of: stored)
            form +=
                "<input type=\"hidden\" name=\"with\" value=\"\(other.number)\"><p>\(escaped(labels[.compareHow]))</p>"
            form += "<p class=\"go\">" + Controls.paths(labels, paths)
            form += " <button class=\"main\">\(escaped(labels[.computeThem]))</button></p></form>\n" + Self.live
            page.after = form
        }
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

    private func conditions(_ stored: StoredRun) -> String {
        let manifest = stored.manifest
        let changes = manifest.shocks.map(\.text) + manifest.overrides
        return "\(manifest.scenario), \(changes.isEmpty ? labels[.noShocks] : changes.joined(separator: ", ")), "
            + "\(labels[.seed]) \(manifest.seed), digest \((stored.digest ?? "").prefix(16))"
    }

    /// The beginning of a form that asks the server to compute something while the reader watches.
    private func asking(_ question: String, of stored: StoredRun) -> String {
        "<form class=\"edit\" method=\"post\" action=\"/live\" data-run>"
            + "<input type=\"hidden\" name=\"csrf\" value=\"\(formToken)\">"
            + "<input type=\"hidden\" name=\"question\" value=\"\(question)\">"
            + "<input type=\"hidden\" name=\"run\" value=\"\(stored.number)\">"
    }

    /// Where what is computed shows itself.
    static let live = "<section id=\"live\" aria-live=\"polite\"></section>\n"
}
