import Analysis
import Engine
import Model
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

    /// What weighs more than chance says so; of the rest nothing is claimed.
    private func form(_ stored: StoredRun, _ program: Program, _ screen: AssumptionScreen, usual: Int) -> String {
        let heavy = screen.rows.filter { $0.weight > screen.chance }
        let rest = screen.rows.filter { !($0.weight > screen.chance) }
        var text = ""
        if !heavy.isEmpty {
            let chance = Figure.text(screen.chance * 100, digits: 1)
            text += "<p>\(escaped(labels(.editHow, "\(screen.paths)", chance)))</p>\n"
        }
        text += "<form class=\"edit\" method=\"post\" action=\"/live\" data-run>"
        text += "<input type=\"hidden\" name=\"csrf\" value=\"\(formToken)\">"
        text += "<input type=\"hidden\" name=\"run\" value=\"\(stored.number)\">"
        text += "<div class=\"sliders\">"
        for (number, row) in (heavy + rest).enumerated() {
            if number == heavy.count {
                text += (heavy.isEmpty ? "" : "</div>\n<div class=\"sliders\">")
                text += "<h2>\(escaped(labels[.widestRanges]))</h2>"
            }
            let weight = number < heavy.count ? labels(.weightShare, Figure.text(row.weight * 100, digits: 1)) : ""
            text += slider(row, "s\(number)", title: Self.title(of: row.input, in: program.scenario), weight: weight)
        }
        text += "</div>\n"
        text += ShockFields.html(program.scenario, labels, size: .severity) { name in
            program.shocks.contains { $0.name == name }
        }
        text += "<p class=\"go\">" + Controls.paths(labels, usual)
        text += " <button class=\"main\">\(escaped(labels[.runLive]))</button></p></form>\n"
        return text + Self.live
    }

    private func slider(_ row: AssumptionScreen.Row, _ id: String, title: String, weight: String) -> String {
        let (input, unit) = (escaped(row.input), escaped(row.unit))
        var text = "<div class=\"slider\"><label for=\"\(id)\" title=\"\(input)\">\(escaped(title))</label>"
        text += "<input type=\"range\" id=\"\(id)\" name=\"set.\(input)\" min=\"\(row.low)\" max=\"\(row.high)\" "
        text += "step=\"\((row.high - row.low) / 200)\" value=\"\(row.value)\" data-unit=\"\(unit)\">"
        text += "<input type=\"hidden\" name=\"was.\(input)\" value=\"\(row.value)\">"
        text += "<input type=\"hidden\" name=\"unit.\(input)\" value=\"\(unit)\">"
        text += "<output for=\"\(id)\">\(escaped("\(Figure.text(row.value)) \(row.unit)"))</output>"
        let range = "\(Figure.text(row.low)) – \(Figure.text(row.high)) \(row.unit)"
        let words = [range, weight, row.reason].filter { !$0.isEmpty }.joined(separator: "; ")
        return text + "<small>\(escaped(words))</small></div>"
    }

    /// What an input is called: `GPU loan: margin` for `contracts.gpu-loan.margin`.
    private static func title(of path: String, in scenario: Scenario) -> String {
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count == 3, let item = scenario[parts[0]].first(where: { $0.name == parts[1] }) else { return path }
        let given = item.record.optionalText("title") ?? ""
        return "\(given.isEmpty ? item.name : given): \(parts[2].split(separator: "-").joined(separator: " "))"
    }
}
