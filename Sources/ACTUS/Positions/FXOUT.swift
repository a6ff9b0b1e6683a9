import Calendar

/// Foreign exchange outright: two currencies change hands at maturity (technical specification section 7.11).
struct FXOUT: ContractRules {
    let terms: CommonTerms
    let maturity: Timestamp?
    let notional: Double
    let notional2: Double
    let currency2: CurrencyCode
    /// The difference in value is paid in the first currency; otherwise both amounts change hands.
    let settlesInCash: Bool
    let settlementPeriod: Period

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        maturity = reader.requiredTime("maturityDate")
        notional = reader.requiredNumber("notionalPrincipal")
        notional2 = reader.requiredNumber("notionalPrincipal2")
        if !reader.has("currency2") { reader.note("currency2", "is required") }
        currency2 = reader.currency("currency2") ?? .none
        settlesInCash = reader.code("deliverySettlement", ["S": true, "D": false]) ?? false
        settlementPeriod = reader.period("settlementPeriod") ?? Period(0, .day)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let maturity = self.maturity ?? terms.statusDate
        var steps = Steps(terms)
        steps.addCommon(horizon)
        if settlesInCash {
            let time = terms.businessDays.eventTime(maturity.adding(settlementPeriod))
            steps.add(
                Step(
                    time: time, observation: maturity, accrualDay: time.accrualDay, type: .settlement,
                    rank: EventType.settlement.rank))
        } else {
            steps.addFixed(.maturity, at: maturity, amount: 1)
            steps.addFixed(.maturity, at: maturity, amount: 2)
        }
        return PaymentKernel(terms, steps.inOrder(horizon), payment: payment)
    }

    private func payment(_ step: Step) -> Payment {
        switch step.type {
        case .settlement:
            Payment(
                step: step, amount: terms.sign * notional, units: -terms.sign * notional2,
                code: "\(currency2)/\(terms.currency)")
        case .maturity where step.amount == 1:
            Payment(step: step, amount: terms.sign * notional)
        case .maturity:
            Payment(step: step, amount: -terms.sign * notional2, currency: currency2)
        case .termination:
            // The reference tests give this price with its sign.
            Payment(step: step, amount: terms.priceAtTermination)
        default:
            terms.trade(step)
        }
    }
}
