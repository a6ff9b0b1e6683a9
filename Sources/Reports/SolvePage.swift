import Analysis

/// A goal seek on a terminal.
package enum SolvePage {
    package static func text(_ answer: SolveAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        let moved =
            !answer.isMultiplier
            ? answer.find
            : answer.inputs.count == 1
                ? "a factor on \(answer.find)" : "a common factor on \(answer.inputs.count) inputs, \(answer.find)"
        var lines = "SOLVE \(answer.scenario): \(moved), SO THAT \(answer.condition)".wrapped(width)
        switch answer.verdict {
        case .found:
            lines += ["", "  \(answer.text)" + (answer.side.isEmpty ? "" : " (\(answer.side))")]
            lines += interval(answer).wrapped(width, indent: 2)
            if let verified = answer.verified {
                lines += "With it put back: \(verified.shown).".wrapped(width, indent: 2)
            }
            if !answer.putBack.isEmpty {
                lines.append("  Put it back: plimsoll run \(answer.scenario) \(answer.putBack)")
            }
        case .always, .never:
            let what =
                answer.verdict == .always ? "The condition is true over the whole range." : "No solution in the range."
            lines += ["", "  \(what)"]
            if let first = answer.points.first, let last = answer.points.last {
                lines += "At \(first.text): \(first.shown). At \(last.text): \(last.shown).".wrapped(width, indent: 2)
            }
        }
        if let current = answer.current {
            lines += "As it stands, at \(current.text): \(current.shown).".wrapped(width, indent: 2)
        }
        if !answer.isMonotone {
            lines += """
                Not monotone: the number goes up and down over the range, or the condition changes more than once; this is the \
                change nearest to where the input stands.
                """.wrapped(width, indent: 2)
        }
        if !answer.note.isEmpty { lines += "\(answer.note).".wrapped(width, indent: 2) }
        lines.append("")
        var table = TextTable(["at", "number ± standard error", "condition"], [.right, .right, .left])
        for point in picked(answer) { table.add([point.text, point.shown, point.holds ? "true" : "false"]) }
        lines += table.lines(width: width)
        lines.append("")
        lines += "\(answer.paths) paths, seed \(answer.seed), the same random numbers at every value.".wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    /// Between what the value lies at 95 % of samplings, where that can be told.
    private static func interval(_ answer: SolveAnswer) -> String {
        guard answer.low != nil || answer.high != nil else {
            return
                "At 95 % it cannot be told from any value in the range with \(Money.grouped(Int64(answer.paths))) paths; more paths would "
                + "tell (--paths)."
        }
        return "At 95 % of samplings between \(end(answer.low, answer)) and \(end(answer.high, answer))."
    }

    private static func end(_ value: Double?, _ answer: SolveAnswer) -> String {
        guard let value else { return "the end of the range" }
        let number = Numerals.significant(value, 4)
        return answer.unit.isEmpty ? number : "\(number) \(answer.unit)"
    }

    /// A dozen of the values that were run, spread over them.
    private static func picked(_ answer: SolveAnswer) -> [SolveAnswer.Point] {
        let points = answer.points
        guard points.count > 13 else { return points }
        return points.indices.filter { place in
            place == 0 || place == points.count - 1 || place * 12 / points.count != (place - 1) * 12 / points.count
                || points[place].at == answer.value
        }.map { points[$0] }
    }
}
