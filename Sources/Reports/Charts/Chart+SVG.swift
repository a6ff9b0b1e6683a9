extension Chart {
    /// The picture as a static drawing that needs no script and no network.
    package func svg(isAlone: Bool = false) -> String {
        switch kind {
        case .lines: return plot(isAlone) { LinesDrawing(self, $0) }
        case .curve: return plot(isAlone) { CurveDrawing(self, $0) }
        case .stacked: return plot(isAlone) { StackedDrawing(self, $0) }
        case .bars where !isHorizontal: return plot(isAlone) { ColumnsDrawing(self, $0) }
        case .bars: return finished(BarsDrawing.draw(self), isAlone)
        case .heat: return finished(HeatDrawing.draw(self, hasLinks: !isAlone), isAlone)
        case .sankey: return finished(SankeyDrawing.draw(self), isAlone)
        }
    }

    private func plot<Drawing: PlotDrawing>(_ isAlone: Bool, _ make: (PlotFrame) -> Drawing) -> String {
        let legend = LegendRows(series.map(\.name), width: PlotFrame.width)
        let frame = PlotFrame(top: 22 + legend.height, height: 210)
        var text = SVGText(width: PlotFrame.width, height: frame.bottom + 34)
        let drawing = make(frame)
        drawing.axes(&text)
        drawing.marks(&text)
        text.text(frame.left - 40, 14, unit, .start, "t2")
        legend.draw(&text, y: 22, series: series, kind: kind)
        return finished(text, isAlone)
    }

    private func finished(_ text: SVGText, _ isAlone: Bool) -> String {
        let hasLinks = !isAlone && series.contains { !$0.links.isEmpty }
        return text.finished(title: "\(title), \(unit)", description: note, isAlone: isAlone, hasLinks: hasLinks)
    }
}

/// Where a picture with two axes is drawn.
struct PlotFrame {
    static let width = 560.0
    let left = 52.0
    let right = 548.0
    let top, bottom: Double

    init(top: Double, height: Double) {
        self.top = top
        bottom = top + height
    }
}

/// A picture with two axes.
protocol PlotDrawing {
    func axes(_ text: inout SVGText)
    func marks(_ text: inout SVGText)
}

extension SVGText {
    /// The vertical axis: lines across and their numbers.
    mutating func valueAxis(_ scale: ChartScale, _ frame: PlotFrame) {
        for tick in scale.ticks {
            let y = scale(tick)
            line(frame.left, y, frame.right, y, tick == 0 ? "axis" : "grid")
            text(frame.left - 6, y + 4, scale.text(tick), .end, "t2")
        }
    }

    /// The names under a picture, as many as there is room for.
    mutating func categoryAxis(_ names: [String], _ frame: PlotFrame, at place: (Int) -> Double) {
        let widest = Double(names.map(\.count).max() ?? 1) * 6.4 + 10
        let room = max(1, Int((frame.right - frame.left) / widest))
        let every = max(1, (names.count + room - 1) / room)
        for (number, name) in names.enumerated() where number % every == 0 {
            text(place(number), frame.bottom + 17, name, .middle, "t2")
        }
    }
}

/// Names of series in rows above a picture.
struct LegendRows {
    private let rows: [[(number: Int, name: String, x: Double)]]
    var height: Double { rows.isEmpty ? 0 : Double(rows.count) * 17 + 6 }

    init(_ names: [String], width: Double) {
        var rows: [[(number: Int, name: String, x: Double)]] = []
        var x = width
        for (number, name) in names.enumerated() where names.count > 1 || !name.isEmpty {
            let room = Double(name.count) * 6.6 + 34
            if x + room > width {
                rows.append([])
                x = 12
            }
            rows[rows.count - 1].append((number, name, x))
            x += room
        }
        self.rows = names.count > 1 ? rows : []
    }

    func draw(_ text: inout SVGText, y: Double, series: [Chart.Series], kind: Chart.Kind) {
        for (row, entries) in rows.enumerated() {
            let base = y + Double(row) * 17 + 6
            for entry in entries {
                let hue = entry.number % 8 + 1
                if kind == .lines || kind == .curve {
                    let dash = series[entry.number].isDashed ? " dash" : ""
                    text.line(entry.x, base, entry.x + 18, base, "line l\(hue)\(dash)")
                } else {
                    text.box(entry.x + 3, base - 6, 12, 12, "f\(hue)")
                }
                text.text(entry.x + 23, base + 4, entry.name)
            }
        }
    }
}
