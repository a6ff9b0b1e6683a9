/// Text that becomes markup: what has a meaning there is written out.
package func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for character in text {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&#39;"
        default: result.append(character)
        }
    }
    return result
}

/// A drawing being made. Colours are classes, so that the page's style sheet gives them in the dark as in the light.
struct SVGText {
    let width, height: Double
    private(set) var body = ""

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    static func number(_ value: Double) -> String {
        let tenths = (value * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        let n = Self.number
        body += "<line class=\"\(style)\" x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\"/>\n"
    }

    mutating func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, tip: String = "") {
        let n = Self.number
        body += "<rect class=\"\(style)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(max(0, width)))\" "
        body += "height=\"\(n(max(0, height)))\""
        body += tip.isEmpty ? "/>\n" : "><title>\(escaped(tip))</title></rect>\n"
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String, tip: String = "") {
        let n = Self.number
        body += "<circle class=\"\(style)\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\""
        body += tip.isEmpty ? "/>\n" : "><title>\(escaped(tip))</title></circle>\n"
    }

    mutating func path(_ points: [(Double, Double)], _ style: String, closed: Bool = false) {
        guard let first = points.first else { return }
        let n = Self.number
        var text = "M\(n(first.0)) \(n(first.1))"
        for point in points.dropFirst() { text += "L\(n(point.0)) \(n(point.1))" }
        draw(text + (closed ? "Z" : ""), style)
    }

    mutating func draw(_ path: String, _ style: String, tip: String = "") {
        body += "<path class=\"\(style)\" d=\"\(path)\""
        body += tip.isEmpty ? "/>\n" : "><title>\(escaped(tip))</title></path>\n"
    }

    mutating func draw(raw markup: String) { body += markup }

    enum Anchor: String { case start, middle, end }

    mutating func text(_ x: Double, _ y: Double, _ text: String, _ anchor: Anchor = .start, _ style: String = "t") {
        let n = Self.number
        body += "<text class=\"\(style)\" x=\"\(n(x))\" y=\"\(n(y))\" text-anchor=\"\(anchor.rawValue)\">"
        body += escaped(text) + "</text>\n"
    }

    /// The finished drawing. A file of its own brings its colours along; one with links is more than an image to those who hear it.
    func finished(title: String, description: String, isAlone: Bool, hasLinks: Bool = false) -> String {
        let n = Self.number
        var text = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(n(width)) \(n(height))\" "
        text += isAlone ? "width=\"\(n(width))\" height=\"\(n(height))\" " : ""
        text += width > 1.2 * PlotFrame.width ? "class=\"chart wide\" " : "class=\"chart\" "
        text += "role=\"\(hasLinks ? "group" : "img")\" aria-label=\"\(escaped(title))\">\n"
        if isAlone {
            text += "<style>\(ChartColours.css)</style>\n<rect class=\"ground\" width=\"100%\" height=\"100%\"/>\n"
        }
        text += "<title>\(escaped(title))</title>\n<desc>\(escaped(description))</desc>\n"
        return text + body + "</svg>\n"
    }
}
