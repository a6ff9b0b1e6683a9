/// One payment laid out: an amount known beforehand, and a multiple of a market value.
struct Payment: Sendable {
    var step: Step
    /// What is paid whatever the market does, signed.
    var amount = 0.0
    /// Units of a market object paid besides, signed, and where it is seen.
    var units = 0.0
    var code = ""
    /// The currency, if it is not the contract's.
    var currency: CurrencyCode?
}

/// Walks a position without interest through its payments: CSH, STK, COM and FXOUT.
struct PaymentKernel: Kernel {
    var terms: CommonTerms
    var payments: [Payment]
    /// The principal shown with each event, signed.
    var notional = 0.0

    /// Turns steps into payments and leaves out those before a purchase.
    init(_ terms: CommonTerms, _ steps: [Step], notional: Double = 0, payment: (Step) -> Payment) {
        self.terms = terms
        self.notional = notional
        payments = steps[terms.firstShown(in: steps)...].map(payment)
    }

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        for payment in payments {
            let step = payment.step
            var payoff = payment.amount
            if payment.units != 0 {
                let value = try market.require(payment.code, at: step.observation, for: terms.contract)
                payoff += payment.units * value
            }
            var currency = payment.currency ?? terms.currency
            if let settlement = terms.settlementCurrency, payment.currency == nil {
                currency = settlement
                if payoff != 0 { payoff *= try market.exchange(terms, at: step.observation) }
            }
            events.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff, currency: currency, notionalPrincipal: notional))
        }
    }
}

extension CommonTerms {
    /// What a purchase or a termination pays at its price, signed by role; nothing for other events.
    func trade(_ step: Step, quantity: Double = 1) -> Payment {
        switch step.type {
        case .purchase: Payment(step: step, amount: -sign * priceAtPurchase * quantity)
        case .termination: Payment(step: step, amount: sign * priceAtTermination * quantity)
        default: Payment(step: step)
        }
    }
}
