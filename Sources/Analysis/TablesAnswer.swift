import Engine
import Model

/// Published tables rebuilt by their formulas: published, ours, the difference, and where the scenario has the same quantity a bridge
/// from the published number to its own.
package struct TablesAnswer: Sendable, Codable {
    package var paths: Int
    package var tables: [Table]

    package struct Table: Sendable, Codable {
        package var name: String
        package var title: String
        package var source: String
        /// `A` an identity, `B` a reconstruction, `C` shown beside.
        package var grade: String
        package var formula: String
        package var rows: [Row]
        package var note: String
        /// A bridge that published parts leave open is never called balanced: what is open, in their unit.
        package var open: Double?
        package var bridge: Bridge?
    }

    package struct Row: Sendable, Codable {
        package var figure: String
        package var unit: String
        package var published: Double
        /// Nil where the formula does not give it: an overlay.
        package var ours: Double?
        /// Ours less published.
        package var difference: Double?
        package var tolerance: Double
        package var verdict: Verdict
    }

    package enum Verdict: String, Sendable, Codable {
        /// To the last digit that is published.
        case exact
        /// Within the tolerance stated.
        case within
        case off
        /// Not rebuilt.
        case overlay
    }

    /// From the published number to the scenario's own.
    package struct Bridge: Sendable, Codable {
        /// What the measure stands for: an input of the formula, or a result.
        package var figure: String
        package var measure: String
        package var period: String
        package var unit: String
        package var own: Estimate
        package var steps: [Step]
        package var scope: String
    }

    package struct Step: Sendable, Codable {
        package var step: String
        package var value: Double
        package var standardError: Double?
    }

    package func count(_ verdict: Verdict) -> Int { tables.flatMap(\.rows).count { $0.verdict == verdict } }
}

extension TablesAnswer {
    /// - Throws: `Diagnostics` where the scenario has no tables, or one lacks a figure that its formula needs.
    package static func compute(_ program: Program, paths: Int, threads: Int) async throws -> TablesAnswer {
        let items = program.scenario["tables"]
        guard !items.isEmpty else {
            throw program.lacks(
                "the scenario has no published tables", hint: "ask of base-2026, or add a section `tables`")
        }
        let measured = items.filter { !$0.record.text("measure").isEmpty }
        let run = try await SeriesRun.compute(
            program, try measured.map { try program.measure($0.record.text("measure")) }, paths: paths, threads: threads
        )
        let antithetic = program.scenario.settings.antithetic
        let tables = try items.map { item -> Table in
            let table = PublishedTable(item)
            var own: Estimate?
            if let number = measured.firstIndex(where: { $0.name == item.name }) {
                let period = try Period(item.record.text("period"), in: program).quarters
                let scale = Evidence.scale(item.record.choice("unit"))
                own = Estimate(meanOf: run.values(number, period), antithetic: antithetic).scaled(1 / scale)
            }
            do {
                return try table.rebuilt(own: own)
            } catch let missing as MissingFigure {
                throw Diagnostics([
                    Diagnostic(
                        at: item.place, "the formula `\(table.formula)` needs an input `\(missing.name)`",
                        quote: item.path, hint: "add `{name: \(missing.name), value: ...}` to `inputs`")
                ])
            } catch let unfit as UnfitFigure {
                throw Diagnostics([table.diagnostic(of: unfit)])
            }
        }
        return TablesAnswer(paths: paths, tables: tables)
    }
}

/// A table as the scenario holds it.
struct PublishedTable {
    let item: Item
    let formula: String
    let inputs: [String: Double]
    private let results: [Record]

    init(_ item: Item) {
        self.item = item
        formula = item.record.choice("formula")
        inputs = Dictionary(
            item.record.records("inputs").map { ($0.text("name"), $0.constant("value")) },
            uniquingKeysWith: { first, _ in first })
        results = item.record.records("results")
    }

    /// Says which figure the formula cannot take, where it is written, and what it may be.
    func diagnostic(of unfit: UnfitFigure) -> Diagnostic {
        let written = item.record.records("inputs").first { $0.text("name") == unfit.name }
        // In a bridge the scenario's own number stands in the place of the published one.
        let isOwn = inputs[unfit.name] != unfit.value
        return Diagnostic(
            at: written?.place(of: "value") ?? item.place,
            "the formula `\(formula)` cannot be computed with `\(unfit.name)` = \(unfit.value)"
                + (isOwn ? ", the scenario's own number" : ""),
            quote: written?.input("value").text ?? item.path, hint: "give \(unfit.allowed)")
    }

