import Engine
import Model

/// Two scenarios or two runs: inputs that differ, outputs that moved, and which difference moved them.
///
/// Both run on the same random numbers. Then each difference, or each section where there are many, is put into the first by
/// itself; what the effects one at a time do not add up to is interaction.
package struct CompareAnswer: Sendable, Codable {
    package var first: String
    package var second: String
    package var paths: Int
    package var seed: UInt64
    package var differences: [Difference]
    package var outputs: [Output]
    /// Differences, or sections of them, that were put in one at a time.
    package var parts: [Part]
    package var attribution: [Attribution]

    package struct Difference: Sendable, Codable {
        package var path: String
        package var before: String
        package var after: String
    }

    package struct Output: Sendable, Codable {
        /// `default` with a party's name, `lost` with a contract's, `defaults`, `losses`.
        package var name: String
        package var title: String
        /// `share`, `count` or `dollars`.
        package var kind: String
        package var before: Estimate
        package var after: Estimate
        package var change: Estimate
    }

    package struct Part: Sendable, Codable {
        package var name: String
        package var differences: Int
        /// Why it could not be put in by itself; empty where it could.
        package var problem: String
    }

    package struct Attribution: Sendable, Codable {
        package var output: String
        package var whole: Estimate
        /// By part; nil where it could not be put in by itself.
        package var effects: [Estimate?]
        /// The whole less the effects.
        package var interaction: Estimate
    }
}

/// One side of a comparison.
package struct CompareSide: Sendable {
    package let name: String
    package let scenario: Scenario
    package let shocks: [ShockSetting]

    package init(name: String, scenario: Scenario, shocks: [ShockSetting]) {
        (self.name, self.scenario, self.shocks) = (name, scenario, shocks)
    }
}

extension CompareAnswer {
    /// Most differences that are put in one by one; more are put in by section.
    private static let most = 10
    /// Outputs whose move is taken apart, besides the number of defaults and all losses.
    private static let explained = 6

    /// - Parameter each: told of runs done and to do.
    package static func compute(
        _ first: CompareSide, _ second: CompareSide, paths: Int, threads: Int,
        each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> CompareAnswer {
        let seed = first.scenario.settings.seed
        let all = ScenarioDifference.all(first.scenario, first.shocks, second.scenario, second.shocks)
        let groups = groups(all)
        var done = 0
        func run(_ scenario: Scenario, _ shocks: [ShockSetting]) async throws -> Figures {
            var scenario = scenario
            scenario.settings.antithetic = first.scenario.settings.antithetic
            let program = try Program(scenario, shocks: shocks, seed: seed)
            let before = done
            var own = 0
            let run = try await Runner(program, threads: threads).run(paths: paths) { chunk in
                own += chunk.rows.count
                each(before + own, (2 + groups.count) * paths)
            }
            done += paths
            return Figures(run, program)
        }
        let base = try await run(first.scenario, first.shocks)
        let other = all.isEmpty ? base : try await run(second.scenario, second.shocks)
        let antithetic = first.scenario.settings.antithetic
        let outputs = base.outputs(other, antithetic: antithetic)
        var parts: [Part] = []
        var alone: [Figures?] = []
        for (name, differences) in groups {
            var (scenario, shocks) = (first.scenario, first.shocks)
            for difference in differences { difference.apply(to: &scenario, &shocks) }
            if let dangling = scenario.dangling {
                done += paths
                alone.append(nil)
                parts.append(Part(name: name, differences: differences.count, problem: dangling))
                continue
            }
            do {
                alone.append(try await run(scenario, shocks))
                parts.append(Part(name: name, differences: differences.count, problem: ""))
            } catch let diagnostics as Diagnostics {
                done += paths
                alone.append(nil)
                let what = diagnostics.errors.first.map { "\($0.message): \($0.quote ?? "")" } ?? "cannot be compiled"
                parts.append(Part(name: name, differences: differences.count, problem: what))
            }
        }
        let moved = outputs.filter { $0.change.value != 0 }
        let totals = moved.filter { $0.kind == "count" || $0.name == "losses" }
        let rest = moved.filter { $0.kind == "share" }.sorted {
            ($1.change.value.magnitude, $0.name) < ($0.change.value.magnitude, $1.name)
        }.prefix(explained)
        return CompareAnswer(
            first: first.name, second: second.name, paths: paths, seed: seed,
            differences: all.map { Difference(path: $0.path, before: $0.before, after: $0.after) },
            outputs: outputs, parts: parts,
            attribution: groups.isEmpty
                ? []
                : (totals + rest).map { output in
                    base.attribution(of: output, alone, other, antithetic: antithetic)
                })
    }

    private static func groups(_ all: [ScenarioDifference]) -> [(String, [ScenarioDifference])] {
        guard all.count > most else { return all.map { ($0.path, [$0]) } }
        var groups: [(String, [ScenarioDifference])] = []
        for difference in all {
            if let known = groups.firstIndex(where: { $0.0 == difference.section }) {
                groups[known].1.append(difference)
            } else {
                groups.append((difference.section, [difference]))
            }
        }
        return groups
    }
}

/// Numbers of a run that comparisons look at, by name and path.
private struct Figures: Sendable {
    private let titles: [(name: String, title: String, kind: String)]
    private let values: [String: [Double]]

