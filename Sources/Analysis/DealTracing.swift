import Engine
import FinancialNetwork

/// Which of a party's own contracts the money that came round went out on: each of its loans, investments and prepayments has
/// a colour of its own. What other parties hand out takes their colour as ever, so the sum over contracts is the party's own
/// financing come round.
struct DealTracing {
    private let party: Int
    private let flows: PathFlows
    private let subjects: [String]
    private var tracing: QuarterTracing
    private var dollars: [TraceAnswer.Deal: Double] = [:]

    init(_ party: Int, _ flows: PathFlows) {
        self.party = party
        self.flows = flows
        subjects = flows.financingSubjects(of: party)
        tracing = flows.tracing(financiers: true, more: subjects.count)
    }

    mutating func quarter(_ now: PathTrace.Quarter, _ revenue: [(leg: Leg, amount: Double)]) {
        guard !subjects.isEmpty, let me = flows.node[party] else { return }
        let first = flows.colourNames.count
        var payments: [QuarterTracing.Payment] = []
        var (inflows, outflows) = (now.inflows, now.outflows)
        for (leg, amount) in now.amounts {
            guard let from = flows.node[leg.payer], let to = flows.node[leg.payee] else { continue }
            if from == me, leg.isFinancing, let number = subjects.firstIndex(of: leg.subject) {
                // Out of its own pool, into the other's in the contract's colour.
                outflows[from] += amount
                inflows.append(.init(to: to, amount: amount, colour: first + number))
            } else {
                payments.append(.init(from: from, to: to, amount: amount, isFinancing: leg.isFinancing))
            }
        }
        let mix = tracing.quarter(payments: payments, inflows: inflows, outflows: outflows)
        for (leg, amount) in revenue {
            guard let from = flows.node[leg.payer] else { continue }
            for (number, subject) in subjects.enumerated() {
                let part = amount * mix.shares[from][first + number]
                if part > 0 { dollars[.init(out: subject, back: leg.subject, dollars: 0), default: 0] += part }
            }
        }
    }

    /// The largest first.
    var deals: [TraceAnswer.Deal] {
        dollars.map { .init(out: $0.key.out, back: $0.key.back, dollars: $0.value) }
            .sorted { ($1.dollars, $0.out, $0.back) < ($0.dollars, $1.out, $1.back) }
    }
}

/// What a party's customers could have paid had it never handed out a loan, an investment or a prepayment.
///
/// The payments as made are what is owed; everybody has its opening cash, what outsiders paid in, and what the others can then pay;
/// each quarter is cleared by rank (Eisenberg and Noe 2001), and what is left is carried on. Nobody answers: outsiders put in no
/// more and no less, nobody orders less.
struct WithoutInsider {
    private let me: Int
    private let flows: PathFlows
    private var cash: [Double]
    private static let ranks = [Rank.operations, .debtService, .trade, .payouts]

    init(_ me: Int, _ flows: PathFlows) {
        self.me = me
        self.flows = flows
        cash = flows.openingCash
    }

    /// The party's revenue of the quarter as it would have been.
    mutating func quarter(_ now: PathTrace.Quarter, _ revenue: [(leg: Leg, amount: Double)]) throws -> Double {
        for inflow in now.inflows { cash[inflow.to] += inflow.amount }
        let none = [Double](repeating: 0, count: cash.count)
        var owed = Self.ranks.map { _ in ObligationNetwork.Tier(obligations: [], toOutside: none) }
        var due = Self.ranks.map { _ in none }
        for (leg, amount) in now.amounts {
            guard let from = flows.node[leg.payer], !(from == me && leg.isFinancing && flows.node[leg.payee] != nil)
            else { continue }
            let tier = leg.rank.rawValue
            due[tier][from] += amount
            if let to = flows.node[leg.payee], to != from {
                owed[tier].obligations.append(.init(from, to, amount))
            } else if flows.node[leg.payee] == nil {
                owed[tier].toOutside[from] += amount
            } else {
                due[tier][from] -= amount
            }
        }
        let cleared = try ObligationNetwork(externalAssets: cash, tiers: owed).clear()
        cash = cleared.equity.map { max(0, $0) }
        return revenue.reduce(0) { sum, payment in
            guard let from = flows.node[payment.leg.payer] else { return sum + payment.amount }
            let tier = payment.leg.rank.rawValue
            let all = due[tier][from]
            return sum + (all > 0 ? payment.amount * min(1, cleared.paymentsByTier[tier][from] / all) : 0)
        }
    }
}
