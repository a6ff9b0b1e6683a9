import Engine
import Model

/// Goal seek: the value of an input, of a common factor or of a shock's severity at which a condition becomes true.
package struct SolveAnswer: Sendable, Codable {
    package var scenario: String
    package var find: String
    package var isMultiplier: Bool
    /// Inputs that move.
    package var inputs: [String]
    package var condition: String
    package var unit: String
    package var paths: Int
    package var seed: UInt64
    package var verdict: Verdict
    /// In `unit`: where the condition becomes true, and between what that lies at 95 % of samplings; nil where there is none,
    /// for the ends: where it lies beyond the range.
    package var value: Double?
    package var low: Double?
    package var high: Double?
    /// `24.1 B USD`.
    package var text: String
    /// Which side of the value is good: `at most`, `at least`.
    package var side: String
    /// What `--set` or `--shock` takes to put the value back; empty for a multiplier.
    package var putBack: String
    /// The number in question with the value put back, from a run there; and as the scenario stands.
    package var verified: Point?
    package var current: Point?
    /// All values that were run, rising.
    package var points: [Point]
    /// Whether the condition changes once over the range, and the number moves one way within three standard errors.
    package var isMonotone: Bool
    package var note: String

    package enum Verdict: String, Sendable, Codable {
        case found
        case always = "true over the whole range"
        case never = "no solution in the range"
    }

    package struct Point: Sendable, Codable {
        package var at: Double
        package var text: String
        package var number: Estimate
        package var shown: String
        package var holds: Bool
    }
}

extension SolveAnswer {
    /// - Parameters:
    ///   - recompiled: the scenario with a value put in as `--set` would, for what shapes the program.
    ///   - each: told of runs done and to do.
    package static func compute(
        _ program: Program, find text: String, times: Bool, from: String?, to: String?, so condition: String,
        paths: Int, threads: Int, each: (Int, Int) -> Void = { _, _ in },
        recompiled: @escaping (String, String) throws -> Program
    ) async throws -> SolveAnswer {
        let severityName = Self.shock(text)
        // The severity of a shock that is not on is looked for from none on.
        let isOff = severityName.map { name in !program.shocks.contains { $0.name == name } } ?? false
        let known = severityName.map { name in program.scenario["shocks"].contains { $0.name == name } } ?? false
        let program =
            isOff && known
            ? try Program(
                program.scenario, shocks: program.shocks + [ShockSetting(name: severityName!)], seed: program.seed)
            : program
        let unknown = try Unknown(text, times: times, from: from, to: to, in: program)
        let condition = try Condition(condition, in: program)
        let seek = GoalSeek(
            program, unknown, condition, paths: paths, threads: threads, isOff: isOff, recompiled: recompiled)
        return try await seek.answer(each: each)
    }

    private static func shock(_ text: String) -> String? {
        let words = text.split(separator: ".").map(String.init)
        return words.count == 3 && words[0] == "shocks" && words[2] == "size" ? words[1] : nil
    }
}

/// Grid, bracket, halving: every value is a run of all paths on the same random numbers.
final class GoalSeek {
    private let program: Program
    private let unknown: Unknown
    private let condition: Condition
    private let paths: Int
    private let threads: Int
    private let runs: VariedRuns
    private let severities: [Double]
    private let recompiled: (String, String) throws -> Program
    private var tried: [(at: Double, values: [Double])] = []
    private var note = ""
    private var done = 0

    private static let steps = 8
    private static let halvings = 9

    init(
        _ program: Program, _ unknown: Unknown, _ condition: Condition, paths: Int, threads: Int, isOff: Bool,
        recompiled: @escaping (String, String) throws -> Program
    ) {
        (self.program, self.unknown, self.condition) = (program, unknown, condition)
        (self.paths, self.threads, self.recompiled) = (paths, threads, recompiled)
        runs = VariedRuns(program, keeping: [condition.statistic.kept], threads: threads)
        let scenario = program.scenario
        severities = program.shocks.enumerated().map { place, setting in
            if isOff, place == program.shocks.count - 1 { return 0 }
            return setting.severity
                ?? scenario["shocks"].first { $0.name == setting.name }?.record.constant("size") ?? 0
        }
    }

