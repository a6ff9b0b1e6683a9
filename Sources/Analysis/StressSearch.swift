import Engine
import Lanes
import Model

/// Screens what moves a condition, and walks towards it along the steepest way.
final class StressSearch {
    /// Moves that are kept after screening.
    private static let most = 8
    private static let rounds = 2
    private static let farthest = 6.0

    private let program: Program
    private let factors: [Factor]
    private let drivers: [DriverMove]
    private let condition: Condition
    private let paths: Int
    private let screenPaths: Int
    private let own: [Double]
    private let runs: VariedRuns
    private let random: RandomSource
    private var done = 0

    init(
        _ program: Program, _ factors: [Factor], _ drivers: [DriverMove], _ condition: Condition, paths: Int,
        screenPaths: Int, own: [ShockSetting], threads: Int
    ) throws {
        (self.program, self.factors, self.drivers) = (program, factors, drivers)
        (self.condition, self.paths, self.screenPaths) = (condition, paths, screenPaths)
        let scenario = program.scenario
        self.own = own.map { setting in
            setting.severity ?? scenario["shocks"].first { $0.name == setting.name }!.record.constant("size")
        }
        runs = VariedRuns(program, keeping: [condition.statistic.kept], threads: threads)
        random = RandomSource(seed: program.seed)
    }

    /// Everything that can move: factors first, then drivers.
    private var count: Int { factors.count + drivers.count }

    func answer(each: (Int, Int) -> Void) async throws -> ReverseStressAnswer {
        let total = paths + screenPaths + (Self.rounds + 1) * 10 * paths + Self.rounds * screenPaths
        func run(_ variations: [Variation], _ paths: Int) async throws -> [VariedRuns.Outcome] {
            let before = done
            let outcomes = try await runs.run(variations, paths: 0..<paths) { each(min(before + $0, total), total) }
            done += variations.count * paths
            return outcomes
        }
        let base = try await run([variation([])], paths)[0]
        if let fault = base.fault { throw fault }
        let current = condition.statistic.estimate(base.values[0])
        var answer = ReverseStressAnswer(
            scenario: program.scenario.settings.name, condition: condition.text, paths: paths, seed: program.seed,
            candidates: count, screened: 0, verdict: .already, distance: 0, beyond: 0.5, moves: [], current: current,
            currentText: condition.statistic.show(current), verified: current,
            verifiedText: condition.statistic.show(current), lastFalse: 0)
        guard !condition.holds(current) else { return answer }

        // Screening: all move at once, each path its own way; farther where next to nothing happens so near, less far where
        // amounts can then not be booked.
        var scores: [[Double]] = []
        var screen: VariedRuns.Outcome?
        var fault: RunError?
        for scale in [1, 1.7, 0.5] where scale > 0.9 || screen == nil {
            let own = (0..<count).map { place in
                let normal = normals(place, round: 0)
                return place < factors.count ? normal.map { scale * $0 } : normal
            }
            var sampled = variation([])
            for (place, factor) in factors.enumerated() {
                sampled[factor.index] = .replace(own[place].map { factor.value(score: $0) })
            }
            let outcome = try await run([sampled], screenPaths)[0]
            fault = outcome.fault ?? fault
            guard outcome.fault == nil else { continue }
            (screen, scores) = (outcome, own)
            if !isRare(outcome.values[0]) { break }
        }
        guard let screen else { throw fault! }
        let chosen = standsOut(screen.values[0], scores)
        answer.screened = chosen.count
        guard !chosen.isEmpty else {
            answer.verdict = .nothingMoves
            return answer
        }
        var slopes = LeastSquares.slopes(outcome(screen.values[0]), chosen.map { scores[$0] })
        var best: (distance: Double, point: [Double], values: [Double], before: Double)?
        var farthest: Estimate?
        for round in 0...Self.rounds {
            let length = squareRoot(slopes.reduce(0) { $0 + $1 * $1 })
            guard length > 0 else { break }
            // Directions that carry less than a hundredth of the way are left out: they are noise, and nobody could act on them.
            let unit = slopes.map { $0 / length }.map { $0 * $0 < 0.01 ? 0 : $0 }
            let norm = squareRoot(unit.reduce(0) { $0 + $1 * $1 })
            let direction = unit.map { $0 / norm }
            let limit = best?.distance ?? Self.farthest
            let grid = (1...6).map { limit * Double($0) / 6 }
            func point(_ distance: Double) -> [(Int, Double)] {
                zip(chosen, direction.map { $0 * distance }).map { ($0, $1) }
            }
            let outcomes = try await run(grid.map { variation(point($0)) }, paths)
            func holds(_ outcome: VariedRuns.Outcome) -> Bool {
                outcome.fault == nil && condition.holds(condition.statistic.estimate(outcome.values[0]))
            }
            guard let first = outcomes.firstIndex(where: holds) else {
                if let last = outcomes.last, last.fault == nil, farthest == nil {
                    farthest = condition.statistic.estimate(last.values[0])
                }
                break
            }
            var (bad, good) = (first == 0 ? 0 : grid[first - 1], grid[first])
            var values = outcomes[first].values[0]
            for _ in 0..<4 {
                let middle = (bad + good) / 2
                let outcome = try await run([variation(point(middle))], paths)[0]
                if holds(outcome) { (good, values) = (middle, outcome.values[0]) } else { bad = middle }
            }
            if good < best?.distance ?? .infinity {
                best = (good, direction.map { $0 * good }, values, bad)
            }
            guard round < Self.rounds, let best else { break }
            guard let local = try await localSlopes(around: best.point, chosen, round: round + 1, run) else { break }
            slopes = local
        }
        guard let best else {
            answer.verdict = .tooFar
            answer.distance = Self.farthest
            if let farthest { (answer.verified, answer.verifiedText) = (farthest, condition.statistic.show(farthest)) }
            return answer
        }
        answer.verdict = .found
        answer.distance = best.distance
        answer.lastFalse = best.before
        answer.beyond = normalProbability(-best.distance)
        answer.verified = condition.statistic.estimate(best.values)
        answer.verifiedText = condition.statistic.show(answer.verified)
        answer.moves = zip(chosen, best.point).filter { $0.1 != 0 }.map { move($0, $1, best.distance) }
            .sorted { ($1.share, $0.name) < ($0.share, $1.name) }
        return answer
    }

