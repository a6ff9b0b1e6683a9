import Engine
import Model

/// Each mechanism switched, on the same random numbers: what it moves, with its error.
package struct MechanismsAnswer: Sendable, Codable {
    package var paths: Int
    package var rows: [Row]

    package struct Row: Sendable, Codable {
        package var mechanism: String
        package var title: String
        package var measure: String
        package var period: String
        package var unit: String
        /// Mean change by the switch.
        package var effect: Estimate
        package var expected: String
        package var least: Double
        package var verdict: Verdict
        package var isRequired: Bool
        package var later: String
    }

    package enum Verdict: String, Sendable, Codable {
        case works
        /// Below its least size by more than three standard errors.
        case small = "too small"
        case wrongSign = "wrong sign"
        /// Within three standard errors of nothing.
        case dead = "not working"
    }

    /// Mechanisms that must work and do not.
    package var failures: [Row] { rows.filter { $0.isRequired && $0.verdict != .works } }
}

extension MechanismsAnswer {
    /// - Parameters:
    ///   - program: the scenario as it is.
    ///   - switched: reads the scenario again with inputs set and shocks on, each as a user writes it.
    ///   - each: told of every mechanism before it is run.
    package static func compute(
        _ program: Program, paths: Int, threads: Int, each: (Int, Int) -> Void = { _, _ in },
        switched: ([String], [String]) throws -> Program
    ) async throws -> MechanismsAnswer {
        let items = program.scenario["mechanisms"]
        guard !items.isEmpty else {
            throw program.lacks(
                "the scenario lists no mechanisms", hint: "add a section `mechanisms`, as `base-2026` has")
        }
        let texts = items.map { $0.record.text("measure") }
        let base = try await SeriesRun.compute(
            program, try texts.map { try program.measure($0) }, paths: paths, threads: threads)
        let antithetic = program.scenario.settings.antithetic
        var rows: [Row] = []
        for (number, item) in items.enumerated() {
            each(number, items.count)
            let record = item.record
            let other = try switched(record.names("set"), record.names("shocks"))
            let run = try await SeriesRun.compute(
                other, [try other.measure(texts[number])], paths: paths, threads: threads)
            let period = try Period(record.text("period"), in: program).quarters
            let scale = Evidence.scale(record.choice("unit"))
            let effect = Estimate(
                differenceOf: run.values(0, period).map { $0 / scale },
                and: base.values(number, period).map { $0 / scale }, antithetic: antithetic)
            rows.append(Row(item, effect))
        }
        return MechanismsAnswer(paths: paths, rows: rows)
    }
}

extension MechanismsAnswer.Row {
    init(_ item: Item, _ effect: Estimate) {
        let record = item.record
        let least = record.optionalConstant("least") ?? 0
        let signed = record.choice("sign") == "up" ? effect.value : -effect.value
        self.init(
            mechanism: item.name, title: record.title(or: item.name),
            measure: record.text("measure"), period: record.text("period"), unit: record.choice("unit"), effect: effect,
            expected: record.choice("sign"), least: least,
            verdict: Self.judge(signed, error: effect.standardError, least: least),
            isRequired: record.flag("required"), later: record.text("later"))
    }

    /// What an effect shows, counted in the expected direction: whether it is there, and whether it may be large enough.
    package static func judge(_ effect: Double, error: Double, least: Double) -> MechanismsAnswer.Verdict {
        guard effect.magnitude > 3 * error else { return .dead }
        return effect < 0 ? .wrongSign : effect + 3 * error < least ? .small : .works
    }
}
