import Analysis

/// Published figures beside the run's, on a terminal.
package enum CalibrationPage {
    package static func text(_ answer: CalibrationAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var table = TextTable(
            ["target", "when", "unit", "published", "median (5 to 95 %)", "verdict"],
            [.left, .left, .left, .right, .right, .left])
        for row in answer.rows {
            table.add([
                "\(row.title) [\(row.role)]", row.period, row.unit, range(row.published.low, row.published.high),
                "\(number(row.p50)) (\(number(row.p5)) to \(number(row.p95)))", row.verdict.rawValue,
            ])
        }
        let verdicts: [CalibrationAnswer.Verdict] = [.inside, .overlaps, .outside, .uninformative]
        let counts = verdicts.map { "\($0.rawValue) \(answer.count($0))" }.joined(separator: ", ")
        return
            (["CALIBRATION: WHAT IS PUBLISHED BESIDE WHAT THE RUN SAYS"] + table.lines(width: width) + [""]
                + """
                \(answer.rows.count) targets: \(counts). Inside: the median lies within what is published; overlaps: some of the \
                5 to 95 % band does; uninformative: 95 % over 5 % of paths is above four. An input was set to its figure and proves \
                nothing; an actual has been reported since; a forecast is somebody else's. \(answer.paths) paths.
                """.wrapped(width)).joined(separator: "\n") + "\n"
    }

    static func number(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        return Money.rounded(value, value.magnitude >= 100 ? 0 : value.magnitude >= 10 ? 1 : 2)
    }

    private static func range(_ low: Double, _ high: Double) -> String {
        low == high ? number(low) : "\(number(low)) to \(number(high))"
    }
}

/// Scores of a run from the past, on a terminal.
package enum HindcastPage {
    package static func text(_ answer: HindcastAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var table = TextTable(
            ["series", "unit", "in band", "last reported", "median (5 to 95 %)", "CRPS", "walk", "skill"],
            [.left, .left, .right, .right, .right, .right, .right, .right])
        for own in answer.series {
            guard let last = own.values.last else { continue }
            table.add([
                own.title, own.unit, "\(own.values.count(where: \.isInside))/\(own.values.count)",
                "\(last.quarter) \(CalibrationPage.number(last.reported))",
                "\(CalibrationPage.number(last.p50)) (\(CalibrationPage.number(last.p5)) to \(CalibrationPage.number(last.p95)))",
                CalibrationPage.number(own.crps), own.randomWalk.map(CalibrationPage.number) ?? "-",
                own.skill.map { Money.rounded($0, 2) } ?? "-",
            ])
        }
        return
            (["HINDCAST: A RUN FROM THE PAST, SCORED ON WHAT WAS REPORTED SINCE"] + table.lines(width: width) + [""]
                + """
                \(answer.scored) values of \(answer.series.count) series: \(Money.rounded(answer.coverage * 100, 0)) % lie within the \
                5 to 95 % band, where 90 % should. Skill against a random walk with drift: \(Money.rounded(answer.skill, 2)), median of the series \(Money.rounded(answer.medianSkill, 2)); above 0 the \
                run is better, below 0 the walk. CRPS: the lower the better, in the series' unit. \(answer.paths) paths.
                """.wrapped(width)).joined(separator: "\n") + "\n"
    }
}

/// Mechanisms switched, on a terminal.
package enum MechanismsPage {
    package static func text(_ answer: MechanismsAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var table = TextTable(
            ["mechanism", "measure", "when", "effect ± error", "unit", "verdict"],
            [.left, .left, .left, .right, .left, .left])
        for row in answer.rows {
            let effect = row.effect.value
            let digits = row.effect.standardError.magnitude >= 0.1 || effect == 0 ? 2 : 4
            let verdict = row.verdict.rawValue + (row.isRequired || row.verdict == .works ? "" : ", not required")
            table.add([
                row.title, row.measure, row.period,
                "\(effect > 0 ? "+" : "")\(Money.rounded(effect, digits)) ±\(Money.rounded(row.effect.standardError, digits))",
                row.unit, row.later.isEmpty || row.verdict == .works ? verdict : "\(verdict): \(row.later)",
            ])
        }
        let works = answer.rows.count { $0.verdict == .works }
        return
            (["MECHANISMS: EACH SWITCHED, WHAT IT MOVES"] + table.lines(width: width) + [""]
                + """
                \(works) of \(answer.rows.count) work: they move their measure the right way, by more than three standard errors and \
                the least believable size. \(answer.failures.count) required ones do not. \(answer.paths) paths, same random numbers \
                with and without.
                """.wrapped(width)).joined(separator: "\n") + "\n"
    }
}
