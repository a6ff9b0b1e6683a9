/// Money from payers on the left to payees on the right: a party may stand on both sides.
enum SankeyDrawing {
    private struct Node {
        var name: String
        var total = 0.0
        var y = 0.0
        var used = 0.0
    }

    static func draw(_ chart: Chart) -> SVGText {
        var (payers, payees) = (nodes(chart.links, \.from), nodes(chart.links, \.to))
        let gap = 7.0
        let height = max(240, Double(max(payers.count, payees.count)) * 26)
        let kinds = chart.links.map(\.kind).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        let legend = LegendRows(kinds, width: PlotFrame.width)
        let top = 24 + legend.height
        var text = SVGText(width: PlotFrame.width, height: top + height + 12)
        text.text(12, 14, chart.unit, .start, "t2")
        legend.draw(&text, y: 22, series: kinds.map { Chart.Series($0, []) }, kind: .sankey)
        let total = chart.links.reduce(0) { $0 + $1.value }
        guard total > 0 else { return text }
        func scale(_ nodes: [Node]) -> Double { (height - gap * Double(nodes.count - 1)) / total }
        let unit = min(scale(payers), scale(payees))
        func place(_ nodes: inout [Node]) {
            var y = top
            for index in nodes.indices {
                nodes[index].y = y
                y += nodes[index].total * unit + gap
            }
        }
        place(&payers)
        place(&payees)
        let (left, right) = (150.0, 410.0)
        for link in chart.links.sorted(by: { $0.value > $1.value }) {
            let from = payers.firstIndex { $0.name == link.from }!
            let to = payees.firstIndex { $0.name == link.to }!
            let size = link.value * unit
            let (y1, y2) = (payers[from].y + payers[from].used, payees[to].y + payees[to].used)
            payers[from].used += size
            payees[to].used += size
            let n = SVGText.number
            let middle = (left + right) / 2
            let path =
                "M\(n(left)) \(n(y1))C\(n(middle)) \(n(y1)) \(n(middle)) \(n(y2)) \(n(right)) \(n(y2))"
                + "L\(n(right)) \(n(y2 + size))C\(n(middle)) \(n(y2 + size)) \(n(middle)) \(n(y1 + size)) "
                + "\(n(left)) \(n(y1 + size))Z"
            let hue = (kinds.firstIndex(of: link.kind) ?? 0) % 8 + 1
            text.draw(
                path, "k\(hue)",
                tip: "\(link.from) to \(link.to), \(link.kind): \(Figure.text(link.value)) \(chart.unit)")
        }
        for node in payers {
            text.box(left - 8, node.y, 8, max(1, node.total * unit), "f8")
            text.text(left - 13, node.y + node.total * unit / 2 + 4, short(node), .end)
        }
        for node in payees {
            text.box(right, node.y, 8, max(1, node.total * unit), "f8")
            text.text(right + 13, node.y + node.total * unit / 2 + 4, short(node))
        }
        return text
    }

    private static func short(_ node: Node) -> String {
        let name = node.name.count > 15 ? String(node.name.prefix(14)) + "…" : node.name
        return "\(name) \(Figure.text(node.total))"
    }

    private static func nodes(_ links: [Chart.Link], _ end: KeyPath<Chart.Link, String>) -> [Node] {
        var nodes: [Node] = []
        for link in links {
            if let known = nodes.firstIndex(where: { $0.name == link[keyPath: end] }) {
                nodes[known].total += link.value
            } else {
                nodes.append(Node(name: link[keyPath: end], total: link.value))
            }
        }
        return nodes.sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    }
}
