import Lanes

extension FinanceCase {
    static func loan(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let timing: PaymentTiming
        switch inputs.has("when") ? try inputs.text("when") : "end" {
        case "end": timing = .end
        case "begin", "beginning", "start": timing = .beginning
        default: throw inputs.wrong("when", "'end' or 'begin'")
        }
        let rate = try inputs.number("rate_per_period")
        let periods = try inputs.whole("n")
        guard rate > -1 else { throw inputs.wrong("rate_per_period", "above -1") }
        guard periods >= 1, periods <= 100_000 else { throw inputs.wrong("n", "from 1 to 100,000") }
        let value = try inputs.number("pv")
        let end = try inputs.number("fv", default: 0)
        let loan = LevelLoan(
            ratePerPeriod: rate, periods: periods, presentValue: value, futureValue: end, timing: timing)
        let payment = loan.payment
        let schedule = loan.schedule
        let periodsBack = LevelLoan.periods(
            ratePerPeriod: rate, payment: payment, presentValue: value, futureValue: end, timing: timing)
        return .fields([
            "pmt": .number(payment),
            "ipmt": .numbers(schedule.map(\.interest)),
            "ppmt": .numbers(schedule.map(\.principal)),
            "balance_after": .numbers(schedule.map(\.balance)),
            "rate_back": .optional(rateBack(loan, payment)),
            // None where a payment is no more than the interest: the loan is never repaid.
            "nper_back": .optional(periodsBack.isFinite ? periodsBack : nil),
            "total_interest": .number(loan.totalInterest),
        ])
    }

    /// The rate at which a payment serves a loan; of several the one to which Newton's method comes from 10 %, as
    /// numpy-financial and spreadsheets look for it, if it comes to any.
    private static func rateBack(_ loan: LevelLoan, _ payment: Double) -> Double? {
        do throws(RateOfReturnError) {
            return try LevelLoan.rate(
                periods: loan.periods, payment: payment, presentValue: loan.presentValue,
                futureValue: loan.futureValue, timing: loan.timing)
        } catch {
            guard case .several(let rates) = error, let found = searchedRate(loan, payment) else { return nil }
            return rates.first { abs($0 - found) <= 1e-5 * (1 + abs($0)) }
        }
    }

    /// Newton's method on future value + present value (1 + r)^n + payment (1 + r timing) ((1 + r)^n - 1) / r.
    private static func searchedRate(_ loan: LevelLoan, _ payment: Double) -> Double? {
        let count = Double(loan.periods)
        let early = loan.timing == .end ? 0.0 : 1
        var rate = 0.1
        for _ in 0..<100 {
            let growth = power(1 + rate, loan.periods)
            let slope = count * power(1 + rate, loan.periods - 1)
            let factor = (1 + rate * early) / rate
            let annuity = (growth - 1) * factor
            let annuitySlope = slope * factor - annuity / rate + (growth - 1) * early / rate
            let value = loan.futureValue + loan.presentValue * growth + payment * annuity
            let step = value / (loan.presentValue * slope + payment * annuitySlope)
            guard step.isFinite else { return nil }
            rate -= step
            if abs(step) < 1e-6 { return rate }
        }
        return nil
    }

    static func deductions(_ inputs: CaseInputs) throws(CaseError) -> CaseValue {
        let basis = try inputs.number("basis")
        guard basis >= 0 else { throw inputs.wrong("basis", "zero or more") }
        let life = try inputs.whole("life")
        guard inputs.has("convention") else {
            guard life >= 1, life <= 1_000 else { throw inputs.wrong("life", "from 1 to 1000 years") }
            let salvage = try inputs.number("salvage", default: 0)
            guard (0...basis).contains(salvage) else { throw inputs.wrong("salvage", "from 0 to the basis") }
            return .fields([
                "depreciation": .numbers(straightLineDepreciation(of: basis, salvage: salvage, years: life))
            ])
        }
        guard let period = RecoveryPeriod(rawValue: life) else {
            throw inputs.wrong("life", "a recovery period: 3, 5, 7, 10, 15 or 20 years")
        }
        let convention = try inputs.text("convention")
        if convention == "half-year" {
            let table = tabulatedRecoveryPercentages(period)
            let bonus = try inputs.number("bonus_percent", default: 0) / 100
            guard (0...1).contains(bonus) else { throw inputs.wrong("bonus_percent", "from 0 to 100") }
            return .fields([
                "depreciation": .numbers(depreciation(of: basis, shares: table.map { $0 / 100 }, bonus: bonus)),
                "percent_table": .numbers(table),
                "percent_unrounded": .numbers(recoveryShares(period).map { $0 * 100 }),
            ])
        }
        guard convention.hasPrefix("mid-quarter Q"), let quarter = Int(convention.dropFirst(13)),
            (1...4).contains(quarter)
        else { throw inputs.wrong("convention", "'half-year' or 'mid-quarter Q1' to 'Q4'") }
        return .fields([
            "percent_unrounded": .numbers(recoveryShares(period, .midQuarter(quarter)).map { $0 * 100 })
        ])
    }
}
