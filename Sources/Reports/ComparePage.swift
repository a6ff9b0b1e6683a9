import Analysis

/// Two scenarios or runs side by side, on a terminal.
package enum ComparePage {
    package static func text(_ answer: CompareAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var lines = "\(answer.first) AGAINST \(answer.second): WHAT DIFFERS AND WHAT IT MOVES".wrapped(width)
        guard !answer.differences.isEmpty else {
            lines += ["", "  They do not differ in anything that a run can feel."]
            return lines.joined(separator: "\n") + "\n"
        }
        lines += ["", "INPUTS THAT DIFFER: \(answer.differences.count)"]
        var inputs = TextTable(["input", answer.first, answer.second], [.left, .left, .left])
        let shown = answer.differences.prefix(20)
        for own in shown { inputs.add([own.path, own.before, own.after]) }
        lines += inputs.lines(width: width)
        if shown.count < answer.differences.count { lines.append("  The first \(shown.count); all are in --json.") }
        lines += outputs(answer, width: width) + attribution(answer, width: width)
        lines.append("")
        lines += """
            Shares of paths in default by the end of the run, losses in US$ million per path, ± standard error; changes on the \
            same random numbers. One at a time: each difference put into the first by itself; interaction is what their effects do \
            not add up to. \(answer.paths) paths, seed \(answer.seed).
            """.wrapped(width)
        return lines.joined(separator: "\n") + "\n"
    }

    private static func outputs(_ answer: CompareAnswer, width: Int) -> [String] {
        let moved = answer.outputs.filter { $0.change.value != 0 }.sorted {
            (rank($0), $1.change.value.magnitude) < (rank($1), $0.change.value.magnitude)
        }
        guard !moved.isEmpty else { return ["", "No output moved."] }
        var table = TextTable(
            ["output", answer.first, answer.second, "change"], [.left, .right, .right, .right])
        let shown = moved.prefix(24)
        for own in shown {
            table.add([
                own.title, number(own.before, own.kind), number(own.after, own.kind), signed(own.change, own.kind),
            ])
        }
        let rest = moved.count - shown.count
        return ["", "OUTPUTS THAT MOVED"] + table.lines(width: width)
            + (rest > 0 ? ["  \(rest) more in --json."] : [])
    }

    private static func attribution(_ answer: CompareAnswer, width: Int) -> [String] {
        guard !answer.attribution.isEmpty else { return [] }
        var lines = ["", "WHICH DIFFERENCE MOVED IT, ONE AT A TIME"]
        for own in answer.attribution {
            let kind = answer.outputs.first { $0.title == own.output }?.kind ?? "share"
            var table = TextTable(["\(own.output)", signed(own.whole, kind)], [.left, .right])
            for (part, effect) in zip(answer.parts, own.effects) {
                let name = part.differences > 1 ? "\(part.name) (\(part.differences) differences)" : part.name
                table.add(["  \(name)", effect.map { signed($0, kind) } ?? "not alone"])
            }
            table.add(["  interaction", signed(own.interaction, kind)])
            lines += table.lines(width: width)
        }
        for part in answer.parts where !part.problem.isEmpty {
            lines += "\(part.name) cannot be put in alone (\(part.problem)); its effect is in the interaction."
                .wrapped(width, indent: 2)
        }
        return lines
    }

    private static func rank(_ output: CompareAnswer.Output) -> Int {
        ["count": 0, "share": 1][output.kind] ?? 2
    }

    private static func number(_ value: Estimate, _ kind: String) -> String {
        func text(_ scale: Double, _ digits: Int) -> String {
            "\(Money.rounded(value.value * scale, digits)) ±\(Money.rounded(value.standardError * scale, digits))"
        }
        switch kind {
        case "share": return "\(text(100, 1)) %"
        case "count": return text(1, 2)
        default: return text(1e-6, value.value.magnitude < 10e6 ? 2 : 0)
        }
    }

    private static func signed(_ value: Estimate, _ kind: String) -> String {
        (value.value > 0 ? "+" : "") + number(value, kind)
    }
}
