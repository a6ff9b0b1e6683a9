import Calendar
import Engine
import FinancialNetwork
import Ledger
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

    package struct Period: Sendable, Codable {
        package var quarter: String
        package var revenue: Double
        /// Its own financing come round, dollars.
        package var ownFinancing: Double
        /// All its own money come round, dollars, and what is certain and possible within the quarter.
        package var ownMoney: Double
        package var lower: Double
        package var upper: Double
        /// Shares of the revenue by outside origin; they sum to one.
        package var origins: [Origin]
    }

    package struct Origin: Sendable, Codable {
        package var origin: String
        package var share: Double
    }
}

extension TraceAnswer {
    /// - Throws: `Diagnostics` where the program has no such party, or it is an outside sector.
    package init(_ party: String, _ replay: Replay, of program: Program) throws {
        guard let own = program.parties.first(where: { $0.name == party }), !own.isSector else {
            let known = program.parties.filter { !$0.isSector }.map(\.name).joined(separator: ", ")
            throw Diagnostics([
                Diagnostic(
                    at: Place(file: "trace", line: 1, column: 1), "no party is called `\(party)`", quote: party,
                    hint: "parties are: \(known)")
            ])
        }
        self.init(own, try PathTrace(replay, program), of: program)
    }

    init(_ own: Party, _ trace: PathTrace, of program: Program) {
        party = own.name
        title = own.title
        path = trace.path
        let flows = trace.flows
        let me = flows.node[own.index]!
        var money = flows.tracing(financiers: true)
        let colour = flows.financierColour[me]
        quarters = trace.quarters.enumerated().map { quarter, now in
            let revenue = flows.revenue(of: own.index, now.amounts)
            func share(_ mix: QuarterTracing.Mix, _ colour: Int) -> Double {
                revenue.internal.reduce(0) { $0 + $1.amount * mix.shares[$1.from][colour] }
            }
            let byOwn = money.quarter(
                payments: now.payments.map {
                    .init(from: $0.from, to: $0.to, amount: $0.amount, isFinancing: $0.from == me)
                }, inflows: now.inflows, outflows: now.outflows)
            let total = revenue.total
            var origins: [Origin] = flows.colourNames.indices.map { index in
                let outside = index < revenue.outside.count ? revenue.outside[index] : 0
                return Origin(origin: flows.colourNames[index], share: outside + share(now.byOrigin, index))
            }.filter { $0.share > 0 }
            if total > 0 { for index in origins.indices { origins[index].share /= total } }
            return Period(
                quarter: program.scenario.settings.start.advanced(by: quarter).description, revenue: total,
                ownFinancing: share(now.byFinancier, colour), ownMoney: share(byOwn, colour), lower: now.lower[me],
                upper: now.upper[me], origins: origins.sorted { $0.share > $1.share })
        }
        revenue = quarters.reduce(0) { $0 + $1.revenue }
        ownFinancing = quarters.reduce(0) { $0 + $1.ownFinancing }
        ownMoney = quarters.reduce(0) { $0 + $1.ownMoney }
    }
}

/// What tracing needs of a path whoever's money is followed: its payments, two mixes and the bounds, quarter by quarter.
struct PathTrace {
    let path: UInt64
    let flows: PathFlows
    let quarters: [Quarter]

    struct Quarter {
        let amounts: [(leg: Leg, amount: Double)]
        let payments: [QuarterTracing.Payment]
        let inflows: [QuarterTracing.Inflow]
        let outflows: [Double]
        let byOrigin, byFinancier: QuarterTracing.Mix
        /// Own money of each node that is certain, and possible, within the quarter.
        let lower, upper: [Double]
    }

    init(_ replay: Replay, _ program: Program) throws {
        path = replay.path
        let flows = PathFlows(replay, program)
        self.flows = flows
        var origin = flows.tracing(financiers: false)
        var financier = flows.tracing(financiers: true)
        quarters = try replay.books.indices.map { number in
            let amounts = flows.amounts(number)
            let (payments, inflows) = (flows.payments(amounts), flows.inflows(amounts))
            let outflows = flows.outflows(amounts)
            let bounds = try flows.network(amounts, number).ownMoney()
            return Quarter(
                amounts: amounts, payments: payments, inflows: inflows, outflows: outflows,
                byOrigin: origin.quarter(payments: payments, inflows: inflows, outflows: outflows),
                byFinancier: financier.quarter(payments: payments, inflows: inflows, outflows: outflows),
                lower: bounds.lower, upper: bounds.upper)
        }
    }
}

/// The payments of a path as a network: parties are nodes, outside sectors are sources and sinks.
struct PathFlows {
    private let replay: Replay
    private let program: Program
    /// Node of each party, by its index in the program; sectors have none.
    let node: [Int: Int]
    private let sectors: [Int]
    /// Outside sectors, then opening cash, then each party as financier.
    let colourNames: [String]
    let financierColour: [Int]

