import Engine
import Model

/// Published figures beside what the run says, one by one, honestly.
package struct CalibrationAnswer: Sendable, Codable {
    package var paths: Int
    package var rows: [Row]

    package struct Row: Sendable, Codable {
        /// Facts that the published figure rests on, joined by commas.
        package var fact: String
        package var title: String
        package var metric: String
        package var period: String
        package var unit: String
        package var published: Published
        package var p5: Double
        package var p50: Double
        package var p95: Double
        package var verdict: Verdict
        /// `input`, `actual` or `forecast`.
        package var role: String
    }

    package struct Published: Sendable, Codable {
        package var low: Double
        package var high: Double
    }

    package enum Verdict: String, Sendable, Codable {
        /// The median lies within what is published.
        case inside
        /// It does not, but some of the 5 to 95 % band does.
        case overlaps
        case outside
        /// Some of the band lies within what is published, and it is too wide to say more: its ends are above zero and the upper one
        /// is above four times the lower, or, but for an `input`, it begins at or below zero and ends above.
        case uninformative
    }

    package func count(_ verdict: Verdict) -> Int { rows.count { $0.verdict == verdict } }
}

extension CalibrationAnswer {
    /// - Throws: `Diagnostics` where the scenario has no targets, or one of them names no measure of the run.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> CalibrationAnswer {
        let targets = program.scenario["calibration"].map { CalibrationTarget($0) }
        guard !targets.isEmpty else {
            throw program.lacks("the scenario has no calibration targets", hint: "add a section `calibration`")
        }
        let run = try await SeriesRun.compute(
            program, try targets.flatMap { try $0.measures(program) }, paths: paths, threads: threads)
        return CalibrationAnswer(paths: paths, rows: try CalibrationTarget.rows(targets, run, from: 0, program))
    }
}

struct CalibrationTarget {
    let measure, per, period, unit, role, title, fact: String
    let low, high, scale: Double

    init(_ item: Item) {
        let record = item.record
        measure = record.text("measure")
        per = record.text("per")
        period = record.text("period")
        unit = record.choice("unit")
        role = record.choice("role")
        title = record.title(or: item.name)
        scale = Evidence.scale(unit)
        (low, high) = (record.optionalConstant("low") ?? .nan, record.optionalConstant("high") ?? .nan)
        var facts: [String] = []
        for name in ["low", "high"] {
            if case .facts(let names) = record.input(name).provenance {
                facts += names.filter { !facts.contains($0) }
            }
        }
        fact = facts.isEmpty ? "assumption" : facts.joined(separator: ",")
    }

    func measures(_ program: Program) throws -> [Measure] {
        try [measure, per].filter { !$0.isEmpty }.map { try program.measure($0) }
    }

    /// The rows of targets whose measures stand in a run one after the other from a first one on.
    static func rows(
        _ targets: [CalibrationTarget], _ run: SeriesRun, from first: Int, _ program: Program
    ) throws -> [CalibrationAnswer.Row] {
        var next = first
        return try targets.map { target in
            let period = try Period(target.period, in: program).quarters
            var values = run.values(next, period)
            next += 1
            if !target.per.isEmpty {
                values = zip(values, run.values(next, period)).map { $1 == 0 ? .nan : $0 / $1 }
                next += 1
            }
            return target.row(values.map { $0 / target.scale })
        }
    }

    private func row(_ values: [Double]) -> CalibrationAnswer.Row {
        let quantiles = Quantiles(values.map { Float($0) })
        let (p5, p50, p95) = (quantiles(0.05) ?? .nan, quantiles(0.5) ?? .nan, quantiles(0.95) ?? .nan)
        let isWide = p5 > 0 ? p95 / p5 > 4 : p95 > 0 && role != "input"
        let verdict: CalibrationAnswer.Verdict
        if isWide && p5 <= high && p95 >= low {
            verdict = .uninformative
        } else if p50 >= low && p50 <= high {
            verdict = .inside
        } else {
            verdict = p5 <= high && p95 >= low ? .overlaps : .outside
        }
        return .init(
            fact: fact, title: title, metric: measure + (per.isEmpty ? "" : " / \(per)"), period: period, unit: unit,
            published: .init(low: low, high: high), p5: p5, p50: p50, p95: p95, verdict: verdict, role: role)
    }
}
