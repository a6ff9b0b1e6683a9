/// Undefined maturity profile: an account whose interest is capitalised and whose owner pays in and draws as he likes
/// (technical specification section 7.7).
struct UMP: ContractRules {
    let terms: LoanTerms
    var maturity: Timestamp? { nil }

    init(_ reader: inout TermReader) {
        var terms = LoanTerms(&reader)
        terms.premium = 0
        self.terms = terms
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let observed = horizon.events(of: terms.common.contract, [.principalRedemption, .principalIncrease])
        guard let end = observed.last?.time ?? horizon.end ?? terms.common.terminationDate else {
            throw InvalidTerms(
                contract: terms.common.contract, term: "to",
                rule: "is required: a UMP has no maturity, so the look-ahead needs an end")
        }
        let interest = terms.times(terms.interest, to: end, includingEnd: false)
        var steps = Steps(terms.common)
        steps.addLoan(terms, end: end, horizon)
        if terms.rate != nil { steps.add(.interestCapitalization, at: interest) }
        for event in observed { steps.addFixed(event.type, at: event.time, amount: event.value) }
        var kernel = LoanKernel(
            terms, steps: steps.inOrder(horizon, dayCount: terms.dayCount), interest: interest, end: end)
        kernel.redemption = .observed
        return kernel
    }
}
