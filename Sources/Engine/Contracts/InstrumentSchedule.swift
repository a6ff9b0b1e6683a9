import ACTUS
import Calendar
import Ledger

/// What a contract of the ACTUS standard makes fall due in each quarter of a run, in whole cents, as its creditor sees it.
///
/// An event belongs to the quarter of its payment day and is rounded half-even by itself; interest accrues by the day.
struct InstrumentSchedule: Sendable {
    /// One quarter.
    struct Flows: Sendable, Equatable {
        /// Principal that the creditor hands out, and that it gets back.
        var lent: Int64 = 0
        var repaid: Int64 = 0
        /// Interest added to the principal instead of being paid.
        var capitalized: Int64 = 0
        /// Interest earned, whether due or not; negative where the debtor earns it.
        var earned: Int64 = 0
        /// What the debtor pays.
        var interest: Int64 = 0
        var fee: Int64 = 0
        var payoff: Int64 = 0
        /// What the creditor pays.
        var interestBack: Int64 = 0
        var feeBack: Int64 = 0
        var payoffBack: Int64 = 0
        /// Principal, and interest earned and not paid, at the end of the quarter.
        var principal: Int64 = 0
        var accrued: Int64 = 0
    }

    /// Types whose principal is a claim of the creditor.
    static let loans: Set<ContractType> = [.pam, .lam, .nam, .ann, .lax, .clm, .ump]

    private static let turned = "makes the creditor owe the principal"

    private(set) var quarters: [Flows]
    /// Principal and accrued interest before the first quarter.
    private(set) var openingPrincipal: Int64 = 0
    private(set) var openingAccrued: Int64 = 0
    private let start: Quarter

    /// A schedule in which nothing happens.
    init(start: Quarter, quarters: Int) {
        self.start = start
        self.quarters = .init(repeating: Flows(), count: quarters)
    }

    /// The last moment of a quarter: `23:59:59`, to which interest accrues as to the midnight after it.
    static func end(of quarter: Quarter) -> Timestamp { Timestamp(quarter.lastDay, second: 86_399) }

    /// Runs a contract and books its events into quarters.
    ///
    /// - Parameter looks: A contract with the same terms whose accrued interest is that of both sides together.
    /// - Throws: `InvalidTerms`, `MissingObservation`, `UnbookableEvent`.
    init(
        _ contract: ACTUS.Contract, looks: ACTUS.Contract, start: Quarter, quarters: Int, market: any MarketObserver,
        observed: [ObservedEvent]
    ) throws {
        self.init(start: start, quarters: quarters)
        let ends = (-1..<quarters).map { Self.end(of: start.advanced(by: $0)) }
        let isLoan = Self.loans.contains(contract.type)
        let events = try contract.events(until: ends.last, market: market, observing: observed)
        for event in events { _ = try cents(event.payoff, event) }
        var principal = 0.0
        if isLoan || contract.type == .swppv {
            let states = try looks.events(
                until: ends.last, market: market,
                observing: observed + ends.map { ObservedEvent(time: $0, type: .monitoring) })
            for event in states where event.type == .monitoring {
                let index = start.distance(to: Quarter(containing: event.time.day))
                guard index < quarters else { continue }
                let accrued = try cents(contract.roleSign * event.accruedInterest, event)
                if index >= 0 {
                    self.quarters[index].accrued = accrued
                } else {
                    principal = isLoan ? contract.roleSign * event.notionalPrincipal : 0
                    (openingPrincipal, openingAccrued) = (try cents(principal, event), accrued)
                    guard openingPrincipal >= 0 else { throw UnbookableEvent(event: event, rule: Self.turned) }
                }
            }
        }
        try book(events, of: contract, isLoan: isLoan, principal: principal, market: market)
        close()
    }

