/// Lines over periods, with bands.
struct LinesDrawing: PlotDrawing {
    private let chart: Chart
    private let frame: PlotFrame
    private let scale: ChartScale

    init(_ chart: Chart, _ frame: PlotFrame) {
        self.chart = chart
        self.frame = frame
        scale = ChartScale(chart.allValues, from: frame.bottom, to: frame.top, includesZero: false)
    }

    private func x(_ number: Int) -> Double {
        let count = max(1, chart.categories.count - 1)
        return frame.left + 14 + Double(number) / Double(count) * (frame.right - frame.left - 28)
    }

    func axes(_ text: inout SVGText) {
        text.valueAxis(scale, frame)
        text.categoryAxis(chart.categories, frame) { x($0) }
    }

    func marks(_ text: inout SVGText) {
        for (number, series) in chart.series.enumerated() where !series.low.isEmpty {
            let ends = zip(series.low, series.high).enumerated().compactMap { index, pair in
                pair.0.flatMap { low in pair.1.map { (x(index), scale(low), scale($0)) } }
            }
            let outline = ends.map { ($0.0, $0.2) } + ends.reversed().map { ($0.0, $0.1) }
            text.path(outline, "b\(number % 8 + 1)", closed: true)
        }
        for (number, series) in chart.series.enumerated() {
            let style = "line l\(number % 8 + 1)\(series.isDashed ? " dash" : "")"
            var piece: [(Double, Double)] = []
            for (index, value) in series.values.enumerated() {
                if let value, value.isFinite {
                    piece.append((x(index), scale(value)))
                } else {
                    text.path(piece, style)
                    piece = []
                }
            }
            text.path(piece, style)
            for (index, value) in series.values.enumerated() where !series.isDashed && chart.categories.count <= 12 {
                guard let value, value.isFinite else { continue }
                text.circle(
                    x(index), scale(value), 3, "f\(number % 8 + 1)",
                    tip: "\(series.name) \(chart.categories[index]): \(Figure.text(value)) \(chart.unit)")
            }
        }
    }
}

/// One number against another.
struct CurveDrawing: PlotDrawing {
    private let chart: Chart
    private let frame: PlotFrame
    private let across, up: ChartScale

    init(_ chart: Chart, _ frame: PlotFrame) {
        self.chart = chart
        self.frame = frame
        across = ChartScale(
            chart.series.flatMap(\.at), from: frame.left + 8, to: frame.right - 8, includesZero: false)
        up = ChartScale(chart.allValues, from: frame.bottom, to: frame.top)
    }

    func axes(_ text: inout SVGText) {
        text.valueAxis(up, frame)
        for tick in across.ticks {
            text.line(across(tick), frame.bottom, across(tick), frame.bottom + 4, "axis")
            text.text(across(tick), frame.bottom + 17, across.text(tick), .middle, "t2")
        }
        text.text(frame.right, frame.bottom + 31, chart.axis, .end, "t2")
    }

    func marks(_ text: inout SVGText) {
        for (number, series) in chart.series.enumerated() {
            let hue = number % 8 + 1
            if !series.low.isEmpty {
                func ends(_ values: [Double?]) -> [(Double, Double)] {
                    zip(series.at, values).compactMap { at, value in value.map { (across(at), up($0)) } }
                }
                text.path(ends(series.high) + ends(series.low).reversed(), "b\(hue)", closed: true)
            }
            let points = zip(series.at, series.values).compactMap { at, value in value.map { (across(at), up($0)) } }
            text.path(points, "line l\(hue)\(series.isDashed ? " dash" : "")")
            for (at, value) in zip(series.at, series.values) {
                guard let value else { continue }
                text.circle(
                    across(at), up(value), 3, "f\(hue)",
                    tip: "\(Figure.text(at)) \(chart.axis): \(Figure.text(value)) \(chart.unit)")
            }
        }
    }
}
