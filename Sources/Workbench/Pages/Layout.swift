import Calendar
import Engine
import Foundation
import Reports
import RunStore

/// The frame of every page: head, navigation, conditions, content, foot. No script and no style stands in the text itself.
struct Layout: Sendable {
    let labels: Labels
    /// Whether the interactive libraries are there.
    let hasCharts, hasTables: Bool
    let hasMethods: Bool
    /// What a form must send along to write anything.
    let formToken: String

    func page(
        title: String, question: String, run: StoredRun? = nil, current: PageName? = nil, method: String = "",
        data: String = "", body: String
    ) -> String {
        var text = "<!doctype html>\n<html lang=\"\(labels.language)\">\n<head>\n<meta charset=\"utf-8\">\n"
        text += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        text += "<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"csrf\" content=\"\(formToken)\">\n"
        text += "<title>\(escaped(title)) · Plimsoll</title>\n"
        text += "<link rel=\"icon\" href=\"/assets/mark.svg\" type=\"image/svg+xml\">\n"
        if hasTables { text += "<link rel=\"stylesheet\" href=\"/assets/tabulator.min.css\">\n" }
        text += "<link rel=\"stylesheet\" href=\"/assets/charts.css\">\n"
        text += "<link rel=\"stylesheet\" href=\"/assets/workbench.css\">\n"
        if hasCharts { text += "<script src=\"/assets/echarts.min.js\" defer></script>\n" }
        if hasTables { text += "<script src=\"/assets/tabulator.min.js\" defer></script>\n" }
        text += "<script type=\"module\" src=\"/assets/workbench.js\"></script>\n</head>\n<body>\n"
        text += "<a class=\"skip\" href=\"#content\">\(escaped(labels[.skip]))</a>\n"
        text += header(run, current)
        text += "<main id=\"content\" tabindex=\"-1\">\n"
        if let run { text += conditions(run) }
        text += "<h1>\(escaped(title))</h1>\n<p class=\"question\">\(escaped(question))</p>\n"
        text += body + "</main>\n" + foot(method, data) + "</body>\n</html>\n"
        return text
    }

    private func header(_ run: StoredRun?, _ current: PageName?) -> String {
        var text =
            "<header class=\"top\"><a class=\"brand\" href=\"/\"><img src=\"/assets/mark.svg\" alt=\"\" width=\"26\" height=\"26\"> "
        text += "Plimsoll</a>"
        if let run {
            text += "<nav aria-label=\"\(escaped(labels[.pages]))\"><ul>"
            for page in PageName.allCases {
                text += "<li><a href=\"/runs/\(run.number)/\(page.rawValue)\""
                text += page == current ? " aria-current=\"page\">" : ">"
                text += escaped(page.title(labels)) + "</a></li>"
            }
            text += "</ul></nav>"
        }
        return text + "</header>\n"
    }

    private func conditions(_ run: StoredRun) -> String {
        let manifest = run.manifest
        let end = manifest.start.advanced(by: manifest.quarters - 1)
        var text = "<p class=\"conditions\"><a href=\"/\">\(escaped(labels(.runNumber, "\(run.number)")))</a>: "
        text += escaped(
            "\(manifest.scenario), \(manifest.start) – \(end), \(Figure.text(Double(manifest.paths), digits: 0)) \(labels[.paths]), "
                + "\(labels[.seed]) \(manifest.seed)")
        for shock in manifest.shocks {
            text += " <span class=\"tag\">\(escaped(shock.text))</span>"
        }
        for change in manifest.overrides { text += " <span class=\"tag\">\(escaped(change))</span>" }
        return text
            + " <code title=\"\(escaped(run.digest ?? ""))\">\(escaped(String((run.digest ?? "").prefix(12))))</code></p>\n"
    }

    private func foot(_ method: String, _ data: String) -> String {
        var text = "<footer><p>\(escaped(labels[.disclaimer]))</p><p>"
        if !method.isEmpty, hasMethods { text += "<a href=\"/method/\(method)\">\(escaped(labels[.how]))</a> " }
        text += data + "<a href=\"/api/v1/openapi.json\">\(escaped(labels[.apiDocs]))</a></p></footer>\n"
        return text
    }

    /// A chart as data within the page, harmless wherever it stands.
    static func json(_ chart: Chart) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "Infinity", negativeInfinity: "-Infinity", nan: "NaN")
        let text = (try? encoder.encode(chart)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return text.replacingOccurrences(of: "<", with: "\\u003c").replacingOccurrences(of: ">", with: "\\u003e")
            .replacingOccurrences(of: "&", with: "\\u0026")
    }
}
