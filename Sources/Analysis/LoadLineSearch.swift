import Engine
import Model

/// Runs severities until every threshold is bracketed closely, and reads the load lines off them.
struct LoadLineSearch {
    /// One shock: its range, and whose default each run at a severity brought.
    private struct Course {
        let item: Item
        let unit: WrittenUnit
        /// In the shock's own unit.
        var end: Double
        var note = ""
        /// By severity as a share of the range: paths in default, by party.
        var runs: [(share: Double, flags: [[Bool]])] = []
    }

    private let runs: VariedRuns
    private let request: LoadLineRequest
    private let paths: Int
    private let antithetic: Bool
    /// Severities of the shocks that are on throughout, which the program has before those that are looked at.
    private let standing: [Double]
    private var courses: [Course]

    init(_ runs: VariedRuns, _ request: LoadLineRequest, _ chosen: [ShockSetting], paths: Int, antithetic: Bool) {
        self.runs = runs
        self.request = request
        self.paths = paths
        self.antithetic = antithetic
        func item(_ setting: ShockSetting) -> Item {
            runs.program.scenario["shocks"].first { $0.name == setting.name }!
        }
        standing = request.standing.map { $0.severity ?? item($0).record.constant("size") }
        courses = chosen.map { setting in
            let item = item(setting)
            let size = item.record.constant("size")
            let asked = setting.severity ?? request.reach * size
            // A number cannot be scaled below nothing, nor replaced more than wholly.
            let end = item.kind == "scale" ? max(-1, asked) : item.kind == "replace" ? min(1, asked) : asked
            return Course(item: item, unit: WrittenUnit(of: item.record.input("size")), end: end)
        }
    }

    // MARK: Running

    /// - Parameters:
    ///   - each: told of paths done and to do.
    ///   - found: shown the search when another shock is known at the grid, and after each halving.
    mutating func run(each: (Int, Int) -> Void, found: (LoadLineSearch) -> Void) async throws {
        let cells = courses.count * request.levels
        // What halving will need is not known before; half a grid a round is what it comes to.
        let guess = (2 + cells + request.rounds * cells / 2) * paths
        let base = try await runs.run([variation(nil, 0)], paths: 0..<paths) { each($0, guess) }
        if let fault = base[0].fault { throw fault }
        for course in courses.indices { courses[course].runs = [(0, flags(base[0]))] }
        var done = paths
        for course in courses.indices {
            let grid = (1...request.levels).map { (course: course, share: Double($0) / Double(request.levels)) }
            try await add(grid) { each(done + $0, guess) }
            done += grid.count * paths
            found(self)
        }
        for _ in 0..<request.rounds {
            let wanted = courses.indices.flatMap { course in
                brackets(course).map { (course: course, share: $0) }
            }
            guard !wanted.isEmpty else { break }
            let total = max(guess, done + wanted.count * paths)
            try await add(wanted) { each(done + $0, total) }
            done += wanted.count * paths
            found(self)
        }
    }

    private mutating func add(_ wanted: [(course: Int, share: Double)], finished: (Int) -> Void) async throws {
        let outcomes = try await runs.run(
            wanted.map { variation($0.course, $0.share) }, paths: 0..<paths, finished: finished)
        for (wish, outcome) in zip(wanted, outcomes) where outcome.fault == nil {
            courses[wish.course].runs.append((wish.share, flags(outcome)))
        }
        for (wish, outcome) in zip(wanted, outcomes) where outcome.fault != nil {
            courses[wish.course].runs.removeAll { $0.share >= wish.share }
        }
        for course in courses.indices {
            courses[course].runs.sort { $0.share < $1.share }
            let faults = zip(wanted, outcomes).filter { $0.course == course && $1.fault != nil }
            guard !faults.isEmpty else { continue }
            courses[course].note = "beyond it amounts cannot be booked"
        }
    }

    private func variation(_ course: Int?, _ share: Double) -> Variation {
        Variation(severities: standing + courses.indices.map { $0 == course ? share * courses[$0].end : 0 })
    }

    private func flags(_ outcome: VariedRuns.Outcome) -> [[Bool]] {
        outcome.values.map { $0.map { $0 > 0 } }
    }

    /// The middles of steps in which some party passes a threshold for the first time.
    private func brackets(_ course: Int) -> [Double] {
        let runs = courses[course].runs
        var middles: Set<Double> = []
        for party in runs[0].flags.indices {
            for threshold in request.thresholds {
                guard let after = runs.firstIndex(where: { odds($0.flags[party]) > threshold }), after > 0 else {
                    continue
                }
                middles.insert((runs[after - 1].share + runs[after].share) / 2)
            }
        }
        return middles.sorted()
    }

    private func odds(_ flags: [Bool]) -> Double { Double(flags.count { $0 }) / Double(max(1, flags.count)) }