    private mutating func book(
        _ events: [ContractEvent], of contract: ACTUS.Contract, isLoan: Bool, principal opening: Double,
        market: any MarketObserver
    ) throws {
        var principal = opening
        var balance = openingPrincipal
        var last = 0
        for event in events {
            let index = start.distance(to: Quarter(containing: event.time.day))
            guard quarters.indices.contains(index) else { continue }
            for quarter in last..<max(last, index) { quarters[quarter].principal = balance }
            last = index
            var flows = quarters[index]
            let paid = contract.roleSign * (try dollars(event, of: contract, market))
            if isLoan {
                let after = contract.roleSign * event.notionalPrincipal
                let change = after - principal
                principal = after
                // What ends the loan takes the odd cents that rounding has left.
                let moved = try cents(after, event) == 0 ? -balance : try cents(change, event)
                switch event.type {
                case .interestPayment: flows.addInterest(try cents(paid, event))
                case .feePayment, .penalty: flows.addFee(try cents(paid, event))
                case .interestCapitalization:
                    flows.capitalized += moved
                    balance += moved
                default:
                    if moved > 0 { flows.lent += moved } else { flows.repaid -= moved }
                    balance += moved
                    flows.addPayoff(try cents(paid + change, event))
                }
            } else {
                switch event.type {
                case .interestPayment, .fixedInterestPayment, .floatingInterestPayment:
                    flows.addInterest(try cents(paid, event))
                case .feePayment: flows.addFee(try cents(paid, event))
                default: flows.addPayoff(try cents(paid, event))
                }
            }
            guard flows.isBookable, balance >= 0, balance <= LedgerAudit.largestAmount else {
                throw UnbookableEvent(
                    event: event,
                    rule: balance < 0 ? Self.turned : "takes the quarter beyond 2^51 cents")
            }
            quarters[index] = flows
        }
        for quarter in last..<quarters.count { quarters[quarter].principal = balance }
    }

    /// What is earned in a quarter is what it adds to the accrued interest and what of that is paid or capitalised.
    private mutating func close() {
        var before = openingAccrued
        for index in quarters.indices {
            let flows = quarters[index]
            quarters[index].earned =
                flows.accrued - before + flows.interest - flows.interestBack + flows.capitalized
            before = flows.accrued
        }
    }

    /// The payoff in dollars, the currency of the books.
    private func dollars(_ event: ContractEvent, of contract: ACTUS.Contract, _ market: any MarketObserver)
        throws -> Double
    {
        let currency = event.currency.description
        guard currency != "USD", event.payoff != 0 else { return event.payoff }
        let code = "\(currency)/USD"
        guard let rate = market.value(of: code, at: event.time) else {
            throw MissingObservation(contract: contract.id, code: code, time: event.time)
        }
        return event.payoff * rate
    }

    private func cents(_ dollars: Double, _ event: ContractEvent) throws -> Int64 {
        let cents = wholeCents(dollars)
        guard cents.magnitude <= UInt64(LedgerAudit.largestAmount) else {
            throw UnbookableEvent(event: event, rule: "is beyond 2^51 cents")
        }
        return cents
    }
}

extension InstrumentSchedule {
    /// The principal before the run by quarter in which it falls due; the last entry is what falls due after the run.
    var openingFalls: [Int64] {
        var left = openingPrincipal
        let due = quarters.map { flows in
            let part = min(left, flows.repaid)
            left -= part
            return part
        }
        return due + [left]
    }
}

extension InstrumentSchedule.Flows {
    fileprivate mutating func addInterest(_ cents: Int64) {
        if cents > 0 { interest += cents } else { interestBack -= cents }
    }

    fileprivate mutating func addFee(_ cents: Int64) {
        if cents > 0 { fee += cents } else { feeBack -= cents }
    }

    fileprivate mutating func addPayoff(_ cents: Int64) {
        if cents > 0 { payoff += cents } else { payoffBack -= cents }
    }

    fileprivate var isBookable: Bool {
        [lent, repaid, interest, fee, payoff, interestBack, feeBack, payoffBack, capitalized].allSatisfy {
            $0.magnitude <= UInt64(LedgerAudit.largestAmount)
        }
    }
}

/// An event that the books cannot take.
struct UnbookableEvent: Error {
    let event: ContractEvent
    let rule: String
}
