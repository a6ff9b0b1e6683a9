extension Sheet {
    /// Where a part of the page is found as a file; nil where there are no files, as in a memo.
    package typealias Address = (_ part: String, _ suffix: String) -> String

    /// The blocks as HTML that reads well without scripts.
    /// - Parameter json: a picture as data for a script that draws it anew.
    package func html(address: Address?, labels: Labels, json: ((Chart) -> String)? = nil) -> String {
        blocks.map { block in
            switch block {
            case .heading(let text): return "<h2>\(escaped(text))</h2>\n"
            case .text(let text): return "<p>\(escaped(text))</p>\n"
            case .list(let items): return "<ul>\(items.map { "<li>\(escaped($0))</li>" }.joined())</ul>\n"
            case .terms(let terms):
                return "<dl class=\"terms\">"
                    + terms.map { "<div><dt>\(escaped($0.name))</dt><dd>\(escaped($0.text))</dd></div>" }.joined()
                    + "</dl>\n"
            case .figures(let figures): return Self.html(figures)
            case .chart(let chart): return Self.html(chart, address, labels, json)
            case .table(let table): return Self.html(table, address, labels)
            }
        }.joined()
    }

    private static func html(_ figures: [Headline]) -> String {
        "<div class=\"headlines\">"
            + figures.map { figure in
                "<div class=\"headline\"><b>\(escaped(figure.value))</b><span>\(escaped(figure.name))</span>"
                    + (figure.detail.isEmpty ? "" : "<small>\(escaped(figure.detail))</small>") + "</div>"
            }.joined() + "</div>\n"
    }

    private static func html(
        _ chart: Chart, _ address: Address?, _ labels: Labels, _ json: ((Chart) -> String)?
    ) -> String {
        let isWide = chart.series.contains { !$0.texts.isEmpty }
        var text = "<figure class=\"chart-box\(isWide ? " wide" : "")\" id=\"\(escaped(chart.id))\">"
        text += "<figcaption><h3>\(escaped(chart.title))</h3></figcaption>"
        text += "<div class=\"picture\" tabindex=\"0\">\(chart.svg())</div>"
        if let json { text += "<script type=\"application/json\" class=\"chart-data\">\(json(chart))</script>" }
        let band = chart.band.isEmpty ? "" : "\(chart.band). "
        if !(band + chart.note).isEmpty { text += "<p class=\"note\">\(escaped(band + chart.note))</p>" }
        if let address {
            text += "<details class=\"numbers\"><summary>\(escaped(labels[.numbers]))</summary>"
            text += rows(chart.table) + "</details>"
            text += "<p class=\"files\"><a href=\"\(escaped(address(chart.id, "csv")))\">CSV</a> "
            text += "<a href=\"\(escaped(address(chart.id, "svg")))\">SVG</a></p>"
        }
        return text + "</figure>\n"
    }

    private static func html(_ table: DataTable, _ address: Address?, _ labels: Labels) -> String {
        var text = "<section class=\"table-box\" id=\"\(escaped(table.id))\"><h3>\(escaped(table.title))</h3>"
        text += rows(table)
        if !table.note.isEmpty { text += "<p class=\"note\">\(escaped(table.note))</p>" }
        if let address {
            text += "<p class=\"files\"><a href=\"\(escaped(address(table.id, "csv")))\">CSV</a></p>"
        }
        return text + "</section>\n"
    }

    /// The table itself, in a box that scrolls by itself where it is too wide.
    package static func rows(_ table: DataTable) -> String {
        var text = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(table.title))\">"
        text += "<table\(table.rows.count > 12 ? " class=\"long\"" : "")><thead><tr>"
        for column in table.columns {
            let unit = column.unit.isEmpty ? "" : "<small>\(escaped(column.unit))</small>"
            text += "<th scope=\"col\"\(column.isNumber ? " class=\"n\"" : "")>\(escaped(column.title))\(unit)</th>"
        }
        text += "</tr></thead><tbody>\n"
        for row in table.rows {
            text += "<tr>"
            for (column, cell) in zip(table.columns, row) {
                let words =
                    cell.link.map { "<a href=\"\(escaped($0))\">\(escaped(cell.text))</a>" } ?? escaped(cell.text)
                text += "<td\(column.isNumber ? " class=\"n\"" : "")>\(words)</td>"
            }
            text += "</tr>\n"
        }
        return text + "</tbody></table></div>"
    }
}
