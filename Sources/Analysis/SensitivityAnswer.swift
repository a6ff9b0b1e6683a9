import Engine
import Model

/// What matters for a number of the run: each input at P10 and P90, and shares of the variance, by itself and with others.
package struct SensitivityAnswer: Sendable, Codable {
    package var scenario: String
    package var metric: String
    package var seed: UInt64
    /// Paths of each run with one input moved.
    package var paths: Int
    /// Inputs with a range or a distribution, and paths of the run that drew them all; 0 where inputs were named.
    package var candidates: Int
    package var screened: Int
    /// The largest weight that chance alone would show among them.
    package var chance: Double
    /// As the scenario stands.
    package var value: Estimate
    package var shown: String
    package var bars: [Bar]
    package var shares: [Share]
    /// Points of the two sets that shares of variance rest on.
    package var points: Int
    package var variance: Double

    package struct Bar: Sendable, Codable {
        package var input: String
        package var text: String
        /// Share of the outcome's variance that screening gave it.
        package var weight: Double
        /// The input at 10 and 90 % of its range or distribution, as text, and what becomes of the number there.
        package var lowText: String
        package var highText: String
        package var atLow: Estimate
        package var atHigh: Estimate
        /// Changes against the scenario as it stands, on the same random numbers.
        package var lowChange: Estimate
        package var highChange: Estimate
        package var shownLow: String
        package var shownHigh: String
        /// The larger change in size.
        package var swing: Double
    }

    package struct Share: Sendable, Codable {
        /// An input, or `chance`: everything that is drawn but for these inputs.
        package var input: String
        package var first: Double
        package var firstLow: Double
        package var firstHigh: Double
        package var total: Double
        package var totalLow: Double
        package var totalHigh: Double
    }
}

/// How much work a sensitivity is worth.
package struct SensitivityRequest: Sendable {
    /// A statistic; how many parties are in default at the end where nil.
    package var metric: String?
    /// Inputs by name, `*` for any word; the heaviest of all where empty.
    package var inputs: [String] = []
    /// How many of those that weigh more than chance alone would show.
    package var top = 8
    package var screened = 4_000
    package var points = 1_024
    package init() {}
}

extension SensitivityAnswer {
    /// - Throws: `Diagnostics` where no input has a range or a distribution, or a name is none of them.
    package static func compute(
        _ program: Program, _ request: SensitivityRequest, paths: Int, threads: Int,
        each: (Int, Int) -> Void = { _, _ in }
    ) async throws -> SensitivityAnswer {
        let defaults = program.parties.filter { !$0.isSector }.map { "parties.\($0.name).in-default" }
        let statistic = try Statistic(request.metric ?? defaults.joined(separator: " + "), in: program)
        let all = Factor.all(of: program)
        guard !all.isEmpty else {
            throw program.lacks(
                "no input has a range or a distribution, so none can be moved",
                hint: "write `assumption 65..85 %` behind an assumption, or a distribution")
        }
        let asked = try request.inputs.flatMap { try named($0, all, program) }
        let screens = request.inputs.isEmpty
        var done = 0
        var factors = asked
        func work(_ count: Int) -> Int {
            (screens ? request.screened : 0) + (1 + 2 * count) * paths + (3 + count) * request.points
        }
        var (weights, chance) = ([Double](), 0.0)
        if screens {
            let screening = try await Screening.run(
                program, all, keeping: [statistic.kept], outcomes: { statistic.outcomes($0[0]) },
                paths: request.screened, threads: threads, each: { each($0, work(min(request.top, all.count))) })
            let heaviest = screening.top(request.top, of: all)
            // What weighs no more than chance alone would show is not worth a run of its own.
            let top = heaviest.filter { screening.weights[$0] > screening.chance }
            let chosen = top.isEmpty ? Array(heaviest.prefix(1)) : top
            (factors, weights, chance) = (
                chosen.map { all[$0] }, chosen.map { screening.weights[$0] }, screening.chance
            )
            done += request.screened
        }
        let total = work(factors.count)
        let runs = VariedRuns(program, keeping: [statistic.kept], threads: threads)
        let variations =
            [Variation()]
            + factors.flatMap { factor in
                [0.1, 0.9].map { share in
                    var moved = Variation()
                    moved[factor.index] = .replace([factor.value(at: share)])
                    return moved
                }
            }
        let outcomes = try await runs.run(variations, paths: 0..<paths) { each(done + $0, total) }
        for outcome in outcomes { if let fault = outcome.fault { throw fault } }
        done += variations.count * paths
        let base = outcomes[0].values[0]
        let bars = factors.indices.map { place in
            let (low, high) = (outcomes[1 + 2 * place].values[0], outcomes[2 + 2 * place].values[0])
            return Bar(
                factors[place], weights.isEmpty ? nil : weights[place], base, low, high, statistic)
        }
        let value = statistic.estimate(base)
        var answer = SensitivityAnswer(
            scenario: program.scenario.settings.name,
            metric: request.metric ?? "parties in default at the end of the run", seed: program.seed, paths: paths,
            candidates: all.count, screened: screens ? request.screened : 0, chance: chance, value: value,
            shown: statistic.show(value), bars: bars.sorted { ($1.swing, $0.input) < ($0.swing, $1.input) },
            shares: [], points: request.points, variance: 0)
        try await answer.addShares(
            factors, runs, statistic, seed: program.seed, each: { each(done + $0, total) })
        return answer
    }

