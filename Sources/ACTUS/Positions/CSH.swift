/// Cash: an amount that is looked at and never moves (technical specification section 7.8).
struct CSH: ContractRules {
    let terms: CommonTerms
    let notional: Double
    var maturity: Timestamp? { nil }

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        notional = reader.requiredNumber("notionalPrincipal")
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(terms)
        steps.addCommon(horizon)
        return PaymentKernel(terms, steps.inOrder(horizon), notional: terms.sign * notional) { terms.trade($0) }
    }
}
