import Foundation
import Reports

/// A page of the guide as HTML: headings, paragraphs, lists, tables, code. Enough for our own pages, and safe for any text.
enum MarkdownPage {
    static func html(_ text: String) -> String {
        var lines = text.components(separatedBy: "\n")[...]
        var html = ""
        while let line = lines.first {
            if line.hasPrefix("```") {
                lines = lines.dropFirst()
                let code = lines.prefix { !$0.hasPrefix("```") }
                lines = lines.dropFirst(code.count + 1)
                html += "<pre tabindex=\"0\"><code>\(escaped(code.joined(separator: "\n")))</code></pre>\n"
            } else if line.hasPrefix("    ") {
                let code = lines.prefix { $0.hasPrefix("    ") || $0.isEmpty }
                lines = lines.dropFirst(code.count)
                let kept = code.map { String($0.dropFirst(4)) }.joined(separator: "\n")
                html += "<pre tabindex=\"0\"><code>\(escaped(kept))</code></pre>\n"
            } else if line.hasPrefix("#") {
                let level = min(4, line.prefix { $0 == "#" }.count)
                // The page has its own first heading.
                html += "<h\(max(2, level))>\(inline(line.drop { $0 == "#" || $0 == " " }))</h\(max(2, level))>\n"
                lines = lines.dropFirst()
            } else if line.hasPrefix("|") {
                let rows = lines.prefix { $0.hasPrefix("|") }
                lines = lines.dropFirst(rows.count)
                html += table(Array(rows))
            } else if isItem(line) {
                var items: [String] = []
                while let next = lines.first, !next.isEmpty, isItem(next) || !items.isEmpty {
                    if isItem(next) {
                        items.append(String(next.drop { $0 != " " }.dropFirst()))
                    } else {
                        items[items.count - 1] += " " + next.trimmingCharacters(in: .whitespaces)
                    }
                    lines = lines.dropFirst()
                }
                html += "<ul>" + items.map { "<li>\(inline($0))</li>" }.joined() + "</ul>\n"
            } else if line.isEmpty {
                lines = lines.dropFirst()
            } else {
                let paragraph = lines.prefix {
                    !$0.isEmpty && !$0.hasPrefix("|") && !$0.hasPrefix("```") && !$0.hasPrefix("#")
                }
                lines = lines.dropFirst(paragraph.count)
                html += "<p>\(inline(paragraph.joined(separator: " ")))</p>\n"
            }
        }
        return html
    }

    private static func isItem(_ line: String) -> Bool {
        line.hasPrefix("- ")
            || line.prefix { $0.isNumber }.isEmpty == false && line.drop { $0.isNumber }.hasPrefix(". ")
    }

    private static func table(_ rows: [String]) -> String {
        let cells = rows.map { row in
            row.trimmingCharacters(in: ["|", " "]).components(separatedBy: "|").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        guard let heading = cells.first else { return "" }
        var html = "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>"
        html += heading.map { "<th scope=\"col\">\(inline($0))</th>" }.joined() + "</tr></thead><tbody>"
        for row in cells.dropFirst(2) { html += "<tr>" + row.map { "<td>\(inline($0))</td>" }.joined() + "</tr>" }
        return html + "</tbody></table></div>\n"
    }

    /// Code, stress and links to other pages of the guide; other links show their text.
    private static func inline(_ text: some StringProtocol) -> String {
        let parts = String(text).components(separatedBy: "`")
        return parts.enumerated().map { index, part in
            guard index % 2 == 0 else { return "<code>\(escaped(part))</code>" }
            var html = escaped(part)
            html = html.replacing(/\[([^\]]+)\]\(([a-z-]+)\.md[^)]*\)/) { "<a href=\"/method/\($0.2)\">\($0.1)</a>" }
            html = html.replacing(/\[([^\]]+)\]\([^)]*\)/) { "\($0.1)" }
            html = html.replacing(/\*\*([^*]+)\*\*/) { "<strong>\($0.1)</strong>" }
            return html.replacing(/\*([^*]+)\*/) { "<em>\($0.1)</em>" }
        }.joined()
    }
}