    // MARK: Sampling

    /// Standard normals by path. Those of drivers are what chance gave them.
    private func normals(_ place: Int, round: Int) -> [Double] {
        if place >= factors.count { return drivers[place - factors.count].scores }
        let stream = streamIdentifier("reverse stress/\(factors[place].path)")
        return (0..<screenPaths).map {
            normalQuantile(random.uniform(path: UInt64($0), quarter: 0, stream: stream, draw: round))
        }
    }

    /// The places of moves whose correlation with the outcome is more than the largest that chance would show among all.
    private func standsOut(_ values: [Double], _ scores: [[Double]]) -> [Int] {
        let y = outcome(values)
        let limit = normalQuantile(1 - 0.5 / Double(max(2, count))) / squareRoot(Double(y.count))
        let sizes = scores.map { correlation($0, y).magnitude }
        return sizes.indices.filter { sizes[$0] > limit }.sorted { (sizes[$1], $0) < (sizes[$0], $1) }
            .prefix(Self.most).map { $0 }
    }

    private func correlation(_ x: [Double], _ y: [Double]) -> Double {
        let count = Double(y.count)
        let (mx, my) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        var (xy, xx, yy) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            xy += (a - mx) * (b - my)
            xx += (a - mx) * (a - mx)
            yy += (b - my) * (b - my)
        }
        return xx > 0 && yy > 0 ? xy / squareRoot(xx * yy) : 0
    }

    /// Whether so few paths differ from the rest that slopes would be chance.
    private func isRare(_ values: [Double]) -> Bool {
        let sorted = outcome(values).sorted()
        guard let middle = sorted.dropFirst(sorted.count / 2).first else { return true }
        return sorted.count { $0 != middle } < 20
    }

    /// What a path adds to the condition's becoming true.
    private func outcome(_ values: [Double]) -> [Double] {
        let sign = condition.comparison.margin(1) > condition.comparison.margin(0) ? 1.0 : -1
        guard case .share(let comparison) = condition.statistic.kind else {
            return values.map { $0.isNaN ? 0 : sign * $0 }
        }
        return values.map { comparison.holds($0) ? sign : 0 }
    }

    /// Slopes among moves scattered around a point.
    private func localSlopes(
        around point: [Double], _ chosen: [Int], round: Int,
        _ run: ([Variation], Int) async throws -> [VariedRuns.Outcome]
    ) async throws -> [Double]? {
        let scatter = 0.7
        var moved = variation(zip(chosen, point).map { ($0, $1) })
        var scores: [[Double]] = []
        for (place, centre) in zip(chosen, point) {
            let normal = normals(place, round: round)
            guard place < factors.count else {
                scores.append(normal)
                continue
            }
            let own = normal.map { centre + scatter * $0 }
            scores.append(own)
            moved[factors[place].index] = .replace(own.map { factors[place].value(score: $0) })
        }
        let outcome = try await run([moved], screenPaths)[0]
        guard outcome.fault == nil else { return nil }
        return LeastSquares.slopes(self.outcome(outcome.values[0]), scores)
    }

    // MARK: Moves

    private func variation(_ point: [(place: Int, score: Double)]) -> Variation {
        var severities = own + drivers.map { _ in 0 }
        var variation = Variation()
        for (place, score) in point where score != 0 {
            if place < factors.count {
                variation[factors[place].index] = .replace([factors[place].value(score: score)])
            } else {
                severities[own.count + place - factors.count] = drivers[place - factors.count].severity(score)
            }
        }
        variation.severities = severities
        return variation
    }

    private func move(_ place: Int, _ score: Double, _ distance: Double) -> ReverseStressAnswer.Move {
        let share = score * score / (distance * distance)
        if place < factors.count {
            let factor = factors[place]
            return .init(
                name: factor.path, score: score, share: share, from: factor.unit.text(factor.middle),
                to: factor.unit.text(factor.value(score: score)))
        }
        let driver = drivers[place - factors.count]
        let severity = driver.severity(score)
        let sign = severity > 0 ? "+" : ""
        return .init(
            name: driver.path, score: score, share: share, from: "as drawn",
            to: driver.scales
                ? "\(sign)\(Numerals.significant(severity * 100)) %" : "\(sign)\(Numerals.significant(severity))")
    }
}
