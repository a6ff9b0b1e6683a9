import Calendar
import Engine
import Ledger
import Model

extension StoryAnswer {
    /// A turning point of a path: a sentence, and the postings that it stands for.
    package struct Turn: Sendable, Codable {
        package enum Kind: String, Sendable, Codable {
            case departure, breach, management, failure, loss
        }

        package var kind: Kind
        package var quarter: String
        package var text: String
        /// Bookings of the journal that say the same in dollars; none where nothing was booked.
        package var postings: [Entry]
    }

    /// Adds the turning points of one party: when the path left the run's band, the first breach, what management did, how it
    /// failed and who was hit.
    ///
    /// - Parameter paths: paths of the band.
    package mutating func addTurns(
        _ replay: Replay, of program: Program, about party: Party, paths: Int, threads: Int
    ) async throws {
        (about, aboutParty) = (party.title, party.name)
        let teller = TurnTeller(replay, program, party)
        let band = try await RunBand.compute(
            program, teller.watched, path: replay.path, paths: paths, threads: threads)
        turns =
            teller.departures(band.departures, paths: paths) + teller.breach() + teller.management()
            + teller.failure() + teller.losses()
    }
}

/// Finds the turning points of one party on one path.
private struct TurnTeller {
    private let replay: Replay
    private let program: Program
    private let party: Party
    private let titles: SubjectTitles
    /// Quarter of the run in which it defaults.
    private let failed: Int?

    init(_ replay: Replay, _ program: Program, _ party: Party) {
        (self.replay, self.program, self.party) = (replay, program, party)
        titles = SubjectTitles(program)
        failed = replay.states.firstIndex { $0[party.index].rawValue >= PartyState.defaulted.rawValue }
    }

    private func name(_ quarter: Int) -> String {
        program.scenario.settings.start.advanced(by: quarter).description
    }

    /// What is followed: the party's own figures, its sites, and all drivers.
    var watched: [String] {
        let own = ["revenue", "cash", "debt", "operating-cash-flow", "capex", "ebitda"].map {
            "parties.\(party.name).\($0)"
        }
        let sites = program.sites.filter { $0.owner == party.index }.map { "sites.\($0.name).energised" }
        let contracts = program.scenario["contracts"].filter {
            $0.kind == ComputeContract.schema.kind && $0.record.reference("seller") == party.name
        }.map { "\($0.path).served" }
        let markets = program.scenario["markets"].map { "\($0.path).price" }
        return own + sites + contracts + markets + program.scenario["drivers"].map { "\($0.path).value" }
    }

    /// The first measure of all, then the first of the party's own, then the next two.
    func departures(_ all: [RunBand.Departure], paths: Int) -> [StoryAnswer.Turn] {
        // What comes after the failure explains nothing.
        let all = all.filter { $0.quarter <= failed ?? $0.quarter }
        guard let first = all.first else {
            return [
                turn(
                    .departure, 0,
                    "No measure of \(party.title) and no driver leaves the 5 to 95 % band of \(paths) paths for two quarters."
                )
            ]
        }
        let own = all.first { $0.measure.hasPrefix("parties.\(party.name).") }
        var shown = [first]
        for next in ([own].compactMap { $0 } + all)
        where shown.count < 4 && !shown.contains(where: { $0.measure == next.measure }) { shown.append(next) }
        return shown.sorted { $0.quarter < $1.quarter }.map { departure in
            let side = departure.value < departure.p5 ? "below" : "above"
            let text =
                "\(departure.measure) leaves the run's band: \(number(departure.value, departure.measure)), \(side) the 5 to 95 % of paths, "
                + "\(number(departure.p5, departure.measure)) to \(number(departure.p95, departure.measure)) "
                + "(median \(number(departure.median, departure.measure)))"
            let isRevenue = departure.measure == "parties.\(party.name).revenue"
            return turn(
                .departure, departure.quarter, text,
                isRevenue ? entries(departure.quarter) { self.isRevenue($0) } : [])
        }
    }

