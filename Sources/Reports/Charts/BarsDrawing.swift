/// Upright bars beside each other, one group a category.
struct ColumnsDrawing: PlotDrawing {
    private let chart: Chart
    private let frame: PlotFrame
    private let scale: ChartScale

    init(_ chart: Chart, _ frame: PlotFrame) {
        self.chart = chart
        self.frame = frame
        scale = ChartScale(chart.allValues, from: frame.bottom, to: frame.top)
    }

    private var slot: Double { (frame.right - frame.left) / Double(max(1, chart.categories.count)) }

    func axes(_ text: inout SVGText) {
        text.valueAxis(scale, frame)
        text.categoryAxis(chart.categories, frame) { frame.left + (Double($0) + 0.5) * slot }
    }

    func marks(_ text: inout SVGText) {
        let width = min(40, slot * 0.76 / Double(max(1, chart.series.count)))
        for (number, series) in chart.series.enumerated() {
            for (index, value) in series.values.enumerated() {
                guard let value, value.isFinite else { continue }
                let middle = frame.left + (Double(index) + 0.5) * slot
                let x = middle + (Double(number) - Double(chart.series.count) / 2) * width
                text.box(
                    x + 0.5, min(scale(value), scale(0)), width - 1, (scale(value) - scale(0)).magnitude,
                    "f\(number % 8 + 1)",
                    tip: "\(chart.categories[index]) \(series.name): \(Figure.text(value)) \(chart.unit)")
                guard series.low.indices.contains(index), let low = series.low[index], let high = series.high[index]
                else { continue }
                text.line(x + width / 2, scale(low), x + width / 2, scale(high), "whisker")
            }
        }
    }
}

/// Upright bars on top of each other, what is below zero downwards.
struct StackedDrawing: PlotDrawing {
    private let chart: Chart
    private let frame: PlotFrame
    private let scale: ChartScale

    init(_ chart: Chart, _ frame: PlotFrame) {
        self.chart = chart
        self.frame = frame
        let values = chart.categories.indices.map { index in chart.series.map { ($0.values[index] ?? 0) } }
        scale = ChartScale(
            values.map { $0.filter { $0 > 0 }.reduce(0, +) } + values.map { $0.filter { $0 < 0 }.reduce(0, +) },
            from: frame.bottom, to: frame.top)
    }

    private var slot: Double { (frame.right - frame.left) / Double(max(1, chart.categories.count)) }

    func axes(_ text: inout SVGText) {
        text.valueAxis(scale, frame)
        text.categoryAxis(chart.categories, frame) { frame.left + (Double($0) + 0.5) * slot }
    }

    func marks(_ text: inout SVGText) {
        for index in chart.categories.indices {
            var (above, below) = (0.0, 0.0)
            for (number, series) in chart.series.enumerated() {
                guard let value = series.values[index], value.isFinite, value != 0 else { continue }
                let start = value > 0 ? above : below
                let (top, bottom) = (scale(max(start, start + value)), scale(min(start, start + value)))
                text.box(
                    frame.left + (Double(index) + 0.14) * slot, top, slot * 0.72, bottom - top, "f\(number % 8 + 1)",
                    tip: "\(chart.categories[index]) \(series.name): \(Figure.text(value)) \(chart.unit)")
                if value > 0 { above += value } else { below += value }
            }
        }
    }
}

/// Bars that lie, one row a category: names have room on the left, numbers on the right.
enum BarsDrawing {
    static func draw(_ chart: Chart) -> SVGText {
        let names = chart.categories.map { $0.count > 30 ? String($0.prefix(29)) + "…" : $0 }
        let left = min(210, Double(names.map(\.count).max() ?? 1) * 6.6 + 14)
        let legend = LegendRows(chart.series.map(\.name), width: PlotFrame.width)
        let thickness = chart.series.count == 1 ? 15.0 : 10.0
        let row = thickness * Double(max(1, chart.series.count)) + 9
        let top = 24 + legend.height
        let bottom = top + row * Double(chart.categories.count)
        var text = SVGText(width: PlotFrame.width, height: bottom + 26)
        let scale = ChartScale(chart.allValues, from: left, to: 496)
        for tick in scale.ticks {
            text.line(scale(tick), top, scale(tick), bottom, tick == 0 ? "axis" : "grid")
            text.text(scale(tick), bottom + 16, scale.text(tick), .middle, "t2")
        }
        text.text(12, 14, chart.unit, .start, "t2")
        legend.draw(&text, y: 22, series: chart.series, kind: chart.kind)
        for (index, name) in names.enumerated() {
            let y = top + Double(index) * row + 4.5
            text.text(left - 7, y + row / 2, name, .end)
            for (number, series) in chart.series.enumerated() {
                guard let value = series.values[index], value.isFinite else { continue }
                let own = y + Double(number) * thickness
                text.box(
                    min(scale(0), scale(value)), own, (scale(value) - scale(0)).magnitude, thickness - 1.5,
                    "f\(number % 8 + 1)", tip: "\(name) \(series.name): \(Figure.text(value)) \(chart.unit)")
                var end = max(scale(value), scale(0))
                if series.low.indices.contains(index), let low = series.low[index], let high = series.high[index],
                    high > low
                {
                    let middle = own + thickness / 2 - 0.75
                    text.line(scale(low), middle, scale(high), middle, "whisker")
                    for x in [scale(low), scale(high)] { text.line(x, middle - 3, x, middle + 3, "whisker") }
                    end = max(end, scale(high))
                }
                text.text(end + 6, own + thickness - 3, Figure.text(value), .start, "t2")
            }
        }
        return text
    }
}
