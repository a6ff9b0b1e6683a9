import Calendar

/// Exotic linear amortiser: stretches of draws and redemptions (technical specification section 7.3).
struct LAX: ContractRules {
    /// A draw (positive) or a redemption (negative) of the principal, unsigned by role.
    typealias Principal = ArraySchedule<Double>

    /// A new rate, or a new spread over the reference rate.
    struct Rate: Sendable {
        var value: Double
        var isFixed: Bool
    }

    let terms: LoanTerms
    let principal: Principal
    let interest: ArraySchedule<Void>?
    let rates: ArraySchedule<Rate>?
    let base: CalculationBase
    let maturity: Timestamp?

    init(_ reader: inout TermReader) {
        terms = LoanTerms(&reader)
        base = CalculationBase(&reader)
        principal = LAX.principal(&reader)
        let anchors = reader.times("arrayCycleAnchorDateOfInterestPayment")
        interest = reader.stretches(
            anchors: "arrayCycleAnchorDateOfInterestPayment", cycles: "arrayCycleOfInterestPayment",
            contents: (anchors ?? []).map { _ in }, "arrayCycleAnchorDateOfInterestPayment")
        rates = LAX.rates(&reader)
        maturity = terms.maturity ?? LAX.derivedMaturity(terms, principal, &reader)
    }

    private static func principal(_ reader: inout TermReader) -> Principal {
        let amounts = reader.numbers("arrayNextPrincipalRedemptionPayment") ?? []
        let signs = reader.codes("arrayIncreaseDecrease", ["INC": 1.0, "DEC": -1.0]) ?? []
        let anchors = "arrayCycleAnchorDateOfPrincipalRedemption"
        if !reader.has(anchors) { reader.note(anchors, "is required") }
        let changes = reader.paired(
            amounts, "arrayNextPrincipalRedemptionPayment", signs, "arrayIncreaseDecrease")
        return reader.stretches(
            anchors: anchors, cycles: "arrayCycleOfPrincipalRedemption", contents: changes.map { $0 * $1 },
            "arrayNextPrincipalRedemptionPayment") ?? Principal(stretches: [])
    }

    private static func rates(_ reader: inout TermReader) -> ArraySchedule<Rate>? {
        guard reader.has("arrayCycleAnchorDateOfRateReset") else { return nil }
        let values = reader.numbers("arrayRate") ?? []
        let fixed =
            reader.codes("arrayFixedVariable", ["FIX": true, "VAR": false, "F": true, "V": false]) ?? []
        if fixed.contains(false), !reader.has("marketObjectCodeOfRateReset") {
            reader.note("marketObjectCodeOfRateReset", "is required where rates are variable")
        }
        return reader.stretches(
            anchors: "arrayCycleAnchorDateOfRateReset", cycles: "arrayCycleOfRateReset",
            contents: reader.paired(values, "arrayRate", fixed, "arrayFixedVariable").map {
                Rate(value: $0, isFixed: $1)
            }, "arrayRate")
    }

    /// Without a maturity the contract ends when draws and redemptions have brought the principal to zero.
    private static func derivedMaturity(_ terms: LoanTerms, _ principal: Principal, _ reader: inout TermReader)
        -> Timestamp?
    {
        var balance = terms.notional
        func isSettled(at time: Timestamp, _ change: Double) -> Bool {
            if time > terms.common.statusDate { balance += change }
            return balance <= 1e-9 * terms.notional
        }
        let monthEnd = terms.common.monthEnd
        for (stretch, next) in zip(principal.stretches, principal.stretches.dropFirst()) {
            let times = Recurrence.times(
                from: stretch.anchor, cycle: stretch.cycle, to: next.anchor, monthEnd: monthEnd, includingEnd: false)
            if let end = times.first(where: { isSettled(at: $0, stretch.content) }) { return end }
        }
        // The last stretch runs on until nothing is left.
        if let last = principal.stretches.last {
            for count in 0..<100_000 {
                let period = last.cycle?.period ?? Period(0, .day)
                let time = last.anchor.adding(period, times: count, monthEnd: monthEnd)
                if isSettled(at: time, last.content) { return time }
                if last.cycle == nil || last.content >= 0 || time.day.year >= 9999 { break }
            }
        }
        reader.note("maturityDate", "is required: the redemptions never bring the principal to zero")
        return nil
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let end = maturity ?? terms.initialExchange
        let monthEnd = terms.common.monthEnd
        var steps = Steps(terms.common)
        steps.addLoan(terms, end: end, horizon)
        for (stretch, times) in principal.times(to: end, monthEnd: monthEnd) {
            let isDraw = stretch.content > 0
            steps.add(
                isDraw ? .principalIncrease : .principalRedemption, at: times, amount: abs(stretch.content))
        }
        let interest =
            self.interest.map { $0.times(to: end, monthEnd: monthEnd).flatMap(\.times) + [end] }
            ?? terms.interestTimes(to: end)
        steps.addInterest(interest, terms)
        for (stretch, times) in rates?.times(to: end, monthEnd: monthEnd) ?? [] {
            steps.add(stretch.content.isFixed ? .rateFixing : .rateReset, at: times, amount: stretch.content.value)
        }
        steps.addCalculationBase(base, terms, end: end)
        steps.add(.maturity, at: [end])
        var kernel = LoanKernel(
            terms, steps: steps.inOrder(horizon, dayCount: terms.dayCount), interest: interest, end: end)
        kernel.redemption = .scheduled
        kernel.use(base)
        return kernel
    }
}