    // MARK: Reading

    /// What is known of the shocks that have been run.
    func answer(_ firms: [Party], by date: String) -> LoadLineAnswer {
        let program = runs.program
        var answer = LoadLineAnswer(
            scenario: program.scenario.settings.name, title: program.scenario.settings.title, by: date, paths: paths,
            seed: program.seed, thresholds: request.thresholds, shocks: [], parties: [], rows: [], grid: [])
        answer.parties = firms.indices.map { place in
            .init(
                party: firms[place].name, title: firms[place].title, owes: program.owes(firms[place]),
                unshocked: Estimate(shareOf: courses[0].runs[0].flags[place], antithetic: antithetic))
        }
        for course in courses where course.runs.count > 1 || !course.note.isEmpty {
            let (record, unit) = (course.item.record, course.unit)
            let severities = course.runs.map { unit.number($0.share * course.end) }
            answer.shocks.append(
                .init(
                    shock: course.item.name, title: record.title(or: course.item.name), kind: course.item.kind,
                    unit: unit.symbol, size: unit.number(record.constant("size")), end: severities.last ?? 0,
                    note: course.note, severities: severities))
            for (place, party) in answer.parties.enumerated() {
                let intervals = course.runs.map { ShareInterval($0.flags[place], antithetic: antithetic) }
                answer.grid += zip(severities, intervals).map {
                    .init(
                        party: party.party, shock: course.item.name, severity: $0, odds: $1.estimate.value,
                        standardError: $1.estimate.standardError, low: $1.low, high: $1.high)
                }
                let isMonotone = isMonotone(course.runs.map { $0.flags[place] })
                answer.rows += request.thresholds.map { threshold in
                    var row = row(severities, intervals, threshold, owes: party.owes)
                    (row.party, row.shock, row.unit) = (party.party, course.item.name, unit.symbol)
                    row.isMonotone = isMonotone
                    if let severity = row.severity {
                        let sign = severity > 0 && course.item.kind != "replace" ? "+" : ""
                        let number = sign + Numerals.significant(severity)
                        row.text = unit.symbol.isEmpty ? number : "\(number) \(unit.symbol)"
                    }
                    return row
                }
            }
        }
        return answer
    }

    private func row(
        _ severities: [Double], _ intervals: [ShareInterval], _ threshold: Double, owes: Bool
    ) -> LoadLineAnswer.Row {
        var row = LoadLineAnswer.Row(
            party: "", shock: "", threshold: threshold, verdict: .never, severity: nil, low: nil, high: nil, unit: "",
            text: "", isMonotone: true,
            oddsAtEnd: intervals.last?.estimate ?? Estimate(value: 0, standardError: 0))
        let odds = intervals.map(\.estimate.value)
        guard let after = odds.firstIndex(where: { $0 > threshold }) else {
            row.verdict = owes ? .never : .owesNothing
            row.text = row.verdict.rawValue
            return row
        }
        guard after > 0 else {
            row.verdict = .alreadyAbove
            row.text = row.verdict.rawValue
            return row
        }
        let (x, y) = ((severities[after - 1], severities[after]), (odds[after - 1], odds[after]))
        row.verdict = .found
        // Where most paths fail within one step, there is nothing between to draw a line through.
        row.severity = y.1 - y.0 > 0.5 ? x.1 : x.0 + (x.1 - x.0) * (threshold - y.0) / (y.1 - y.0)
        func nearer(_ a: Double, _ b: Double) -> Double { a.magnitude < b.magnitude ? a : b }
        let low = Self.crossing(severities, intervals.map(\.high), threshold)
        let high = Self.crossing(severities, intervals.map(\.low), threshold)
        row.low = low.map { nearer($0, x.0) } ?? x.0
        row.high = high.map { $0.magnitude > x.1.magnitude ? $0 : x.1 }
        return row
    }

    /// Where a course first passes a threshold, by straight lines between its points; 0 where it begins above.
    private static func crossing(_ x: [Double], _ y: [Double], _ threshold: Double) -> Double? {
        guard let after = y.firstIndex(where: { $0 > threshold }) else { return nil }
        guard after > 0 else { return x[0] }
        let share = (threshold - y[after - 1]) / (y[after] - y[after - 1])
        return x[after - 1] + (x[after] - x[after - 1]) * share
    }

    /// Whether no step makes fewer paths fail by more than three standard errors, path by path.
    private func isMonotone(_ runs: [[Bool]]) -> Bool {
        let shares = runs.map { $0.map { $0 ? 1.0 : 0.0 } }
        return zip(shares, shares.dropFirst()).allSatisfy { before, after in
            let change = Estimate(differenceOf: after, and: before, antithetic: antithetic)
            return change.value >= 0 || change.value >= -3 * change.standardError
        }
    }
}
