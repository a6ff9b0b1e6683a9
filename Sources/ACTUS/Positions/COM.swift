/// Commodity: a quantity of a good, bought and sold (technical specification section 7.10).
struct COM: ContractRules {
    let terms: CommonTerms
    let quantity: Double
    var maturity: Timestamp? { nil }

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        quantity = reader.number("quantity") ?? 1
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(terms)
        steps.addCommon(horizon)
        return PaymentKernel(terms, steps.inOrder(horizon)) { terms.trade($0, quantity: quantity) }
    }
}