    /// The first covenant of its loans to break, with what was measured and its limit.
    func breach() -> [StoryAnswer.Turn] {
        let metrics = Overview.metrics(of: program)
        var (offset, first) = (0, nil as (quarter: Int, offset: Int, facility: Facility, number: Int)?)
        for facility in program.facilities {
            for number in facility.covenantTerms.indices {
                defer { offset += 1 }
                guard facility.borrower.index == party.index,
                    let metric = metrics.firstIndex(where: {
                        $0.name == "contracts.\(facility.name).covenants.\(number).breach"
                    }), replay.values[metric] > 0
                else { continue }
                let quarter = Int(replay.values[metric]) - 1
                if first.map({ quarter < $0.quarter }) ?? true { first = (quarter, offset, facility, number) }
            }
        }
        guard let first else { return [] }
        let terms = first.facility.covenantTerms[first.number]
        let measured = replay.covenants[first.quarter][first.offset]
        let value = terms.test == "liquidity" ? Money.text(dollars: measured) : Money.rounded(measured, 2)
        let subject = "contracts.\(first.facility.name)"
        return [
            turn(
                .breach, first.quarter,
                "\(first.facility.title): the covenant \(terms.test) is broken: \(value) measured, \(terms.limit) agreed",
                entries(first.quarter) { $0.subject == subject })
        ]
    }

    /// Draws, share issues, sales of stakes, orders put off or cut, up to the default.
    func management() -> [StoryAnswer.Turn] {
        let last = failed ?? program.quarters - 1
        let window = max(0, last - 8)...last
        var turns: [StoryAnswer.Turn] = []
        for (verb, legs) in actions {
            let bySubject = Dictionary(grouping: legs, by: \.subject)
            for subject in bySubject.keys.sorted() {
                let own = bySubject[subject]!
                let paid = window.map { quarter in own.reduce(0) { $0 + replay.payments[quarter][$1.index] } }
                guard let begin = paid.firstIndex(where: { $0 > 0 }), let end = paid.lastIndex(where: { $0 > 0 })
                else { continue }
                let from = window.lowerBound + begin
                let to = window.lowerBound + end
                let span = from == to ? "" : " by \(name(to))"
                let causes = Set(own.map(\.payment.identifier))
                turns.append(
                    turn(
                        .management, from,
                        "\(party.title) \(verb) \(Money.text(paid.reduce(0, +)))\(span) (\(title(of: subject)))",
                        (from...to).flatMap { entries($0) { causes.contains($0.identifier) } }))
            }
        }
        for event in replay.events where window.contains(event.quarter) && isOwnDecision(event) {
            turns.append(turn(.management, event.quarter, titles.sentence(event)))
        }
        return turns.sorted { ($0.quarter, $0.text) < ($1.quarter, $1.text) }
    }

    private var actions: [(verb: String, legs: [Leg])] {
        let draws = Set(program.loans.filter { $0.borrower.index == party.index }.map(\.legs.draw.index))
        let received = program.legs.filter { $0.payee == party.index }
        return [
            ("borrows", received.filter { draws.contains($0.index) }),
            (
                "issues shares for",
                received.filter { leg in
                    leg.payment.sides.contains {
                        $0.account.party == party.index && [.paidInCapital, .heldEquity].contains($0.account.kind)
                    }
                }
            ),
            ("sells stakes for", received.filter { $0.cause.hasPrefix("sale of contracts.") }),
        ]
    }

    /// Orders and plans of the party: put off, cancelled, stopped.
    private func isOwnDecision(_ event: Replay.Event) -> Bool {
        let parts = event.subject.split(separator: ".", maxSplits: 1).map(String.init)
        guard parts.count == 2, let item = program.scenario[parts[0]].first(where: { $0.name == parts[1] }) else {
            return false
        }
        if parts[0] == "plans" {
            return item.record.reference("party") == party.name && event.sentence.hasPrefix("no new orders")
        }
        guard item.kind == PurchaseOrder.schema.kind, item.record.reference("buyer") == party.name else { return false }
        return ["put off", "cancelled"].contains { event.sentence.contains($0) }
    }

