/// Principal at maturity: interest on the way, the principal at the end (technical specification section 7.1).
struct PAM: ContractRules {
    let terms: LoanTerms
    var maturity: Timestamp? { terms.maturity }

    init(_ reader: inout TermReader) {
        terms = LoanTerms(&reader)
        if !reader.has("maturityDate") { reader.note("maturityDate", "is required") }
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let end = terms.maturity ?? terms.initialExchange
        let interest = terms.interestTimes(to: end)
        var steps = Steps(terms.common)
        steps.addLoan(terms, end: end, horizon)
        steps.addInterest(interest, terms)
        steps.add(.maturity, at: [end])
        return LoanKernel(
            terms, steps: steps.inOrder(horizon, dayCount: terms.dayCount), interest: interest, end: end)
    }
}
