extension LoanKernel {
    /// Moves the state through one event and returns what the event pays in the contract's currency.
    @inline(__always)
    func apply(_ step: Step, to state: inout LoanState, _ market: any MarketObserver) throws(MissingObservation)
        -> Double
    {
        let sign = terms.common.sign
        let interest = step.fraction * state.rate * state.base
        if !terms.fee.isAmount { state.fee += step.fraction * state.notional * terms.fee.rate }
        switch step.type {
        case .initialExchange:
            exchange(&state, step)
            return -sign * (terms.notional + terms.premium)
        case .principalRedemption:
            return redeem(step, &state, interest)
        case .principalIncrease:
            return increase(step, &state, interest)
        case .interestPayment:
            let payoff = state.interestScale * (state.accrued + interest)
            state.accrued = 0
            return payoff
        case .interestCapitalization:
            let added = state.accrued + interest
            state.accrued = 0
            move(&state, by: added)
            return 0
        case .maturity, .settlement:
            let payoff =
                state.principalScale * state.notional + state.interestScale * state.accrued + state.fee
            close(&state)
            return payoff
        case .purchase:
            state.accrued += interest
            return -sign * (terms.common.priceAtPurchase + state.accrued)
        case .termination:
            let payoff = sign * (terms.common.priceAtTermination + state.accrued + interest)
            close(&state)
            return payoff
        case .feePayment:
            let payoff = terms.fee.isAmount ? sign * terms.fee.rate : state.fee
            state.accrued += interest
            state.fee = 0
            return payoff
        case .prepayment:
            state.accrued += interest
            return prepay(step, &state)
        case .penalty:
            let payoff = try penalty(step, state, market)
            state.accrued += interest
            return payoff
        default:
            state.accrued += interest
            try fix(step, &state, market)
            return 0
        }
    }

    /// Rates, indices and bases that an event fixes; it pays nothing.
    private func fix(_ step: Step, _ state: inout LoanState, _ market: any MarketObserver)
        throws(MissingObservation)
    {
        switch step.type {
        case .rateReset:
            let reference = try market.require(
                terms.reset.market, at: step.observation, for: terms.common.contract)
            state.rate = terms.reset.rate(from: state.rate, reference: reference, spread: step.amount)
        case .rateFixing:
            state.rate = step.amount
        case .redemptionFixing:
            fixAnnuity(step, &state)
        case .scaling:
            let index = try market.require(
                terms.scaling.market, at: step.observation, for: terms.common.contract)
            if terms.scaling.scalesInterest { state.interestScale = index / terms.scaling.indexAtDeal }
            if terms.scaling.scalesPrincipal { state.principalScale = index / terms.scaling.indexAtDeal }
        case .calculationBase:
            state.base = state.notional
        default:
            break
        }
    }

    private func exchange(_ state: inout LoanState, _ step: Step) {
        state.notional = terms.common.sign * terms.notional
        state.rate = terms.rate ?? 0
        state.accrued = accruedAtExchange
        state.base = baseAtExchange
        state.fee = 0
        if fixesAnnuityAtExchange { fixAnnuity(step, &state) }
    }

    private func redeem(_ step: Step, _ state: inout LoanState, _ interest: Double) -> Double {
        state.accrued += interest
        let amount: Double =
            switch redemption {
            case .level: limited(state.redemption, to: state.notional)
            case .instalment: limited(state.redemption - state.accrued, to: state.notional)
            case .scheduled:
                limited(terms.common.sign * step.amount * state.redemptionShare, to: state.notional)
            case .observed: step.amount
            }
        move(&state, by: -amount)
        return state.principalScale * amount
    }

    private func increase(_ step: Step, _ state: inout LoanState, _ interest: Double) -> Double {
        state.accrued += interest
        let amount = redemption == .observed ? -step.amount : terms.common.sign * step.amount
        move(&state, by: amount)
        return -state.principalScale * amount
    }

    /// A redemption never takes more than what is outstanding; it may add to it. The role decides the side, since what has
    /// been redeemed has none.
    private func limited(_ amount: Double, to notional: Double) -> Double {
        terms.common.sign > 0 ? min(amount, notional) : max(amount, notional)
    }

    private func move(_ state: inout LoanState, by amount: Double) {
        state.notional += amount
        if baseFollowsPrincipal { state.base = state.notional }
    }

    private func close(_ state: inout LoanState) {
        state.notional = 0
        state.accrued = 0
        state.fee = 0
        state.base = 0
    }

    private func prepay(_ step: Step, _ state: inout LoanState) -> Double {
        let amount = limited(step.amount, to: state.notional)
        guard amount != 0 else { return 0 }
        let left = 1 - amount / state.notional
        move(&state, by: -amount)
        if terms.prepayment.effect == .reducesAmount {
            state.redemption *= left
            state.redemptionShare *= left
        }
        return amount
    }

    private func penalty(_ step: Step, _ state: LoanState, _ market: any MarketObserver)
        throws(MissingObservation) -> Double
    {
        let exposure = step.fraction * state.notional
        switch terms.prepayment.penalty {
        case .free: return 0
        case .amount: return terms.common.sign * terms.prepayment.penaltyRate
        case .relative: return exposure * terms.prepayment.penaltyRate
        case .rateDifference:
            let reference = try market.require(
                terms.reset.market, at: step.observation, for: terms.common.contract)
            return exposure * max(0, state.rate - reference)
        }
    }

    private func fixAnnuity(_ step: Step, _ state: inout LoanState) {
        guard let annuity else { return }
        state.redemption = annuity.payment(
            after: step.accrualDay, principal: state.notional, accrued: state.accrued, rate: state.rate)
    }
}
