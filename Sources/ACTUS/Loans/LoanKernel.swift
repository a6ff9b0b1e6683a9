import Calendar

/// The state of a loan between two events, by the names of technical specification section 2.4.
///
/// Principal and rate are neighbours in an event but not here: a processor that reads both at once just after one of
/// them was written waits for the write.
struct LoanState: Sendable {
    /// `Nt`, signed.
    var notional = 0.0
    /// `Ipcb`: what interest is reckoned on, signed.
    var base = 0.0
    /// `Ipac`, signed.
    var accrued = 0.0
    /// `Feac`, signed.
    var fee = 0.0
    /// `Ipnr`, per year.
    var rate = 0.0
    /// `Prnxt`: the next redemption, or redemption and interest together, signed.
    var redemption = 0.0
    /// What prepayments have left of the scheduled redemptions.
    var redemptionShare = 1.0
    /// `Isc` and `Nsc`.
    var interestScale = 1.0
    var principalScale = 1.0
}

/// Walks a loan through its events: the payoff and state transition functions of PAM, LAM, NAM, ANN, LAX, CLM and UMP.
struct LoanKernel: Kernel {
    /// Where the amount of a redemption comes from.
    enum Redemption: Sendable {
        /// `Prnxt` is principal (LAM).
        case level
        /// `Prnxt` is principal and interest together (NAM, ANN).
        case instalment
        /// Each event knows its amount (LAX).
        case scheduled
        /// Each event was observed with its amount (UMP).
        case observed
    }

    var terms: LoanTerms
    var steps: [Step]
    /// The state at the status date.
    var initial: LoanState
    var redemption = Redemption.level
    /// The interest base follows the principal; otherwise only IPCB events move it.
    var baseFollowsPrincipal = true
    /// The interest base at the initial exchange, signed.
    var baseAtExchange: Double
    /// Interest accrued at the initial exchange, signed.
    var accruedAtExchange = 0.0
    var annuity: Annuity?
    /// The annuity is fixed at the initial exchange, not by an event before the first instalment.
    var fixesAnnuityAtExchange = false

    /// A loan whose interest base is its principal.
    init(_ terms: LoanTerms, steps: [Step], interest: [Timestamp], end: Timestamp) {
        self.terms = terms
        self.steps = steps
        let principal = terms.common.sign * terms.notional
        baseAtExchange = principal
        initial = LoanState()
        initial.interestScale = terms.scaling.interestMultiplier
        initial.principalScale = terms.scaling.principalMultiplier
        if !terms.startsLater {
            initial.notional = principal
            initial.base = principal
            initial.rate = terms.rate ?? 0
            initial.accrued = terms.accruedAtStatusDate(interest)
            initial.fee = terms.feeAtStatusDate(to: end)
        }
        if let accrued = terms.accrued {
            accruedAtExchange = terms.common.sign * accrued
        } else if let anchor = terms.interest.anchor, anchor < terms.initialExchange {
            accruedAtExchange =
                terms.dayCount.fraction(from: anchor.accrualDay, to: terms.initialExchange.accrualDay) * principal
                * (terms.rate ?? 0)
        }
    }

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let common = terms.common
        let currency = common.settlementCurrency ?? common.currency
        let shown = common.firstShown(in: steps)
        var state = initial
        events.makeRoom(for: steps.count - shown)
        for (place, step) in steps.enumerated() {
            var payoff = try apply(step, to: &state, market)
            guard place >= shown else { continue }
            if common.settlementCurrency != nil, payoff != 0 {
                payoff *= try market.exchange(common, at: step.observation)
            }
            let hidden = step.type == .exercise && step.amount == 0
            events.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff, currency: currency,
                    notionalPrincipal: state.notional, nominalInterestRate: state.rate,
                    accruedInterest: hidden ? 0 : state.accrued))
        }
    }
}