    func rebuilt(own: Estimate?) throws -> TablesAnswer.Table {
        let ours = try TableFormula.results(formula, inputs)
        let record = item.record
        return .init(
            name: item.name, title: record.title(or: item.name), source: record.text("source"),
            grade: record.choice("class"), formula: formula, rows: results.map { row($0, ours[$0.text("name")]) },
            note: record.text("note"), open: formula == "open-bridge" ? ours["open"] : nil,
            bridge: try own.flatMap { try bridge($0, ours) })
    }

    private func row(_ result: Record, _ ours: Double?) -> TablesAnswer.Row {
        let (published, tolerance) = (result.constant("value"), result.constant("tolerance"))
        let rounding = 0.5 * lastDigit(result.input("value").text) * (1 + 1e-9)
        let isOverlay = item.record.choice("class") == "C"
        let verdict: TablesAnswer.Verdict
        if let ours, !isOverlay {
            let gap = (ours - published).magnitude
            verdict = gap <= rounding ? .exact : gap <= tolerance * published.magnitude ? .within : .off
        } else {
            verdict = .overlay
        }
        return .init(
            figure: result.text("name"), unit: result.text("unit"), published: published, ours: ours,
            difference: ours.map { $0 - published }, tolerance: tolerance, verdict: verdict)
    }

    /// What one in the last digit of a number as written is worth: 0.01 for `41.06`.
    private func lastDigit(_ text: String) -> Double {
        let number = text.prefix { $0.isNumber || "+-.".contains($0) }
        guard let point = number.firstIndex(of: ".") else { return 1 }
        return number[number.index(after: point)...].reduce(1.0) { place, _ in place / 10 }
    }

    /// Published, rebuilt, then with the scenario's own number in the place of the published one.
    private func bridge(_ own: Estimate, _ ours: [String: Double]) throws -> TablesAnswer.Bridge? {
        let record = item.record
        let figure = record.text("against")
        var steps: [TablesAnswer.Step] = []
        if let given = inputs[figure] {
            steps.append(.init(step: "\(figure), as published", value: given))
            steps.append(
                .init(step: "\(figure), the scenario's own", value: own.value, standardError: own.standardError))
            let with = try TableFormula.results(formula, replacing(figure, by: own.value))
            let beyond = try TableFormula.results(formula, replacing(figure, by: own.value + own.standardError))
            // One result is enough to see the way: the first that the input moves.
            let moves = results.first { result in
                let name = result.text("name")
                return ours[name] != nil && with[name] != ours[name]
            }
            if let result = moves, let rebuilt = ours[result.text("name")], let value = with[result.text("name")],
                let moved = beyond[result.text("name")]
            {
                let name = result.text("name")
                let published = result.constant("value")
                steps += [
                    .init(step: "\(name), as published", value: published),
                    .init(step: "by our formula", value: rebuilt - published),
                    .init(step: "with the scenario's own \(figure)", value: value - rebuilt),
                    .init(
                        step: "\(name), the scenario's own", value: value, standardError: (moved - value).magnitude),
                ]
            }
        } else if let result = results.first(where: { $0.text("name") == figure }) {
            let published = result.constant("value")
            let rebuilt = ours[figure] ?? published
            steps.append(.init(step: "\(figure), as published", value: published))
            if rebuilt != published { steps.append(.init(step: "by our formula", value: rebuilt - published)) }
            steps += [
                .init(step: "another scope", value: own.value - rebuilt, standardError: own.standardError),
                .init(step: "\(figure), the scenario's own", value: own.value, standardError: own.standardError),
            ]
        } else {
            throw MissingFigure(name: figure)
        }
        return .init(
            figure: figure, measure: record.text("measure"), period: record.text("period"),
            unit: record.choice("unit"), own: own, steps: steps, scope: record.text("scope"))
    }

    private func replacing(_ figure: String, by value: Double) -> [String: Double] {
        var other = inputs
        other[figure] = value
        return other
    }
}
