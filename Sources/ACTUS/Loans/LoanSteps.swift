import Calendar

/// Lays out the events that contracts with a principal and interest share.
extension Steps {
    /// Initial exchange, and what may happen to any loan: fees, resets, scaling, prepayments, purchase, termination.
    mutating func addLoan(_ terms: LoanTerms, end: Timestamp, _ horizon: Horizon) {
        addFixed(.initialExchange, at: terms.initialExchange)
        addFees(terms, end: end)
        addResets(terms, end: end)
        addScaling(terms, end: end)
        addPrepayments(terms, end: end, horizon)
        addCommon(horizon)
    }

    /// Interest payments, of which those up to `capitalizationEndDate` are capitalised instead.
    ///
    /// The end date itself is always one of them, unless the contract ends before; off the interest schedule no business day
    /// shifts it.
    mutating func addInterest(_ times: [Timestamp], _ terms: LoanTerms) {
        guard terms.rate != nil else { return }
        guard let end = terms.capitalizationEnd else {
            add(.interestPayment, at: times)
            return
        }
        add(.interestCapitalization, at: times.filter { $0 <= end })
        if !times.contains(end), times.last.map({ end < $0 }) != false {
            addFixed(.interestCapitalization, at: end)
        }
        add(.interestPayment, at: times.filter { $0 > end })
    }

    mutating func addFees(_ terms: LoanTerms, end: Timestamp) {
        guard terms.fee.rate != 0 else { return }
        add(.feePayment, at: terms.times(terms.fee.schedule, to: end, includingEnd: true))
    }

    mutating func addResets(_ terms: LoanTerms, end: Timestamp) {
        addResets(
            terms.times(terms.reset.schedule, to: end, includingEnd: false), terms.reset,
            after: terms.common.statusDate)
    }

    /// Rate resets, the first of which after the status date is fixed beforehand if the terms know its rate.
    mutating func addResets(_ times: [Timestamp], _ reset: ResetTerms, after statusDate: Timestamp) {
        guard let known = reset.next, let first = times.first(where: { $0 > statusDate }) else {
            add(.rateReset, at: times, amount: reset.spread)
            return
        }
        add(.rateFixing, at: [first], amount: known)
        add(.rateReset, at: times.filter { $0 != first }, amount: reset.spread)
    }

    mutating func addScaling(_ terms: LoanTerms, end: Timestamp) {
        add(.scaling, at: terms.times(terms.scaling.schedule, to: end, includingEnd: false))
    }

    /// Prepayments that were observed, with their penalties, and the dates at which none was though one could be.
    mutating func addPrepayments(_ terms: LoanTerms, end: Timestamp, _ horizon: Horizon) {
        guard terms.prepayment.effect != .forbidden else { return }
        let observed = horizon.events(of: terms.common.contract, [.prepayment]).filter { $0.time <= end }
        for event in observed {
            if terms.prepayment.penalty != .free { addFixed(.penalty, at: event.time) }
            addFixed(.prepayment, at: event.time, amount: event.value)
        }
        let taken = Set(observed.map(\.time))
        let chances = terms.times(terms.prepayment.schedule, to: end, includingEnd: false)
        add(.prepayment, at: chances.filter { !taken.contains($0) })
    }
}

extension LoanTerms {
    /// The times of a recurring event, before any business-day shift.
    func times(_ schedule: Recurrence, to end: Timestamp, includingEnd: Bool) -> [Timestamp] {
        schedule.times(from: initialExchange, to: end, monthEnd: common.monthEnd, includingEnd: includingEnd)
    }

    /// The interest payments of a loan without instalments: at maturity only, if there is no schedule.
    func interestTimes(to end: Timestamp) -> [Timestamp] {
        interest.isEmpty ? [end] : times(interest, to: end, includingEnd: true)
    }

    /// Interest accrued at the status date: as given, or since the last interest payment up to it.
    func accruedAtStatusDate(_ interest: [Timestamp]) -> Double {
        guard let rate, !startsLater else { return 0 }
        if let accrued { return common.sign * accrued }
        guard let last = interest.last(where: { $0 <= common.statusDate }) else { return 0 }
        let fraction = dayCount.fraction(
            from: common.businessDays.accrualDay(last), to: common.statusDate.accrualDay)
        return fraction * common.sign * notional * rate
    }

    /// Fees accrued at the status date: as given, or since the last fee payment up to it.
    func feeAtStatusDate(to end: Timestamp) -> Double {
        guard fee.rate != 0, !startsLater else { return 0 }
        if let accrued = fee.accrued { return common.sign * accrued }
        let times = times(fee.schedule, to: end, includingEnd: true)
        guard !fee.isAmount, let last = times.last(where: { $0 <= common.statusDate }) else { return 0 }
        return dayCount.fraction(from: last.accrualDay, to: common.statusDate.accrualDay) * common.sign * notional
            * fee.rate
    }
}
