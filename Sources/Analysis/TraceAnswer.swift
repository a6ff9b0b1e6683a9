import Calendar
import Engine
import FinancialNetwork
import Model

/// Where a party's revenue came from on one path, quarter by quarter: how much of it was its own money come round.
///
/// Three tracings of the payments as made. By *origin*: outside sectors and opening cash, never re-dyed. By *last
/// financier*: money handed out as loan, equity or prepayment takes the colour of who hands it out; what is of the party's own
/// colour is its own financing come back. By *own money*: whatever had been at the party before. Bounds of a quarter hold
/// however money is mixed.
package struct TraceAnswer: Sendable, Codable {
    package var party: String
    package var title: String
    package var path: UInt64
    package var quarters: [Period]
    /// Dollars over the whole run.
    package var revenue: Double
    package var ownFinancing: Double
    package var ownMoney: Double
    /// Which contract the money went out on, and which it came back on.
    package var deals: [Deal]

    /// Dollars of one quarter.
    package struct Period: Sendable, Codable {
        package var quarter: String
        package var revenue: Double
        /// Its own financing come round, cash mixed and carried from quarter to quarter.
        package var ownFinancing: Double
        /// All its own money come round, and what is certain and possible within the quarter.
        package var ownMoney: Double
        package var lower: Double
        package var upper: Double
        /// What it handed out and got back as revenue within the quarter itself.
        package var roundTrip: Double
        /// Its own financing come round if shares that it gave away, such as warrants, counted as cash that it handed out.
        package var withGifts: Double
        /// What it handed out as loan, equity or prepayment to other parties, and what it gave without cash.
        package var handedOut: Double
        package var given: Double
        /// Revenue whose last financier is an outside sector.
        package var outsiders: Double
        /// Revenue that its payers could have paid had it never handed out anything.
        package var withoutOwn: Double
        /// Of all that: what comes on contracts for compute, equipment, halls and power, and from users of AI.
        package var segment: Segment
        /// Shares of the revenue by outside origin; they sum to one.
        package var origins: [Origin]
    }

    package struct Segment: Sendable, Codable, Equatable {
        package var revenue: Double
        package var ownFinancing: Double
    }

    package struct Origin: Sendable, Codable {
        package var origin: String
        package var share: Double
    }

    package struct Deal: Sendable, Codable, Hashable {
        /// The loan, investment or prepayment on which the money went out.
        package var out: String
        /// The contract on which it came back, by way of the others.
        package var back: String
        package var dollars: Double
    }
}

extension TraceAnswer {
    /// - Throws: `Diagnostics` where the program has no such party, or it is an outside sector.
    package init(_ party: String, _ replay: Replay, of program: Program) throws {
        try self.init(try program.firm(party, asked: "trace"), PathTrace(replay, program), of: program)
    }

    init(_ own: Party, _ trace: PathTrace, of program: Program) throws {
        party = own.name
        title = own.title
        path = trace.path
        let flows = trace.flows
        let me = flows.node[own.index]!
        let colour = flows.financierColour[me]
        let plain = Set(program.scenario["contracts"].filter { $0.kind == Payment.schema.kind }.map(\.path))
        var money = flows.tracing(financiers: true)
        var alone = WithoutInsider(me, flows)
        var dealing = DealTracing(own.index, flows)
        quarters = []
        for (number, now) in trace.quarters.enumerated() {
            let legs = now.amounts.filter { $0.leg.payee == own.index && $0.leg.isRevenue }
            let revenue = flows.revenue(legs)
            let business = flows.revenue(legs.filter { !plain.contains($0.leg.subject) })
            func share(_ mix: QuarterTracing.Mix, _ colour: Int, of part: [(from: Int, amount: Double)]) -> Double {
                part.reduce(0) { $0 + $1.amount * mix.shares[$1.from][colour] }
            }
            func share(_ mix: QuarterTracing.Mix, _ colour: Int) -> Double { share(mix, colour, of: revenue.internal) }
            let byOwn = money.quarter(
                payments: now.payments.map {
                    .init(from: $0.from, to: $0.to, amount: $0.amount, isFinancing: $0.from == me)
                }, inflows: now.inflows, outflows: now.outflows)
            dealing.quarter(now, legs)
            let total = revenue.total
            var origins: [Origin] = flows.colourNames.indices.map { index in
                let outside = index < revenue.outside.count ? revenue.outside[index] : 0
                return Origin(origin: flows.colourNames[index], share: outside + share(now.byOrigin, index))
            }.filter { $0.share > 0 }
            if total > 0 { for index in origins.indices { origins[index].share /= total } }
            let outside = revenue.outside.enumerated().reduce(0) { $0 + $1.element + share(now.byFinancier, $1.offset) }
            quarters.append(
                Period(
                    quarter: program.scenario.settings.start.advanced(by: number).description, revenue: total,
                    ownFinancing: share(now.byFinancier, colour), ownMoney: share(byOwn, colour), lower: now.lower[me],
                    upper: now.upper[me], roundTrip: now.roundTrip[me], withGifts: share(now.withGifts, colour),
                    handedOut: now.payments.reduce(0) { $0 + ($1.isFinancing && $1.from == me ? $1.amount : 0) },
                    given: now.gifts.reduce(0) { $0 + ($1.from == me ? $1.amount : 0) }, outsiders: outside,
                    withoutOwn: try alone.quarter(now, legs),
                    segment: Segment(
                        revenue: business.total, ownFinancing: share(now.byFinancier, colour, of: business.internal)),
                    origins: origins.sorted { $0.share > $1.share }))
        }
        revenue = quarters.reduce(0) { $0 + $1.revenue }
        ownFinancing = quarters.reduce(0) { $0 + $1.ownFinancing }
        ownMoney = quarters.reduce(0) { $0 + $1.ownMoney }
        deals = dealing.deals
    }
}

extension Program {
    /// A party by its name.
    /// - Throws: `Diagnostics` where there is no such party, or it is an outside sector.
    func firm(_ name: String, asked place: String) throws -> Party {
        if let own = parties.first(where: { $0.name == name && !$0.isSector }) { return own }
        let known = parties.filter { !$0.isSector }.map(\.name).joined(separator: ", ")
        throw Diagnostics([
            Diagnostic(
                at: Place(file: place, line: 1, column: 1), "no party is called `\(name)`", quote: name,
                hint: "parties are: \(known)")
        ])
    }
}
