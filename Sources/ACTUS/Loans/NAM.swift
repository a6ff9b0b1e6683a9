import Calendar

/// Negative amortiser: equal instalments, of which interest comes first (technical specification section 7.4).
struct NAM: ContractRules {
    let terms: AmortizingTerms
    let maturity: Timestamp?

    init(_ reader: inout TermReader) {
        terms = AmortizingTerms(&reader)
        if terms.payment == nil, !reader.has("nextPrincipalRedemptionPayment") {
            reader.note("nextPrincipalRedemptionPayment", "is required")
        }
        maturity = terms.loan.maturity ?? terms.derivedMaturity(&reader)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let loan = terms.loan
        let end = maturity ?? loan.initialExchange
        var steps = Steps(loan.common)
        let times = InstalmentTimes(terms, end: end)
        steps.addInstalments(terms, times, end: end, horizon)
        var kernel = LoanKernel(
            loan, steps: steps.inOrder(horizon, dayCount: loan.dayCount), interest: times.interest, end: end)
        kernel.redemption = .instalment
        kernel.initial.redemption = loan.common.sign * (terms.payment ?? 0)
        kernel.use(terms.base)
        return kernel
    }
}

extension AmortizingTerms {
    /// Without a maturity the contract ends when instalments as large as the first would have redeemed it.
    func derivedMaturity(_ reader: inout TermReader) -> Timestamp? {
        guard let payment else {
            reader.note("maturityDate", "is required where there is no nextPrincipalRedemptionPayment")
            return nil
        }
        guard let first = redemption(number: 1), let second = redemption(number: 2) else {
            reader.note(
                "cycleOfPrincipalRedemption", "must lead to an end within 1,000 years where there is no maturityDate")
            return nil
        }
        let interest =
            loan.notional * (loan.rate ?? 0)
            * loan.dayCount.fraction(from: first.accrualDay, to: second.accrualDay)
        guard payment > interest, let count = wholePeriods(loan.notional / (payment - interest)) else {
            reader.note(
                "nextPrincipalRedemptionPayment", "must exceed a period's interest where there is no maturityDate",
                found: .number(payment))
            return nil
        }
        return redemption(number: count)
    }
}

/// When a loan with instalments pays.
struct InstalmentTimes: Sendable {
    /// The redemptions before the end.
    let redemptions: [Timestamp]
    /// The interest payments: on the interest schedule up to one redemption cycle before the first instalment, then
    /// with each instalment (`t^IP` of NAM).
    let interest: [Timestamp]

    init(_ terms: AmortizingTerms, end: Timestamp) {
        redemptions = terms.redemptionTimes(to: end)
        interest = Self.earlyInterest(terms) + redemptions + [end]
    }

    private static func earlyInterest(_ terms: AmortizingTerms) -> [Timestamp] {
        let loan = terms.loan
        let first = terms.firstRedemption
        guard !loan.interest.isEmpty, let start = loan.interest.first(after: loan.initialExchange),
            start < first
        else { return [] }
        guard let cycle = terms.redemption.cycle else {
            return loan.times(loan.interest, to: first, includingEnd: false)
        }
        let last = first.adding(cycle.period, times: -1)
        guard start <= last else { return [start] }
        return loan.times(loan.interest, to: last, includingEnd: true).filter { $0 < first }
    }
}

extension Steps {
    /// All events of a loan with instalments, the first fixing of their amount among them if there is one.
    mutating func addInstalments(
        _ terms: AmortizingTerms, _ times: InstalmentTimes, fixing: Timestamp? = nil, end: Timestamp,
        _ horizon: Horizon
    ) {
        addLoan(terms.loan, end: end, horizon)
        addFixed(.redemptionFixing, at: fixing)
        addPayments(times.redemptions, interest: times.interest, end: end, terms.loan)
        addCalculationBase(terms.base, terms.loan, end: end)
        add(.maturity, at: [end])
    }
}
