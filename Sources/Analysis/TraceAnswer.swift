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
        self.party = party
        title = own.title
        path = replay.path
        let flows = PathFlows(replay, program)
        let me = flows.node[own.index]!
        var origin = flows.tracing(financiers: false)
        var financier = flows.tracing(financiers: true)
        var money = flows.tracing(financiers: true)
        let colour = flows.financierColour[me]
        quarters = try replay.books.indices.map { quarter in
            let payments = flows.payments(quarter)
            let revenue = flows.revenue(of: own.index, quarter)
            func share(_ mix: QuarterTracing.Mix, _ colour: Int) -> Double {
                revenue.internal.reduce(0) { $0 + $1.amount * mix.shares[$1.from][colour] }
            }
            let byOrigin = origin.quarter(
                payments: payments, inflows: flows.inflows(quarter), outflows: flows.outflows(quarter))
            let byFinancier = financier.quarter(
                payments: payments, inflows: flows.inflows(quarter), outflows: flows.outflows(quarter))
            let byOwn = money.quarter(
                payments: payments.map {
                    .init(from: $0.from, to: $0.to, amount: $0.amount, isFinancing: $0.from == me)
                }, inflows: flows.inflows(quarter), outflows: flows.outflows(quarter))
            let bounds = try flows.network(quarter).ownMoney()
            let total = revenue.total
            var origins: [Origin] = flows.colourNames.indices.map { index in
                let outside = index < revenue.outside.count ? revenue.outside[index] : 0
                return Origin(origin: flows.colourNames[index], share: outside + share(byOrigin, index))
            }.filter { $0.share > 0 }
            if total > 0 { for index in origins.indices { origins[index].share /= total } }
            return Period(
                quarter: program.scenario.settings.start.advanced(by: quarter).description, revenue: total,
                ownFinancing: share(byFinancier, colour), ownMoney: share(byOwn, colour), lower: bounds.lower[me],
                upper: bounds.upper[me], origins: origins.sorted { $0.share > $1.share })
        }
        revenue = quarters.reduce(0) { $0 + $1.revenue }
        ownFinancing = quarters.reduce(0) { $0 + $1.ownFinancing }
        ownMoney = quarters.reduce(0) { $0 + $1.ownMoney }
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

    private func amounts(_ quarter: Int) -> [(leg: Leg, amount: Double)] {
        program.legs.compactMap { leg in
            let paid = replay.payments[quarter][leg.index]
            return paid > 0 ? (leg, Double(paid) / 100) : nil
        }
    }

    func payments(_ quarter: Int) -> [QuarterTracing.Payment] {
        amounts(quarter).compactMap { leg, amount in
            guard let from = node[leg.payer], let to = node[leg.payee] else { return nil }
            return .init(from: from, to: to, amount: amount, isFinancing: leg.isFinancing)
        }
    }

    func inflows(_ quarter: Int) -> [QuarterTracing.Inflow] {
        amounts(quarter).compactMap { leg, amount in
            guard let to = node[leg.payee], let colour = sectors.firstIndex(of: leg.payer) else { return nil }
            return .init(to: to, amount: amount, colour: colour)
        }
    }

    func outflows(_ quarter: Int) -> [Double] {
        var sums = [Double](repeating: 0, count: node.count)
        for (leg, amount) in amounts(quarter) where node[leg.payee] == nil {
            if let from = node[leg.payer] { sums[from] += amount }
        }
        return sums
    }

    /// Payments that are revenue of a party: from other parties, and by outside sector.
    func revenue(of party: Int, _ quarter: Int)
        -> (total: Double, internal: [(from: Int, amount: Double)], outside: [Double])
    {
        var result = (
            total: 0.0, internal: [(from: Int, amount: Double)](),
            outside: [Double](repeating: 0, count: sectors.count)
        )
        for (leg, amount) in amounts(quarter) where leg.payee == party && leg.isRevenue {
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
    func network(_ quarter: Int) throws -> FlowNetwork {
        let flows: [FlowNetwork.Flow] = amounts(quarter).compactMap { leg, amount in
            guard let from = node[leg.payer], let to = node[leg.payee] else { return nil }
            return .init(from, to, amount, leg.isFinancing ? .financing : leg.isRevenue ? .revenue : .other)
        }
        var inflows: [FlowNetwork.Inflow] = amounts(quarter).compactMap { leg, amount in
            guard let to = node[leg.payee], node[leg.payer] == nil else { return nil }
            return .init(to, amount, leg.isRevenue ? .customer : .init(rawValue: "outside capital"))
        }
        let spent = outflows(quarter)
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
