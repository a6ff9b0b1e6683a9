import Calendar

/// Stock: bought, sold, and dividends in between (technical specification section 7.9).
///
/// The dictionary and the reference tests name the terms of dividends differently; both are read.
struct STK: ContractRules {
    let terms: CommonTerms
    let dividends: Recurrence
    /// The next dividend if its amount is known, unsigned.
    let nextDividend: Double?
    let exDividendDate: Timestamp?
    /// The market object that tells a dividend's amount.
    let market: String
    var maturity: Timestamp? { nil }

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        let named = reader.recurrencePair("cycleAnchorDateOfDividendPayment", "cycleOfDividendPayment")
        dividends =
            named
            ? reader.recurrence("cycleAnchorDateOfDividendPayment", "cycleOfDividendPayment")
            : reader.recurrence("cycleAnchorDateOfDividend", "cycleOfDividend")
        nextDividend = reader.number("nextDividendPaymentAmount")
        exDividendDate = reader.time("exDividendDate")
        market = reader.text("marketObjectCodeOfDividends") ?? "\(reader.contract)-DV"
        if nextDividend != nil, dividends.anchor == nil {
            reader.note("cycleAnchorDateOfDividend", "is required where there is a nextDividendPaymentAmount")
        }
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(terms)
        steps.addCommon(horizon)
        let times = try dividendTimes(horizon)
        steps.add(.dividend, at: times)
        let known = nextDividend == nil ? nil : times.first.map(terms.businessDays.eventTime)
        let withheld = withheldDividend(times)
        return PaymentKernel(terms, steps.inOrder(horizon)) { step in
            guard step.type == .dividend else { return terms.trade(step) }
            if step.time == withheld { return Payment(step: step) }
            if step.time == known, let nextDividend {
                return Payment(step: step, amount: terms.sign * nextDividend)
            }
            return Payment(step: step, units: terms.sign, code: market)
        }
    }

    /// Dividends from the anchor on, up to the end of the look-ahead, the end included.
    private func dividendTimes(_ horizon: Horizon) throws(InvalidTerms) -> [Timestamp] {
        guard let first = dividends.first(after: terms.statusDate) else { return [] }
        guard let cycle = dividends.cycle else { return [first] }
        let ends = [horizon.end, terms.terminationDate].compactMap { $0 }
        guard let end = ends.min() else {
            throw InvalidTerms(
                contract: terms.contract, term: "to",
                rule: "is required: dividends have no end, so the look-ahead needs one")
        }
        var times: [Timestamp] = []
        var next = first
        while next <= end {
            times.append(next)
            next = first.adding(cycle.period, times: times.count, monthEnd: terms.monthEnd)
        }
        return times
    }

    /// The dividend that stays with the seller, who sold after the ex-dividend date.
    private func withheldDividend(_ times: [Timestamp]) -> Timestamp? {
        guard let exDividendDate, let purchase = terms.purchaseDate, purchase > exDividendDate else { return nil }
        return times.first { $0 >= purchase }.map(terms.businessDays.eventTime)
    }
}
