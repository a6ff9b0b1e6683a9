import Analysis

/// Parties on a ring and the money between them, coloured by the state in which each stands.
package enum NetworkDrawing {
    /// - Parameter quarter: whose flows and states are drawn.
    package static func svg(_ answer: FlowsAnswer, quarter: Int, labels: Labels) -> String {
        let now = answer.quarters[quarter]
        // Outside sectors stand for everybody: they would hide who pays whom.
        let firms = answer.parties.enumerated().filter { !$0.element.isSector }
        let radius = firms.count > 12 ? 205.0 : 150
        let (x, y) = (280.0, radius + 62)
        var text = SVGText(width: 560, height: 2 * radius + 124)
        let place = Dictionary(
            uniqueKeysWithValues: firms.enumerated().map { position, party -> (String, (Double, Double, Double)) in
                let turn = 2 * Double.pi * Double(position) / Double(max(1, firms.count)) - Double.pi / 2
                return (party.element.party, (x + radius * 0.82 * cosine(turn), y + radius * sine(turn), turn))
            })
        let flows = now.flows.filter { place[$0.from] != nil && place[$0.to] != nil }.prefix(60)
        let most = flows.map(\.dollars).max() ?? 1
        let n = SVGText.number
        for flow in flows {
            let (from, to) = (place[flow.from]!, place[flow.to]!)
            let size = Int((flow.dollars / most * 5).rounded(.up))
            text.draw(
                "M\(n(from.0)) \(n(from.1))Q\(n(x)) \(n(y)) \(n(to.0)) \(n(to.1))", "flow w\(size)",
                tip:
                    "\(title(flow.from, answer)) to \(title(flow.to, answer)), \(flow.what): \(Money.text(dollars: flow.dollars))"
            )
        }
        for (index, party) in firms {
            let (px, py, turn) = place[party.party]!
            text.circle(
                px, py, 7, "node \(now.states[index])", tip: "\(party.title): \(now.states[index])")
            let side = cosine(turn)
            // Names at the top and at the bottom stand in three rows: beside each other they have no room.
            let row = firms.count > 12 ? 13 * Double(index % 3) : 0
            let beside = side.magnitude > 0.36
            text.text(
                px + (beside ? (side > 0 ? 12 : -12) : 0), py + (beside ? 4 : sine(turn) < 0 ? -13 - row : 21 + row),
                party.title, beside ? (side > 0 ? .start : .end) : .middle)
        }
        return text.finished(
            title: "\(labels[.network]), \(now.quarter)", description: labels[.networkNote], isAlone: false)
    }

    private static func title(_ party: String, _ answer: FlowsAnswer) -> String {
        answer.parties.first { $0.party == party }?.title ?? party
    }

    /// Cosine by its series, enough for a drawing: this room imports no mathematics library.
    private static func cosine(_ angle: Double) -> Double { sine(angle + Double.pi / 2) }

    private static func sine(_ angle: Double) -> Double {
        var angle = angle.truncatingRemainder(dividingBy: 2 * Double.pi)
        if angle > Double.pi { angle -= 2 * Double.pi }
        if angle < -Double.pi { angle += 2 * Double.pi }
        var (term, sum) = (angle, angle)
        for step in 1...9 {
            term *= -angle * angle / Double(2 * step * (2 * step + 1))
            sum += term
        }
        return sum
    }
}
