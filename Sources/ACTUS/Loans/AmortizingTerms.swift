import Calendar

/// The terms of loans that are redeemed on a schedule: LAM, NAM and ANN.
struct AmortizingTerms: Sendable {
    var loan: LoanTerms
    var redemption: Recurrence
    /// The next redemption (LAM), or redemption and interest together (NAM, ANN), unsigned.
    var payment: Double?
    var base: CalculationBase

    init(_ reader: inout TermReader) {
        loan = LoanTerms(&reader)
        redemption = reader.recurrence("cycleAnchorDateOfPrincipalRedemption", "cycleOfPrincipalRedemption")
        if redemption.isEmpty {
            reader.note("cycleOfPrincipalRedemption", "or cycleAnchorDateOfPrincipalRedemption is required")
        }
        payment = reader.number("nextPrincipalRedemptionPayment")
        base = CalculationBase(&reader)
    }

    /// The redemptions before the end; at the end the maturity takes the rest.
    func redemptionTimes(to end: Timestamp) -> [Timestamp] {
        loan.times(redemption, to: end, includingEnd: false)
    }

    /// The first redemption of all.
    var firstRedemption: Timestamp {
        redemption.first(after: loan.initialExchange) ?? loan.initialExchange
    }

    /// The time of the n-th redemption after the status date, the first being number 1; nil if there is no cycle, or
    /// if that is a thousand years away.
    func redemption(number: Int) -> Timestamp? {
        guard let cycle = redemption.cycle else { return nil }
        guard ((cycle.period.months ?? 0) * 30 + (cycle.period.days ?? 0)) * number < 365_000 else { return nil }
        let anchor = firstRedemption
        let monthEnd = loan.common.monthEnd
        var past = 0
        while anchor.adding(cycle.period, times: past, monthEnd: monthEnd) <= loan.common.statusDate { past += 1 }
        return anchor.adding(cycle.period, times: past + number - 1, monthEnd: monthEnd)
    }
}

/// What interest is reckoned on.
struct CalculationBase: Sendable {
    /// The base lags behind the principal: only IPCB events move it (`NTL`). The principal at initial exchange
    /// (`NTIED`) follows the principal as `NT` does: so the reference tests.
    var lags: Bool
    var amount: Double?
    var schedule: Recurrence

    init(_ reader: inout TermReader) {
        lags = reader.code("interestCalculationBase", ["NT": false, "NTIED": false, "NTL": true]) ?? false
        amount = reader.number("interestCalculationBaseAmount")
        schedule = reader.recurrence(
            "cycleAnchorDateOfInterestCalculationBase", "cycleOfInterestCalculationBase")
    }
}

extension Steps {
    /// Redemptions, and interest payments before and after them and with them.
    mutating func addPayments(_ redemptions: [Timestamp], interest: [Timestamp], end: Timestamp, _ terms: LoanTerms) {
        if terms.rate != nil, terms.capitalizationEnd == nil, interest.last == end,
            interest.dropLast().elementsEqual(redemptions)
        {
            add(.principalRedemption, .interestPayment, at: redemptions)
            add(.interestPayment, at: [end])
        } else {
            addInterest(interest, terms)
            add(.principalRedemption, at: redemptions)
        }
    }

    /// The events that move a lagging interest base.
    mutating func addCalculationBase(_ base: CalculationBase, _ terms: LoanTerms, end: Timestamp) {
        guard base.lags else { return }
        add(.calculationBase, at: terms.times(base.schedule, to: end, includingEnd: false))
    }
}

extension LoanKernel {
    /// Reckons interest on a base of its own.
    mutating func use(_ base: CalculationBase) {
        guard base.lags else { return }
        baseFollowsPrincipal = false
        baseAtExchange = terms.common.sign * (base.amount ?? terms.notional)
        if !terms.startsLater { initial.base = baseAtExchange }
    }
}

/// The whole number of periods that a quotient fills, at least 1; nil if it is more than anyone waits for.
func wholePeriods(_ quotient: Double) -> Int? {
    guard quotient < 100_000 else { return nil }
    let whole = Int(max(quotient, 1))
    return Double(whole) < quotient ? whole + 1 : whole
}