    private static func named(_ text: String, _ all: [Factor], _ program: Program) throws -> [Factor] {
        let words = text.split(separator: ".", omittingEmptySubsequences: false)
        let found = all.filter { factor in
            let own = factor.path.split(separator: ".", omittingEmptySubsequences: false)
            return own.count == words.count && zip(own, words).allSatisfy { $1 == "*" || $0 == $1 }
        }
        guard found.isEmpty else { return found }
        let isThere = program.inputs.contains { $0.path == text }
        throw Diagnostics([
            Diagnostic(
                at: Place(file: "--inputs", line: 1, column: 1),
                isThere
                    ? "`\(text)` has neither a range nor a distribution of its own"
                    : "no input is called `\(text)`", quote: text,
                hint: isThere
                    ? "write `assumption 65..85 %` behind it"
                    : Suggestion.hint(for: text, among: all.map(\.path), otherwise: "name inputs as --set does"))
        ])
    }

    /// Chance is an input like the others: paths of their own for the second set of points.
    private mutating func addShares(
        _ factors: [Factor], _ runs: VariedRuns, _ statistic: Statistic, seed: UInt64, each: (Int) -> Void
    ) async throws {
        let points = points
        guard points >= 2, !factors.isEmpty else { return }
        let names = factors.map(\.path)
        let a = LatinHypercube.points(points, inputs: names.map { "a/\($0)" }, seed: seed)
        let b = LatinHypercube.points(points, inputs: names.map { "b/\($0)" }, seed: seed)
        // Numbers are looked up by path; the second set's paths come behind the first's.
        func variation(_ shares: [[Double]], behind: Bool) -> Variation {
            var variation = Variation()
            for (factor, own) in zip(factors, shares) {
                let values = own.map { factor.value(at: $0) }
                variation[factor.index] = .replace(behind ? [Double](repeating: 0, count: points) + values : values)
            }
            return variation
        }
        let mixed = factors.indices.map { place in
            variation(factors.indices.map { $0 == place ? b[$0] : a[$0] }, behind: false)
        }
        let front = try await runs.run([variation(a, behind: false)] + mixed, paths: 0..<points, finished: each)
        let back = try await runs.run(
            [variation(b, behind: true), variation(a, behind: true)], paths: points..<2 * points
        ) { each((1 + mixed.count) * points + $0) }
        for outcome in front + back { if let fault = outcome.fault { throw fault } }
        func numbers(_ outcome: VariedRuns.Outcome) -> [Double] {
            statistic.outcomes(outcome.values[0], around: value.value).map { $0.isNaN ? 0 : $0 }
        }
        let indices = SobolIndices(
            a: numbers(front[0]), b: numbers(back[0]), ab: front.dropFirst().map(numbers) + [numbers(back[1])],
            seed: seed)
        variance = indices.variance
        shares = (names + ["chance"]).enumerated().map { place, name in
            Share(
                input: name, first: indices.first[place], firstLow: indices.firstInterval[place].lowerBound,
                firstHigh: indices.firstInterval[place].upperBound, total: indices.total[place],
                totalLow: indices.totalInterval[place].lowerBound, totalHigh: indices.totalInterval[place].upperBound)
        }.sorted { ($1.total, $0.input) < ($0.total, $1.input) }
    }
}

extension SensitivityAnswer.Bar {
    fileprivate init(
        _ factor: Factor, _ weight: Double?, _ base: [Double], _ low: [Double], _ high: [Double],
        _ statistic: Statistic
    ) {
        let (atLow, atHigh) = (statistic.estimate(low), statistic.estimate(high))
        let (lowChange, highChange) = (
            statistic.change(from: base, to: low), statistic.change(from: base, to: high)
        )
        self.init(
            input: factor.path, text: factor.text, weight: weight ?? 0,
            lowText: factor.unit.text(factor.value(at: 0.1)), highText: factor.unit.text(factor.value(at: 0.9)),
            atLow: atLow, atHigh: atHigh, lowChange: lowChange, highChange: highChange,
            shownLow: statistic.show(lowChange), shownHigh: statistic.show(highChange),
            swing: max(lowChange.value.magnitude, highChange.value.magnitude))
    }
}

extension Statistic {
    /// What each path adds to the number, so that the variance over paths says what moves it: of a share whether the path is
    /// of it, of a percentile whether it lies below (Raguet and Marrel 2018: target sensitivity), else its value.
    ///
    /// - Parameter percentile: what is taken for the percentile; that of these values where nil.
    func outcomes(_ values: [Double], around percentile: Double? = nil) -> [Double] {
        switch kind {
        case .mean: return values
        case .share(let comparison): return values.map { $0.isNaN ? $0 : comparison.holds($0) ? 1 : 0 }
        case .percentile:
            let limit = percentile ?? estimate(values).value
            return values.map { $0.isNaN ? $0 : $0 < limit ? 1 : 0 }
        }
    }
}
