import Calendar
import Engine
import Model

/// Where a party's revenue came from over several paths: by period, from the start on, by deal, with standard errors.
package struct TraceSample: Sendable, Codable {
    package var party: String
    package var title: String
    /// Paths that were traced: the first ones of the run.
    package var paths: Int
    /// `quarter` or `year`.
    package var by: String
    package var rows: [Row]
    /// From the start to the end of each period.
    package var cumulative: [Row]
    /// Revenue on contracts for compute, equipment, halls and power, and from users of AI; nil where the scenario has only plain
    /// payments, which do not say what they are for.
    package var segment: Segment?
    /// Dollars over the run handed out to other parties, and given without cash.
    package var handedOut: Estimate
    package var given: Estimate
    package var deals: [Deal]

    package struct Row: Sendable, Codable {
        package var period: String
        /// Dollars.
        package var revenue: Estimate
        package var ownFinancing: Estimate
        package var ownMoney: Estimate
        /// Cents of a dollar of revenue.
        package var cents: Cents

        package struct Cents: Sendable, Codable {
            package var ownFinancing: Estimate
            package var ownMoney: Estimate
            /// Handed out and back within a quarter.
            package var roundTrip: Estimate
            /// Certain and possible within quarters.
            package var lower: Estimate
            package var upper: Estimate
            /// Its own financing if what it gave without cash counted as cash.
            package var withGifts: Estimate
            /// Last financed by an outside sector.
            package var outsiders: Estimate
            /// What the payers could have paid had it handed out nothing.
            package var withoutOwn: Estimate
        }
    }

    package struct Segment: Sendable, Codable {
        /// Dollars over the run, and cents of a dollar of it that are its own financing come round.
        package var revenue: Estimate
        package var ownFinancing: Estimate
        package var cents: Estimate
    }

    package struct Deal: Sendable, Codable {
        package var out: String
        package var back: String
        package var dollars: Estimate
        /// Share of all its own financing that came round.
        package var share: Double
    }
}

extension TraceSample {
    /// Traces one party over the first paths of a run.
    package static func compute(
        _ program: Program, party: String, by: String, paths: Int, threads: Int, each: (Int) -> Void = { _ in }
    ) async throws -> TraceSample {
        let own = try program.firm(party, asked: "trace")
        let traces = try await ReplayedPaths.map(program, paths: paths, threads: threads, each: each) {
            try TraceAnswer(own, PathTrace($0, program), of: program)
        }
        return TraceSample(traces, by: by, antithetic: program.scenario.settings.antithetic)
    }

    /// Every party over the first paths of a run, the most circular first; without rows by period.
    package static func everybody(
        _ program: Program, paths: Int, threads: Int, each: (Int) -> Void = { _ in }
    ) async throws -> [TraceSample] {
        let firms = program.parties.filter { !$0.isSector }
        let traces = try await ReplayedPaths.map(program, paths: paths, threads: threads, each: each) { replay in
            let trace = try PathTrace(replay, program)
            return try firms.map { try TraceAnswer($0, trace, of: program) }
        }
        return firms.indices.map { index in
            TraceSample(traces.map { $0[index] }, by: "run", antithetic: program.scenario.settings.antithetic)
        }.sorted {
            let (left, right) = ($0.total.cents.ownFinancing.value, $1.total.cents.ownFinancing.value)
            return left != right ? left > right : $0.party < $1.party
        }
    }

    /// One path alone: a sample without sampling error.
    package init(of trace: TraceAnswer, by: String) { self.init([trace], by: by, antithetic: false) }

    /// The whole run.
    package var total: Row { cumulative[cumulative.count - 1] }

    init(_ traces: [TraceAnswer], by: String, antithetic: Bool) {
        let first = traces[0]
        (party, title, paths, self.by) = (first.party, first.title, traces.count, by)
        let quarters = first.quarters.map(\.quarter)
        let names = quarters.map { by == "year" ? String($0.prefix(4)) : by == "run" ? "run" : $0 }
        let periods = names.reduce(into: [String]()) { if $0.last != $1 { $0.append($1) } }
        let sums = Sums(traces, antithetic: antithetic)
        rows = periods.map { period in sums.row(period, quarters.indices.filter { names[$0] == period }) }
        cumulative = periods.map { period in
            sums.row("to \(period)", Array(0...names.lastIndex(of: period)!))
        }
        let all = Array(quarters.indices)
        let business = sums.segment(all)
        segment = business.revenue.value > 0 ? business : nil
        handedOut = sums.mean(all, \.handedOut)
        given = sums.mean(all, \.given)
        let pairs = traces.flatMap { $0.deals.map { TraceAnswer.Deal(out: $0.out, back: $0.back, dollars: 0) } }
        let whole = traces.reduce(0) { $0 + $1.ownFinancing } / Double(traces.count)
        deals = Set(pairs).map { pair in
            let dollars = Estimate(
                meanOf: traces.map { trace in
                    trace.deals.first { $0.out == pair.out && $0.back == pair.back }?.dollars ?? 0
                }, antithetic: antithetic)
            return Deal(
                out: pair.out, back: pair.back, dollars: dollars, share: whole > 0 ? dollars.value / whole : 0)
        }.sorted { ($1.dollars.value, $0.out, $0.back) < ($0.dollars.value, $1.out, $1.back) }
    }
}

/// Sums over some quarters, path by path.
private struct Sums {
    let traces: [TraceAnswer]
    let antithetic: Bool

    init(_ traces: [TraceAnswer], antithetic: Bool) {
        self.traces = traces
        self.antithetic = antithetic
    }

    private func values(_ quarters: [Int], _ figure: (TraceAnswer.Period) -> Double) -> [Double] {
        traces.map { trace in quarters.reduce(0) { $0 + figure(trace.quarters[$1]) } }
    }

    func mean(_ quarters: [Int], _ figure: (TraceAnswer.Period) -> Double) -> Estimate {
        Estimate(meanOf: values(quarters, figure), antithetic: antithetic)
    }

    func row(_ period: String, _ quarters: [Int]) -> TraceSample.Row {
        let revenue = values(quarters, \.revenue)
        func cents(_ figure: (TraceAnswer.Period) -> Double) -> Estimate {
            Estimate(ratioOf: values(quarters, figure), to: revenue, antithetic: antithetic).scaled(100)
        }
        return .init(
            period: period, revenue: mean(quarters, \.revenue), ownFinancing: mean(quarters, \.ownFinancing),
            ownMoney: mean(quarters, \.ownMoney),
            cents: .init(
                ownFinancing: cents(\.ownFinancing), ownMoney: cents(\.ownMoney), roundTrip: cents(\.roundTrip),
                lower: cents(\.lower), upper: cents(\.upper), withGifts: cents(\.withGifts),
                outsiders: cents(\.outsiders), withoutOwn: cents(\.withoutOwn)))
    }

    func segment(_ quarters: [Int]) -> TraceSample.Segment {
        .init(
            revenue: mean(quarters, \.segment.revenue), ownFinancing: mean(quarters, \.segment.ownFinancing),
            cents: Estimate(
                ratioOf: values(quarters, \.segment.ownFinancing), to: values(quarters, \.segment.revenue),
                antithetic: antithetic
            ).scaled(100))
    }
}
