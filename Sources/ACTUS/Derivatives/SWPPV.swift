import Calendar

/// Plain vanilla swap: a fixed rate against a floating one on the same principal (technical specification section
/// 7.12).
struct SWPPV: ContractRules {
    let terms: CommonTerms
    let initialExchange: Timestamp
    let maturity: Timestamp?
    let notional: Double
    let fixedRate: Double
    /// The floating rate until the first reset.
    let floatingRate: Double
    let dayCount: DayCount
    let interest: Recurrence
    let reset: ResetTerms
    /// The difference of the legs is paid; otherwise each leg by itself.
    let paysNet: Bool

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        initialExchange = reader.requiredTime("initialExchangeDate")
        let maturity = reader.requiredTime("maturityDate")
        self.maturity = maturity
        notional = reader.requiredNumber("notionalPrincipal")
        fixedRate = reader.requiredNumber("nominalInterestRate")
        floatingRate = reader.requiredNumber("nominalInterestRate2")
        let count = reader.dayCount(maturity: maturity, calendar: terms.businessDays.calendar)
        if count == nil, !reader.has("dayCountConvention") { reader.note("dayCountConvention", "is required") }
        dayCount = count ?? .actual365Fixed
        interest = reader.recurrence("cycleAnchorDateOfInterestPayment", "cycleOfInterestPayment")
        reset = ResetTerms(&reader)
        paysNet = reader.code("deliverySettlement", ["S": true, "D": false]) ?? false
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let end = maturity ?? initialExchange
        var steps = Steps(terms)
        steps.addFixed(.initialExchange, at: initialExchange)
        let payments = interestTimes(to: end)
        for type in paysNet ? [EventType.interestPayment] : [.fixedInterestPayment, .floatingInterestPayment] {
            steps.add(type, at: payments)
        }
        steps.addResets(
            reset.schedule.times(from: initialExchange, to: end, monthEnd: terms.monthEnd, includingEnd: false),
            reset, after: terms.statusDate)
        // It moves with the interest that falls due on it, as for loans.
        steps.add(.maturity, at: [end])
        steps.addCommon(horizon)
        return SwapKernel(swap: self, steps: steps.inOrder(horizon, dayCount: dayCount), initial: stateAtStatusDate)
    }

    private func interestTimes(to end: Timestamp) -> [Timestamp] {
        guard !interest.isEmpty else { return [end] }
        return interest.times(from: initialExchange, to: end, monthEnd: terms.monthEnd, includingEnd: true)
    }

    private var stateAtStatusDate: SwapKernel.State {
        var state = SwapKernel.State()
        guard initialExchange <= terms.statusDate, let maturity else { return state }
        state.notional = terms.sign * notional
        state.rate = floatingRate
        if let last = interestTimes(to: maturity).last(where: { $0 <= terms.statusDate }) {
            let fraction = dayCount.fraction(
                from: terms.businessDays.accrualDay(last), to: terms.statusDate.accrualDay)
            state.fixed = fraction * state.notional * fixedRate
            state.floating = fraction * state.notional * floatingRate
        }
        return state
    }
}

/// Walks a plain vanilla swap through its events.
struct SwapKernel: Kernel {
    struct State: Sendable {
        var notional = 0.0
        var rate = 0.0
        /// Interest accrued on the fixed and on the floating leg, both signed as the fixed leg.
        var fixed = 0.0
        var floating = 0.0
    }

    var swap: SWPPV
    var steps: [Step]
    var initial: State

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let terms = swap.terms
        let shown = terms.firstShown(in: steps)
        var state = initial
        for (place, step) in steps.enumerated() {
            state.fixed += step.fraction * swap.fixedRate * state.notional
            state.floating += step.fraction * state.rate * state.notional
            var payoff = try apply(step, to: &state, market)
            guard place >= shown else { continue }
            if payoff != 0 { payoff *= try market.exchange(terms, at: step.observation) }
            events.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff,
                    currency: terms.settlementCurrency ?? terms.currency, notionalPrincipal: state.notional,
                    nominalInterestRate: state.rate,
                    // With each leg paid by itself the accrual shown is the fixed leg's, as in the reference tests.
                    accruedInterest: swap.paysNet ? state.fixed - state.floating : state.fixed))
        }
    }

    /// Moves the state through an event, whose interest has been accrued, and returns its payoff.
    private func apply(_ step: Step, to state: inout State, _ market: any MarketObserver)
        throws(MissingObservation) -> Double
    {
        let terms = swap.terms
        switch step.type {
        case .initialExchange:
            state = State(notional: terms.sign * swap.notional, rate: swap.floatingRate)
            return 0
        case .interestPayment:
            let payoff = state.fixed - state.floating
            (state.fixed, state.floating) = (0, 0)
            return payoff
        case .fixedInterestPayment:
            let payoff = state.fixed
            state.fixed = 0
            return payoff
        case .floatingInterestPayment:
            let payoff = -state.floating
            state.floating = 0
            return payoff
        case .rateReset:
            let reference = try market.require(swap.reset.market, at: step.observation, for: terms.contract)
            state.rate = swap.reset.rate(from: state.rate, reference: reference, spread: step.amount)
            return 0
        case .rateFixing:
            state.rate = step.amount
            return 0
        case .purchase:
            return -terms.sign * terms.priceAtPurchase
        case .maturity, .termination:
            (state.notional, state.fixed, state.floating) = (0, 0, 0)
            // The reference tests give the price at termination with its sign.
            return step.type == .termination ? terms.priceAtTermination : 0
        default:
            return 0
        }
    }
}
