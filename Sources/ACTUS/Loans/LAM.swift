import Calendar

/// Linear amortiser: equal redemptions, interest besides (technical specification section 7.2).
struct LAM: ContractRules {
    let terms: AmortizingTerms
    let maturity: Timestamp?

    init(_ reader: inout TermReader) {
        terms = AmortizingTerms(&reader)
        maturity = terms.loan.maturity ?? LAM.derivedMaturity(terms, &reader)
    }

    /// Without a maturity the contract ends with the redemption that takes the last of the principal.
    private static func derivedMaturity(_ terms: AmortizingTerms, _ reader: inout TermReader) -> Timestamp? {
        guard let payment = terms.payment, payment > 0 else {
            reader.note("nextPrincipalRedemptionPayment", "must be positive where there is no maturityDate")
            return nil
        }
        guard let count = wholePeriods(terms.loan.notional / payment) else {
            reader.note("nextPrincipalRedemptionPayment", "is too small to redeem notionalPrincipal")
            return nil
        }
        guard let end = terms.redemption(number: count) else {
            reader.note(
                "cycleOfPrincipalRedemption", "must lead to an end within 1,000 years where there is no maturityDate")
            return nil
        }
        return end
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let loan = terms.loan
        let end = maturity ?? loan.initialExchange
        let redemptions = terms.redemptionTimes(to: end)
        // Interest that is paid with each redemption need not be laid out again.
        let isPaidTogether = loan.interest == terms.redemption && terms.redemption.cycle?.stub != .long
        let interest = isPaidTogether ? redemptions + [end] : loan.interestTimes(to: end)
        var steps = Steps(loan.common)
        steps.addLoan(loan, end: end, horizon)
        steps.addPayments(redemptions, interest: interest, end: end, loan)
        steps.addCalculationBase(terms.base, loan, end: end)
        steps.add(.maturity, at: [end])
        var kernel = LoanKernel(
            loan, steps: steps.inOrder(horizon, dayCount: loan.dayCount), interest: interest, end: end)
        let ahead = redemptions.count { $0 > loan.common.statusDate }
        kernel.initial.redemption = loan.common.sign * (terms.payment ?? loan.notional / Double(ahead + 1))
        kernel.use(terms.base)
        return kernel
    }
}
