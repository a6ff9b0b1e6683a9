import Analysis
import Engine
import Reports
import RunStore

extension Pages {
    /// Sliders for the assumptions that matter most, shocks to switch on, and a run that shows itself as it goes.
    func edit(_ stored: StoredRun, _ asked: Asked) async throws -> PageContent {
        let (program, threads) = (try await desk.program(stored), desk.settings.threads)
        let isLarge = program.isLarge
        let screen = try await desk.kept("screen", of: stored) {
            try await AssumptionScreen.compute(
                program, paths: isLarge ? 512 : 2_048, count: 12, threads: threads)
        }
        var page = PageContent(
            Sheet(title: labels[.edit], question: labels[.editQuestion], method: "evidence")
        ) { try AnswerJSON.text(screen) }
        page.after = form(stored, program, screen, usual: min(stored.manifest.paths, isLarge ? 512 : 4_096))
        return page
    }

    private func form(_ stored: StoredRun, _ program: Program, _ screen: AssumptionScreen, usual: Int) -> String {
        var text =
            "<p>\(escaped(labels(.editHow, "\(screen.paths)", Figure.text(screen.chance * 100, digits: 1))))</p>\n"
        text += "<form class=\"edit\" method=\"post\" action=\"/live\" data-run>"
        text += "<input type=\"hidden\" name=\"csrf\" value=\"\(formToken)\">"
        text += "<input type=\"hidden\" name=\"run\" value=\"\(stored.number)\">"
        text += "<div class=\"sliders\">"
        for (number, row) in screen.rows.enumerated() {
            let step = (row.high - row.low) / 200
            text += "<div class=\"slider\"><label for=\"s\(number)\">\(escaped(row.input))</label>"
            text +=
                "<input type=\"range\" id=\"s\(number)\" name=\"set.\(escaped(row.input))\" min=\"\(row.low)\" max=\"\(row.high)\" "
            text += "step=\"\(step)\" value=\"\(row.value)\" data-unit=\"\(escaped(row.unit))\">"
            text += "<input type=\"hidden\" name=\"was.\(escaped(row.input))\" value=\"\(row.value)\">"
            text += "<input type=\"hidden\" name=\"unit.\(escaped(row.input))\" value=\"\(escaped(row.unit))\">"
            text += "<output for=\"s\(number)\">\(escaped("\(Figure.text(row.value)) \(row.unit)"))</output>"
            text +=
                "<small>\(escaped("\(Figure.text(row.low)) – \(Figure.text(row.high)) \(row.unit); \(labels(.weightShare, Figure.text(row.weight * 100, digits: 1)))"))"
            text += row.reason.isEmpty ? "</small></div>" : "; \(escaped(row.reason))</small></div>"
        }
        text += "</div>\n"
        text += ShockFields.html(program.scenario, labels, size: .severity) { name in
            program.shocks.contains { $0.name == name }
        }
        text += "<p class=\"go\">" + Controls.paths(labels, usual)
        text += " <button class=\"main\">\(escaped(labels[.runLive]))</button></p></form>\n"
        return text + Self.live
    }
}
