import Calendar

/// Call money: interest is capitalised until a call or a maturity ends the loan (technical specification section 7.6).
struct CLM: ContractRules {
    let terms: LoanTerms
    /// How long after a call the loan is paid back.
    let notice: Period
    var maturity: Timestamp? { terms.maturity }

    init(_ reader: inout TermReader) {
        var terms = LoanTerms(&reader)
        terms.premium = 0
        self.terms = terms
        notice = reader.period("xDayNotice") ?? Period(0, .day)
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let contract = terms.common.contract
        let call =
            terms.maturity == nil
            ? horizon.events(of: contract, [.exercise]).first { call in
                call.time > terms.common.statusDate && horizon.end.map { call.time <= $0 } != false
            } : nil
        guard let end = terms.maturity ?? call?.time ?? horizon.end ?? terms.common.terminationDate else {
            throw InvalidTerms(
                contract: contract, term: "to",
                rule: "is required: a CLM without maturityDate and call needs an end of the look-ahead")
        }
        var steps = Steps(terms.common)
        steps.addLoan(terms, end: end, horizon)
        if terms.rate != nil { steps.add(.interestCapitalization, at: capitalizations(to: end)) }
        if let call {
            steps.hold(to: call.time, accrualDay: call.time.accrualDay)
            addCall(call.time, &steps)
        } else if let maturity = terms.maturity {
            steps.hold(to: maturity, accrualDay: terms.common.businessDays.accrualDay(maturity))
            addMaturity(maturity, &steps)
        }
        return LoanKernel(terms, steps: steps.inOrder(horizon, dayCount: terms.dayCount), interest: [], end: end)
    }

    /// The dates on which interest is capitalised, from the initial exchange itself if no anchor says otherwise: so the
    /// reference tests, where the specification starts a cycle later.
    private func capitalizations(to end: Timestamp) -> [Timestamp] {
        guard !terms.interest.isEmpty else { return [] }
        return Recurrence.times(
            from: terms.interest.anchor ?? terms.initialExchange, cycle: terms.interest.cycle, to: end,
            monthEnd: terms.common.monthEnd, includingEnd: false)
    }

    /// The maturity keeps its day, but its interest runs to the day that business allows.
    private func addMaturity(_ maturity: Timestamp, _ steps: inout Steps) {
        let day = terms.common.businessDays.accrualDay(maturity)
        for type in [EventType.interestPayment, .maturity] where type == .maturity || terms.rate != nil {
            steps.add(Step(time: maturity, observation: maturity, accrualDay: day, type: type, rank: type.rank))
        }
    }

    /// Interest ends with the call; interest and principal are paid after the notice, even past the look-ahead.
    private func addCall(_ call: Timestamp, _ steps: inout Steps) {
        // A call without notice shows the interest that it makes due.
        steps.add(
            Step(
                time: call, observation: call, accrualDay: call.accrualDay, type: .exercise,
                rank: EventType.interestPayment.rank - 5, amount: notice.count == 0 ? 1 : 0))
        let payment = call.adding(notice)
        for type in [EventType.interestPayment, .settlement] where type == .settlement || terms.rate != nil {
            steps.add(
                Step(
                    time: payment, observation: payment, accrualDay: call.accrualDay, type: type, rank: type.rank,
                    outlivesHorizon: true))
        }
    }
}