    /// What it could not pay, and the first cause.
    func failure() -> [StoryAnswer.Turn] {
        guard let failed else { return [turn(.failure, program.quarters - 1, "\(party.title) does not default.")] }
        let metrics = Overview.metrics(of: program)
        let cause = metrics.firstIndex { $0.name == "parties.\(party.name).cause" }.map { Int(replay.values[$0]) } ?? 0
        let why = cause > 0 ? program.causes[cause - 1].title : "operating shortfall"
        // It misses a payment, and a quarter later what it then lacks is the default.
        let missed = max(0, failed - 1)...failed
        var short: [(leg: Leg, cents: Int64)] = []
        for quarter in missed {
            for leg in program.legs where leg.payer == party.index {
                let gap = replay.dues[quarter][leg.index] - replay.payments[quarter][leg.index]
                if gap > 0 { short.append((leg, gap)) }
            }
        }
        let largest = short.max { $0.cents < $1.cents }
        let all = program.legs.filter { $0.payer == party.index }
            .reduce(0) { $0 + replay.dues[failed][$1.index] - replay.payments[failed][$1.index] }
        let what = largest.map {
            "; most of what is missing: \(Money.text($0.cents)) to \(program.parties[$0.leg.payee].title) (\($0.leg.cause))"
        }
        let causes = Set(short.map(\.leg.payment.identifier))
        return [
            turn(
                .failure, failed,
                "\(party.title) defaults, \(Money.text(all)) short; first cause: \(why)\(what ?? "")",
                missed.flatMap { entries($0) { causes.contains($0.identifier) } })
        ]
    }

    /// Write-offs by creditor, and who fails afterwards.
    func losses() -> [StoryAnswer.Turn] {
        guard let failed else { return [] }
        var sums: [Int: (cents: Int64, first: Int, entries: [Journal.Entry])] = [:]
        for entry in replay.entries where entry.quarter >= failed {
            let sides = program.postings[entry.posting].sides
            guard let hit = sides.first(where: { $0.account.kind == .creditLoss && $0.sign > 0 }),
                sides.contains(where: { $0.account.party == party.index })
            else { continue }
            var own = sums[hit.account.party] ?? (0, entry.quarter, [])
            own.cents += entry.amount
            own.entries.append(entry)
            sums[hit.account.party] = own
        }
        var turns = sums.sorted { ($1.value.cents, $0.key) < ($0.value.cents, $1.key) }.filter { $0.value.cents > 0 }
            .map { creditor, sum in
                turn(
                    .loss, sum.first,
                    "\(Money.text(sum.cents)) owed by \(party.title) written off by \(program.parties[creditor].title)",
                    sum.entries.map { entry($0) })
            }
        for other in program.parties where !other.isSector && other.index != party.index {
            guard
                let when = replay.states.firstIndex(where: { $0[other.index].rawValue >= PartyState.defaulted.rawValue }
                ), when >= failed
            else {
                continue
            }
            let later =
                when == failed
                ? "in the same quarter" : "\(when - failed) quarter\(when - failed == 1 ? "" : "s") later"
            turns.append(turn(.loss, when, "\(other.title) defaults \(later)"))
        }
        return turns
    }

    private func turn(
        _ kind: StoryAnswer.Turn.Kind, _ quarter: Int, _ text: String, _ postings: [StoryAnswer.Entry] = []
    ) -> StoryAnswer.Turn {
        .init(kind: kind, quarter: name(quarter), text: text, postings: postings)
    }

    private func isRevenue(_ posting: Posting) -> Bool {
        posting.sides.contains { $0.account.party == party.index && $0.account.kind == .revenue && $0.sign < 0 }
    }

    private func title(of subject: String) -> String {
        program.loans.first { $0.subject == subject }?.title ?? subject
    }

    private func entries(_ quarter: Int, _ holds: (Posting) -> Bool) -> [StoryAnswer.Entry] {
        replay.entries.filter { $0.quarter == quarter && holds(program.postings[$0.posting]) }.map { entry($0) }
    }

    private func entry(_ entry: Journal.Entry) -> StoryAnswer.Entry {
        StoryAnswer.Entry(entry, of: program)
    }

    private func number(_ value: Double, _ measure: String) -> String {
        if measure.hasPrefix("parties.") { return Money.text(dollars: value) }
        if measure.hasPrefix("sites.") || measure.hasSuffix(".served") { return "\(Money.rounded(value, 0)) MW" }
        let size = value.magnitude
        if size >= 1e6 { return "\(Money.rounded(value / 1e9, size >= 1e10 ? 1 : 3)) billion" }
        return Money.rounded(value, size < 10 ? 3 : 1)
    }
}
