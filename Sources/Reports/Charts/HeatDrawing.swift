/// Rows against columns, the value as colour and as a number or a word.
enum HeatDrawing {
    /// - Parameter hasLinks: whether cells lead somewhere; a file of its own leads nowhere.
    static func draw(_ chart: Chart, hasLinks: Bool) -> SVGText {
        let rows = chart.series.map { $0.name.count > 24 ? String($0.name.prefix(23)) + "…" : $0.name }
        let left = min(180, Double(rows.map(\.count).max() ?? 1) * 6.6 + 14)
        let longest = Double(chart.categories.map(\.count).max() ?? 1) * 6.4
        let words = Double(chart.series.flatMap(\.texts).map(\.count).max() ?? 0) * 5.9
        let count = Double(max(1, chart.categories.count))
        var width = max(words > 0 ? words + 10 : 0, (548 - left) / count)
        let isTilted = longest > width
        let right = isTilted ? longest * 0.72 + 4 : 12
        width = max(words > 0 ? words + 10 : 0, (PlotFrame.width - left - right) / count)
        let top = 26 + (isTilted ? longest * 0.72 + 8 : 18)
        let height = 24.0
        var text = SVGText(width: left + width * count + right, height: top + height * Double(rows.count) + 8)
        text.text(12, 14, chart.unit, .start, "t2")
        for (column, name) in chart.categories.enumerated() {
            let x = left + (Double(column) + 0.5) * width
            if isTilted {
                text.turned(x - 2, top - 6, name)
            } else {
                text.text(x, top - 7, name, .middle, "t2")
            }
        }
        let most = chart.most ?? max(chart.allValues.max() ?? 1, 1e-9)
        for (row, series) in chart.series.enumerated() {
            let y = top + Double(row) * height
            text.text(left - 7, y + 16, rows[row], .end)
            for (column, value) in series.values.enumerated() {
                let x = left + Double(column) * width
                let link = hasLinks && series.links.indices.contains(column) ? series.links[column] : ""
                if !link.isEmpty { text.draw(raw: "<a href=\"\(escaped(link))\">") }
                let said = series.texts.indices.contains(column) ? series.texts[column] : Figure.text(value)
                if let value, value.isFinite {
                    let step = Int((min(1, max(0, value) / most) * 10).rounded())
                    text.box(
                        x + 1, y + 1, width - 2, height - 2, "h\(step)",
                        tip: "\(series.name), \(chart.categories[column]): \(said)"
                            + (series.texts.isEmpty ? " \(chart.unit)" : ""))
                    if width > 26 { text.text(x + width / 2, y + 16, said, .middle, "x\(step)") }
                } else {
                    text.box(x + 1, y + 1, width - 2, height - 2, "blank")
                }
                if !link.isEmpty { text.draw(raw: "</a>\n") }
            }
        }
        return text
    }
}

extension SVGText {
    /// A text that climbs to the right.
    mutating func turned(_ x: Double, _ y: Double, _ words: String) {
        let n = Self.number
        draw(raw: "<text class=\"t2\" transform=\"translate(\(n(x)) \(n(y))) rotate(-45)\">\(escaped(words))</text>\n")
    }
}