    init(_ replay: Replay, _ program: Program) {
        self.replay = replay
        self.program = program
        let firms = program.parties.filter { !$0.isSector }
        node = Dictionary(uniqueKeysWithValues: firms.enumerated().map { ($1.index, $0) })
        let outside = program.parties.filter(\.isSector)
        sectors = outside.map(\.index)
        colourNames = outside.map(\.title) + ["opening cash"] + firms.map(\.title)
        financierColour = firms.indices.map { outside.count + 1 + $0 }
    }

    private var firms: [Party] { program.parties.filter { !$0.isSector } }

    func tracing(financiers: Bool) -> QuarterTracing {
        let opening = firms.map { party in
            program.openingCash(of: party.index)
        }
        return QuarterTracing(
            colours: colourNames.count, openingCash: opening, openingColour: firms.map { _ in sectors.count },
            financierColour: financiers ? financierColour : nil)
    }

    func amounts(_ quarter: Int) -> [(leg: Leg, amount: Double)] {
        program.legs.compactMap { leg in
            let paid = replay.payments[quarter][leg.index]
            return paid > 0 ? (leg, Double(paid) / 100) : nil
        }
    }

    func payments(_ amounts: [(leg: Leg, amount: Double)]) -> [QuarterTracing.Payment] {
        amounts.compactMap { leg, amount in
            guard let from = node[leg.payer], let to = node[leg.payee] else { return nil }
            return .init(from: from, to: to, amount: amount, isFinancing: leg.isFinancing)
        }
    }

    func inflows(_ amounts: [(leg: Leg, amount: Double)]) -> [QuarterTracing.Inflow] {
        amounts.compactMap { leg, amount in
            guard let to = node[leg.payee], let colour = sectors.firstIndex(of: leg.payer) else { return nil }
            return .init(to: to, amount: amount, colour: colour)
        }
    }

    func outflows(_ amounts: [(leg: Leg, amount: Double)]) -> [Double] {
        var sums = [Double](repeating: 0, count: node.count)
        for (leg, amount) in amounts where node[leg.payee] == nil {
            if let from = node[leg.payer] { sums[from] += amount }
        }
        return sums
    }

    /// Payments that are revenue of a party: from other parties, and by outside sector.
    func revenue(of party: Int, _ amounts: [(leg: Leg, amount: Double)])
        -> (total: Double, internal: [(from: Int, amount: Double)], outside: [Double])
    {
        var result = (
            total: 0.0, internal: [(from: Int, amount: Double)](),
            outside: [Double](repeating: 0, count: sectors.count)
        )
        for (leg, amount) in amounts where leg.payee == party && leg.isRevenue {
            result.total += amount
            if let from = node[leg.payer] {
                result.internal.append((from, amount))
            } else if let sector = sectors.firstIndex(of: leg.payer) {
                result.outside[sector] += amount
            }
        }
        return result
    }

    /// The quarter as a network for the bounds that hold however money is mixed; cash drawn down counts as an inflow.
    func network(_ amounts: [(leg: Leg, amount: Double)], _ quarter: Int) throws -> FlowNetwork {
        let flows: [FlowNetwork.Flow] = amounts.compactMap { leg, amount in
            guard let from = node[leg.payer], let to = node[leg.payee] else { return nil }
            return .init(from, to, amount, leg.isFinancing ? .financing : leg.isRevenue ? .revenue : .other)
        }
        var inflows: [FlowNetwork.Inflow] = amounts.compactMap { leg, amount in
            guard let to = node[leg.payee], node[leg.payer] == nil else { return nil }
            return .init(to, amount, leg.isRevenue ? .customer : .init(rawValue: "outside capital"))
        }
        let spent = outflows(amounts)
        var balance = spent.map { -$0 }
        for flow in flows {
            balance[flow.from] -= flow.amount
            balance[flow.to] += flow.amount
        }
        for inflow in inflows { balance[inflow.to] += inflow.amount }
        var outflows = spent
        for (party, net) in balance.enumerated() {
            if net < 0 { inflows.append(.init(party, -net, .init(rawValue: "cash drawn down"))) }
            if net > 0 { outflows[party] += net }
        }
        return try FlowNetwork(
            name: "quarter \(quarter)", count: node.count, flows: flows, inflows: inflows, outflows: outflows)
    }
}

extension Leg {
    private func counter(_ party: Int) -> AccountKind? {
        payment.sides.first { $0.account.party == party && $0.account.kind != .cash }?.account.kind
    }

    /// Money handed out as loan, equity, prepayment or guarantee.
    var isFinancing: Bool {
        switch counter(payer) {
        case .loans, .stakes, .prepayments: return true
        case .receivables: return subject.hasPrefix("contracts.") && cause.hasPrefix("guarantee")
        default: return cashClass == .financing && counter(payee) == .paidInCapital
        }
    }

    /// Money that the payee earns: for what it sold, not a loan, a repayment or a share issue.
    var isRevenue: Bool {
        switch counter(payee) {
        case .receivables, .revenue, .deferredRevenue: return cashClass != .debtService && !cause.hasPrefix("guarantee")
        default: return false
        }
    }
}