    func answer(each: (Int, Int) -> Void) async throws -> SolveAnswer {
        let (low, high) = (unknown.range.lowerBound, unknown.range.upperBound)
        let grid = (0...Self.steps).map { low + (high - low) * Double($0) / Double(Self.steps) }
        let current = unknown.current.map { unknown.range.contains($0) ? [$0] : [] } ?? []
        let first = Set(grid + current).sorted()
        let total = first.count + Self.halvings + 1
        try await run(first, total, each)
        var answer = blank()
        guard let change = nearestChange() else {
            if let first = tried.first { answer.verdict = holds(first.values) ? .always : .never }
            answer.isMonotone = isMonotone()
            fill(&answer)
            return answer
        }
        var (bad, good) = (tried[change].at, tried[change + 1].at)
        if holds(tried[change].values) { swap(&bad, &good) }
        for _ in 0..<Self.halvings {
            let middle = (bad + good) / 2
            try await run([middle], total, each)
            guard let point = tried.first(where: { $0.at == middle }) else { break }
            if holds(point.values) { good = middle } else { bad = middle }
        }
        let value = try await rounded(good, awayFrom: bad, total, each)
        answer.verdict = .found
        answer.side = good > bad ? "at least" : "at most"
        answer.value = unknown.unit.number(value)
        answer.text =
            unknown.isMultiplier ? "\(unknown.unit.text(value, digits: 5)) times" : unknown.unit.text(value, digits: 5)
        let interval = interval(bad: bad, good: good)
        answer.low = interval.0.map { unknown.unit.number(min($0, value)) }
        answer.high = interval.1.map { unknown.unit.number(max($0, value)) }
        answer.isMonotone = isMonotone()
        answer.putBack = putBack(value)
        answer.verified = tried.first { $0.at == value }.map(point)
        fill(&answer)
        return answer
    }

    // MARK: Running

    private func run(_ values: [Double], _ total: Int, _ each: (Int, Int) -> Void) async throws {
        let wanted = values.filter { value in !tried.contains { $0.at == value } }
        let before = done
        if case .recompiled = unknown.target {
            for value in wanted {
                let other: Program
                do {
                    other = try recompiled(unknown.text, unknown.unit.text(value, digits: 8))
                } catch is Diagnostics {
                    note = "some values of the range are no valid scenario and were left out"
                    continue
                }
                let statistic = try Statistic(condition.statistic.text, in: other)
                let own = VariedRuns(other, keeping: [statistic.kept], threads: threads)
                keep([value], try await own.run([Variation()], paths: 0..<paths))
                done += 1
                each(done * paths, total * paths)
            }
        } else {
            let variations = wanted.map { unknown.variation($0, severities: severities) }
            let outcomes = try await runs.run(variations, paths: 0..<paths) { each(before * paths + $0, total * paths) }
            keep(wanted, outcomes)
            done += wanted.count
        }
        tried.sort { $0.at < $1.at }
    }

    private func keep(_ values: [Double], _ outcomes: [VariedRuns.Outcome]) {
        for (value, outcome) in zip(values, outcomes) {
            if outcome.fault == nil {
                tried.append((value, outcome.values[0]))
            } else {
                note = "at some values of the range amounts cannot be booked; they were left out"
            }
        }
    }

    /// The value with few digits, still on the good side: what a person writes down. Checked by a run.
    private func rounded(
        _ good: Double, awayFrom bad: Double, _ total: Int, _ each: (Int, Int) -> Void
    ) async throws -> Double {
        let factor = unknown.unit.factor
        for digits in [4, 6] {
            let value = Numerals.rounded(good * factor, digits, up: good > bad) / factor
            guard unknown.range.contains(value) else { continue }
            try await run([value], total, each)
            if let point = tried.first(where: { $0.at == value }), holds(point.values) { return value }
        }
        return good
    }

