import Analysis

/// Published figures beside the run's, on a terminal.
package enum CalibrationPage {
    package static func text(_ answer: CalibrationAnswer, width: Int = 80) -> String {
        let width = max(60, min(width, 160))
        var rows: [String] = []
        for row in answer.rows {
            rows += pair(
                "\(row.title), \(row.period), \(row.unit) [\(row.role)]",
                "published \(range(row.published.low, row.published.high)), run \(number(row.p50)) (\(number(row.p5)) to \(number(row.p95)))",
                row.verdict.rawValue, width: width)
        }
        let verdicts: [CalibrationAnswer.Verdict] = [.inside, .overlaps, .outside, .uninformative]
        let counts = verdicts.map { "\($0.rawValue) \(answer.count($0))" }.joined(separator: ", ")
        return
            (["CALIBRATION: PUBLISHED FIGURES BESIDE THE RUN'S, MEDIAN (5 TO 95 % OF PATHS)"] + rows + [""]
                + """
                \(answer.rows.count) targets: \(counts). Uninformative, wherever the median lies: some of the 5 to 95 % band is within what is \
                published, but it begins above zero and ends above four times that, or begins at or below zero and ends above it (the \
                latter is not held against an input). Else inside: the median is within what is published; overlaps: some of the band \
                is; outside: none of it. An input was set to its figure and proves nothing; an actual has been reported since; a forecast \
                is somebody else's. \(answer.paths) paths.
                """.wrapped(width)).joined(separator: "\n") + "\n"
    }

    /// What is compared on one line and its figures on the next, the verdict at the right; on one line where there is room.
    static func pair(_ what: String, _ figures: String, _ verdict: String, width: Int) -> [String] {
        let room = width - 4 - verdict.count
        if what.count + figures.count + 4 <= room {
            let gap = String(repeating: " ", count: room - what.count - figures.count)
            return ["  \(what)\(gap)\(figures)  \(verdict)"]
        }
        let gap = String(repeating: " ", count: max(2, room - 2 - figures.count))
        return what.wrapped(width, indent: 2) + ["    \(figures)\(gap)\(verdict)"]
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
        var rows: [String] = []
        for own in answer.series {
            guard let last = own.values.last else { continue }
            let number = CalibrationPage.number
            let walk = own.randomWalk.map { ", walk \(number($0))" } ?? ""
            rows += CalibrationPage.pair(
                "\(own.title), \(own.unit): \(own.values.count(where: \.isInside)) of \(own.values.count) in the band",
                "\(last.quarter) \(number(last.reported)), run \(number(last.p50)) (\(number(last.p5)) to \(number(last.p95))); CRPS \(number(own.crps))\(walk)",
                own.skill.map { "skill \(Money.rounded($0, 2))" } ?? "no walk", width: width)
        }
        return
            (["HINDCAST: A RUN FROM THE PAST, SCORED ON WHAT WAS REPORTED SINCE"] + rows + [""]
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
        var rows: [String] = []
        for row in answer.rows {
            let effect = row.effect.value
            let digits = row.effect.standardError.magnitude >= 0.1 || effect == 0 ? 2 : 4
            let verdict = row.verdict.rawValue + (row.isRequired || row.verdict == .works ? "" : ", not required")
            let moved =
                "\(effect > 0 ? "+" : "")\(Money.rounded(effect, digits)) ±\(Money.rounded(row.effect.standardError, digits))"
            rows += CalibrationPage.pair(
                "\(row.title): \(row.measure), \(row.period), \(row.unit)", moved, verdict, width: width)
            if !row.later.isEmpty, row.verdict != .works { rows += row.later.wrapped(width, indent: 4) }
        }
        let works = answer.rows.count { $0.verdict == .works }
        return
            (["MECHANISMS: EACH SWITCHED, WHAT IT MOVES, ± STANDARD ERROR"] + rows + [""]
                + """
                \(works) of \(answer.rows.count) work: they move their measure the right way, by more than three standard errors, \
                and not clearly by less than the least believable size. \(answer.failures.count) required ones do not. \(answer.paths) paths, same random numbers \
                with and without.
                """.wrapped(width)).joined(separator: "\n") + "\n"
    }
}
