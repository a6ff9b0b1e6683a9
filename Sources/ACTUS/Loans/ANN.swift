import Calendar

/// Annuity: instalments dimensioned to redeem the principal (technical specification section 7.5).
struct ANN: ContractRules {
    let terms: AmortizingTerms
    let maturity: Timestamp?
    /// The date to which the instalment is dimensioned, if it is not the maturity.
    let amortizationDate: Timestamp?

    init(_ reader: inout TermReader) {
        terms = AmortizingTerms(&reader)
        amortizationDate = reader.time("amortizationDate")
        maturity = terms.loan.maturity ?? amortizationDate ?? terms.derivedMaturity(&reader)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let loan = terms.loan
        let end = maturity ?? loan.initialExchange
        var steps = Steps(loan.common)
        let times = InstalmentTimes(terms, end: end)
        steps.addInstalments(terms, times, fixing: fixesAtExchange ? nil : firstFixing, end: end, horizon)
        // A new rate is followed by a new instalment, and so is a prepayment that lowers it.
        for step in steps.list where changesInstalment(step) { steps.add(ANN.fixing(step)) }
        var kernel = LoanKernel(
            loan, steps: steps.inOrder(horizon, dayCount: loan.dayCount), interest: times.interest, end: end)
        kernel.redemption = .instalment
        kernel.annuity = annuity(times, end: end)
        kernel.fixesAnnuityAtExchange = fixesAtExchange
        kernel.initial.redemption = instalmentAtStatusDate(kernel)
        kernel.use(terms.base)
        return kernel
    }

    /// The day before the first instalment, on which its amount is fixed if the terms do not give it.
    private var firstFixing: Timestamp? {
        terms.payment == nil ? terms.firstRedemption.adding(Period(1, .day), times: -1) : nil
    }

    /// The first instalment falls on the initial exchange or before: no day is left to fix it.
    private var fixesAtExchange: Bool {
        terms.payment == nil && terms.firstRedemption <= terms.loan.initialExchange
    }

    private func changesInstalment(_ step: Step) -> Bool {
        switch step.type {
        case .rateReset, .rateFixing: true
        case .prepayment: step.amount != 0 && terms.loan.prepayment.effect == .reducesAmount
        default: false
        }
    }

    private static func fixing(_ reset: Step) -> Step {
        var step = reset
        step.type = .redemptionFixing
        step.rank = EventType.redemptionFixing.rank
        step.amount = 0
        return step
    }

    /// The annuity over the instalments up to the amortisation date, which need not be those of the schedule.
    private func annuity(_ times: InstalmentTimes, end: Timestamp) -> Annuity {
        let last = amortizationDate ?? end
        let redemptions = last == end ? times.redemptions : terms.redemptionTimes(to: last)
        let days = terms.loan.common.businessDays
        return Annuity(days: (redemptions + [last]).map(days.accrualDay), dayCount: terms.loan.dayCount)
    }

    /// The instalment as given, or as fixed before the status date for what is outstanding at it.
    private func instalmentAtStatusDate(_ kernel: LoanKernel) -> Double {
        let common = terms.loan.common
        if let payment = terms.payment { return common.sign * payment }
        guard let annuity = kernel.annuity, let fixing = firstFixing, !terms.loan.startsLater,
            fixing <= common.statusDate
        else { return 0 }
        return annuity.payment(
            after: common.statusDate.accrualDay, principal: kernel.initial.notional,
            accrued: kernel.initial.accrued, rate: kernel.initial.rate)
    }
}