    // MARK: Reading

    private func holds(_ values: [Double]) -> Bool { condition.holds(condition.statistic.estimate(values)) }

    /// The step in which the condition changes that is nearest to where the input stands.
    private func nearestChange() -> Int? {
        let changes = tried.indices.dropLast().filter { holds(tried[$0].values) != holds(tried[$0 + 1].values) }
        let current = unknown.current ?? 0
        return changes.min { distance($0, current) < distance($1, current) }
    }

    private func distance(_ step: Int, _ value: Double) -> Double {
        ((tried[step].at + tried[step + 1].at) / 2 - value).magnitude
    }

    private func isMonotone() -> Bool {
        let changes = tried.indices.dropLast().count { holds(tried[$0].values) != holds(tried[$0 + 1].values) }
        var (rises, falls) = (false, false)
        for (before, after) in zip(tried, tried.dropFirst()) {
            let change = condition.statistic.change(from: before.values, to: after.values)
            guard change.value.magnitude > 3 * change.standardError else { continue }
            rises = rises || change.value > 0
            falls = falls || change.value < 0
        }
        return changes <= 1 && !(rises && falls)
    }

    /// Where the number would meet its limit were it 1.96 standard errors better, and worse: outwards from the bracket,
    /// by straight lines between the values that were run.
    private func interval(bad: Double, good: Double) -> (Double?, Double?) {
        let margins = tried.map { point in
            let estimate = condition.statistic.estimate(point.values)
            let margin = condition.comparison.margin(estimate.value)
            let error = max(estimate.standardError, 1e-300)
            return (at: point.at, z: min(max(margin / error, -100), 100))
        }
        func first(beyond level: Double, from start: Double, rising: Bool) -> Double? {
            let ordered = rising ? margins.filter { $0.at >= start } : margins.filter { $0.at <= start }.reversed()
            if let nearest = ordered.first, level < 0 ? nearest.z < level : nearest.z > level { return nearest.at }
            for (before, after) in zip(ordered, ordered.dropFirst()) where (after.z - level) * (before.z - level) <= 0 {
                guard after.z != before.z else { return after.at }
                return before.at + (after.at - before.at) * (level - before.z) / (after.z - before.z)
            }
            return nil
        }
        let isRising = good > bad
        let failing = first(beyond: -1.96, from: bad, rising: !isRising)
        let holding = first(beyond: 1.96, from: good, rising: isRising)
        return isRising ? (failing, holding) : (holding, failing)
    }

    private func point(_ tried: (at: Double, values: [Double])) -> SolveAnswer.Point {
        let estimate = condition.statistic.estimate(tried.values)
        return .init(
            at: unknown.unit.number(tried.at), text: unknown.unit.text(tried.at, digits: 4), number: estimate,
            shown: condition.statistic.show(estimate), holds: condition.holds(estimate))
    }

    private func putBack(_ value: Double) -> String {
        let text = unknown.unit.text(value, digits: 6).filter { $0 != "," }
        switch unknown.target {
        case .factor: return ""
        case .severity(let shock): return "--shock \(program.shocks[shock].name)='\(text)'"
        case .input, .recompiled: return "--set \(unknown.text)='\(text)'"
        }
    }

    private func blank() -> SolveAnswer {
        SolveAnswer(
            scenario: program.scenario.settings.name, find: unknown.text, isMultiplier: unknown.isMultiplier,
            inputs: unknown.names, condition: condition.text, unit: unknown.unit.symbol, paths: paths,
            seed: program.seed, verdict: .never, value: nil, low: nil, high: nil, text: "", side: "", putBack: "",
            verified: nil, current: nil, points: [], isMonotone: true, note: "")
    }

    private func fill(_ answer: inout SolveAnswer) {
        answer.points = tried.map(point)
        answer.note = note
        answer.current = unknown.current.flatMap { value in tried.first { $0.at == value } }.map(point)
    }
}
