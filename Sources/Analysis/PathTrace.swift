import Calendar
import Engine
import FinancialNetwork
import Ledger
import Model

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
        /// The same with what was given without cash counted as cash of the giver's colour.
        let withGifts: QuarterTracing.Mix
        /// Own money of each node that is certain, and possible, within the quarter; and what it handed out and got back.
        let lower, upper, roundTrip: [Double]
        let gifts: [PathFlows.Gift]
    }

    init(_ replay: Replay, _ program: Program) throws {
        path = replay.path
        let flows = PathFlows(replay, program)
        self.flows = flows
        var origin = flows.tracing(financiers: false)
        var financier = flows.tracing(financiers: true)
        var generous = flows.tracing(financiers: true)
        quarters = try replay.books.indices.map { number in
            let amounts = flows.amounts(number)
            let (payments, inflows) = (flows.payments(amounts), flows.inflows(amounts))
            let outflows = flows.outflows(amounts)
            let bounds = try flows.network(amounts, number).ownMoney()
            let gifts = flows.gifts(number)
            let given = gifts.map {
                QuarterTracing.Inflow(to: $0.to, amount: $0.amount, colour: flows.financierColour[$0.from])
            }
            return Quarter(
                amounts: amounts, payments: payments, inflows: inflows, outflows: outflows,
                byOrigin: origin.quarter(payments: payments, inflows: inflows, outflows: outflows),
                byFinancier: financier.quarter(payments: payments, inflows: inflows, outflows: outflows),
                withGifts: generous.quarter(payments: payments, inflows: inflows + given, outflows: outflows),
                lower: bounds.lower, upper: bounds.upper, roundTrip: bounds.financedRoundTrip, gifts: gifts)
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

    /// Cash of each node before the first quarter, in dollars.
    var openingCash: [Double] { firms.map { max(0, program.openingCash(of: $0.index)) } }

    /// - Parameter more: colours beyond those that have names.
    func tracing(financiers: Bool, more: Int = 0) -> QuarterTracing {
        QuarterTracing(
            colours: colourNames.count + more, openingCash: openingCash,
            openingColour: firms.map { _ in sectors.count }, financierColour: financiers ? financierColour : nil)
    }

    /// Contracts on which a party hands out money to other parties on this path.
    func financingSubjects(of party: Int) -> [String] {
        var names: [String] = []
        for leg in program.legs where leg.payer == party && node[leg.payee] != nil && leg.isFinancing {
            guard !names.contains(leg.subject), replay.payments.contains(where: { $0[leg.index] > 0 }) else { continue }
            names.append(leg.subject)
        }
        return names
    }

    func amounts(_ quarter: Int) -> [(leg: Leg, amount: Double)] {
        program.legs.compactMap { leg in
            let paid = replay.payments[quarter][leg.index]
            return paid > 0 ? (leg, Double(paid) / 100) : nil
        }
    }

    /// Shares of the giver that a party got without paying for them, as a warrant that vests.
    struct Gift {
        let from, to: Int
        let subject: String
        let amount: Double
    }

    func gifts(_ quarter: Int) -> [Gift] {
        replay.entries.compactMap { entry in
            guard entry.quarter == quarter, entry.amount > 0 else { return nil }
            let posting = program.postings[entry.posting]
            guard !posting.sides.contains(where: { [.cash, .revaluation].contains($0.account.kind) }),
                let got = posting.sides.first(where: { $0.account.kind == .stakes && $0.sign > 0 }),
                let gave = posting.sides.first(where: { $0.account.kind == .heldEquity && $0.sign < 0 }),
                let from = node[gave.account.party], let to = node[got.account.party], from != to
            else { return nil }
            return Gift(from: from, to: to, subject: posting.subject, amount: Double(entry.amount) / 100)
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
        revenue(amounts.filter { $0.leg.payee == party && $0.leg.isRevenue })
    }

    /// The same of payments that are known to be revenue of one party.
    func revenue(_ amounts: [(leg: Leg, amount: Double)])
        -> (total: Double, internal: [(from: Int, amount: Double)], outside: [Double])
    {
        var result = (
            total: 0.0, internal: [(from: Int, amount: Double)](),
            outside: [Double](repeating: 0, count: sectors.count)
        )
        for (leg, amount) in amounts {
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
