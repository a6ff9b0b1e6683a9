/// Rows against columns, the value as colour and as a number.
enum HeatDrawing {
    static func draw(_ chart: Chart) -> SVGText {
        let rows = chart.series.map { $0.name.count > 24 ? String($0.name.prefix(23)) + "…" : $0.name }
        let left = min(180, Double(rows.map(\.count).max() ?? 1) * 6.6 + 14)
        let longest = Double(chart.categories.map(\.count).max() ?? 1) * 6.4
        let width = (548 - left) / Double(max(1, chart.categories.count))
        let isTilted = longest > width
        let top = 26 + (isTilted ? longest * 0.72 + 8 : 18)
        let height = 24.0
        var text = SVGText(width: PlotFrame.width, height: top + height * Double(rows.count) + 8)
        text.text(12, 14, chart.unit, .start, "t2")
        for (column, name) in chart.categories.enumerated() {
            let x = left + (Double(column) + 0.5) * width
            if isTilted {
                text.turned(x - 2, top - 6, name)
            } else {
                text.text(x, top - 7, name, .middle, "t2")
            }
        }
        let most = max(chart.allValues.max() ?? 1, 1e-9)
        for (row, series) in chart.series.enumerated() {
            let y = top + Double(row) * height
            text.text(left - 7, y + 16, rows[row], .end)
            for (column, value) in series.values.enumerated() {
                let x = left + Double(column) * width
                guard let value, value.isFinite else {
                    text.box(x + 1, y + 1, width - 2, height - 2, "blank")
                    continue
                }
                let step = Int((max(0, value) / most * 10).rounded())
                text.box(
                    x + 1, y + 1, width - 2, height - 2, "h\(step)",
                    tip: "\(series.name), \(chart.categories[column]): \(Figure.text(value)) \(chart.unit)")
                if width > 26 {
                    text.text(x + width / 2, y + 16, Figure.text(value), .middle, step > 7 ? "tk" : "t2")
                }
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