    init(_ run: Run, _ program: Program) {
        var titles: [(name: String, title: String, kind: String)] = [
            ("defaults", "Parties in default", "count"), ("losses", "Losses on all loans", "dollars"),
        ]
        var values: [String: [Double]] = [:]
        var count = [Double](repeating: 0, count: run.paths)
        for party in program.parties where !party.isSector {
            let name = "parties.\(party.name).default"
            let flags = (run.column(name) ?? []).map { $0 > 0 ? 1.0 : 0.0 }
            for (path, flag) in flags.enumerated() { count[path] += flag }
            titles.append((name, "\(party.title) in default", "share"))
            values[name] = flags
        }
        for loan in program.listedLoans {
            let name = "\(loan.subject).lost"
            titles.append((name, "\(loan.title): lost", "dollars"))
            values[name] = (run.column(name) ?? []).map(Double.init)
        }
        values["defaults"] = count
        values["losses"] = run.losses(on: program.listedLoans)
        (self.titles, self.values) = (titles, values)
    }

    func outputs(_ other: Figures, antithetic: Bool) -> [CompareAnswer.Output] {
        titles.compactMap { name, title, kind in
            guard let before = values[name], let after = other.values[name] else { return nil }
            return .init(
                name: name, title: title, kind: kind, before: Estimate(meanOf: before, antithetic: antithetic),
                after: Estimate(meanOf: after, antithetic: antithetic),
                change: Estimate(differenceOf: after, and: before, antithetic: antithetic))
        }
    }

    /// A party or loan that a part takes away counts as never failing there.
    private func values(_ name: String, of figures: Figures) -> [Double] {
        figures.values[name] ?? [Double](repeating: 0, count: values[name]?.count ?? 0)
    }

    func attribution(
        of output: CompareAnswer.Output, _ alone: [Figures?], _ other: Figures, antithetic: Bool
    ) -> CompareAnswer.Attribution {
        let before = values(output.name, of: self)
        var left = zip(values(output.name, of: other), before).map { $0 - $1 }
        let effects = alone.map { part -> Estimate? in
            guard let part else { return nil }
            let own = values(output.name, of: part)
            for path in left.indices { left[path] -= own[path] - before[path] }
            return Estimate(differenceOf: own, and: before, antithetic: antithetic)
        }
        return .init(
            output: output.title, whole: output.change, effects: effects,
            interaction: Estimate(meanOf: left, antithetic: antithetic))
    }
}
