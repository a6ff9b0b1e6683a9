import Calendar

/// The terms that contracts with a principal and interest share.
struct LoanTerms: Sendable {
    var common: CommonTerms
    var initialExchange: Timestamp
    var maturity: Timestamp?
    var notional: Double
    var premium: Double
    /// Interest per year, or nil for a contract without interest.
    var rate: Double?
    var accrued: Double?
    var dayCount: DayCount
    var interest: Recurrence
    var capitalizationEnd: Timestamp?
    var fee: FeeTerms
    var reset: ResetTerms
    var scaling: ScalingTerms
    var prepayment: PrepaymentTerms

    init(_ reader: inout TermReader) {
        common = CommonTerms(&reader)
        initialExchange = reader.requiredTime("initialExchangeDate")
        maturity = reader.time("maturityDate")
        notional = reader.requiredNumber("notionalPrincipal")
        premium = reader.number("premiumDiscountAtIED") ?? 0
        rate = reader.number("nominalInterestRate")
        accrued = reader.number("accruedInterest")
        let count = reader.dayCount(maturity: maturity, calendar: common.businessDays.calendar)
        if count == nil, rate != nil, !reader.has("dayCountConvention") {
            reader.note("dayCountConvention", "is required where there is a nominalInterestRate")
        }
        dayCount = count ?? .actual365Fixed
        interest = reader.recurrence("cycleAnchorDateOfInterestPayment", "cycleOfInterestPayment")
        capitalizationEnd = reader.time("capitalizationEndDate")
        fee = FeeTerms(&reader)
        reset = ResetTerms(&reader)
        scaling = ScalingTerms(&reader)
        prepayment = PrepaymentTerms(&reader)
        for (term, code) in [("cyclePointOfInterestPayment", "E"), ("cyclePointOfRateReset", "B")] {
            if let point = reader.text(term), point != code {
                reader.note(
                    term, "must be \(code): technical specification 1.1 has no formula for others", found: .text(point))
            }
        }
        if let maturity, maturity < initialExchange {
            reader.note("maturityDate", "must not come before initialExchangeDate", found: .text("\(maturity)"))
        }
    }

    /// Whether the principal is exchanged only after the status date.
    var startsLater: Bool { initialExchange > common.statusDate }
}

/// Fees: a rate on the principal or an amount.
struct FeeTerms: Sendable {
    var rate: Double
    /// The rate is an amount paid at each fee event (`A`), not a rate on the principal (`N`).
    var isAmount: Bool
    var schedule: Recurrence
    var accrued: Double?

    init(_ reader: inout TermReader) {
        rate = reader.number("feeRate") ?? 0
        isAmount = reader.code("feeBasis", ["A": true, "N": false]) ?? false
        if rate != 0, !reader.has("feeBasis") { reader.note("feeBasis", "is required where there is a feeRate") }
        schedule = reader.recurrence("cycleAnchorDateOfFee", "cycleOfFee")
        accrued = reader.number("feeAccrued")
    }
}

/// How a variable rate is fixed.
struct ResetTerms: Sendable {
    var schedule: Recurrence
    /// The reference rate; blank if there is none.
    var market: String
    var multiplier: Double
    var spread: Double
    /// The rate of the first reset after the status date, if it is known already.
    var next: Double?
    var lifeCap: Double
    var lifeFloor: Double
    /// The largest rise and the largest fall (a negative number) at one reset.
    var periodCap: Double
    var periodFloor: Double

    init(_ reader: inout TermReader) {
        schedule = reader.recurrence("cycleAnchorDateOfRateReset", "cycleOfRateReset")
        market = reader.text("marketObjectCodeOfRateReset") ?? ""
        multiplier = reader.number("rateMultiplier") ?? 1
        spread = reader.number("rateSpread") ?? 0
        next = reader.number("nextResetRate")
        lifeCap = reader.number("lifeCap") ?? .infinity
        lifeFloor = reader.number("lifeFloor") ?? -.infinity
        periodCap = reader.number("periodCap") ?? .infinity
        periodFloor = -abs(reader.number("periodFloor") ?? .infinity)
        let onlyKnown = next != nil && schedule.cycle == nil
        if !schedule.isEmpty, market.isEmpty, !onlyKnown {
            reader.note("marketObjectCodeOfRateReset", "is required where rates are reset")
        }
        if lifeFloor > lifeCap { reader.note("lifeFloor", "must not exceed lifeCap", found: .number(lifeFloor)) }
    }

    /// The rate after a reset: the reference rate with its spread, within the caps and floors (`STF_RR_PAM`).
    func rate(from old: Double, reference: Double, spread: Double) -> Double {
        let change = min(max(reference * multiplier + spread - old, periodFloor), periodCap)
        return min(max(old + change, lifeFloor), lifeCap)
    }
}

/// How an index scales interest or principal.
struct ScalingTerms: Sendable {
    var schedule: Recurrence
    var scalesInterest: Bool
    var scalesPrincipal: Bool
    var market: String
    var indexAtDeal: Double
    var interestMultiplier: Double
    var principalMultiplier: Double

    init(_ reader: inout TermReader) {
        let effect =
            reader.code(
                "scalingEffect",
                ["000": (false, false), "I00": (true, false), "0N0": (false, true), "IN0": (true, true)],
                // The dictionary writes zeros, the reference tests the letter O.
                spelling: { String($0.map { $0 == "O" ? "0" : $0 }) }) ?? (false, false)
        (scalesInterest, scalesPrincipal) = effect
        let applies = effect.0 || effect.1
        schedule =
            applies ? reader.recurrence("cycleAnchorDateOfScalingIndex", "cycleOfScalingIndex") : Recurrence()
        market = applies ? reader.requiredText("marketObjectCodeOfScalingIndex", "is required for scaling") : ""
        indexAtDeal =
            applies ? reader.requiredNumber("scalingIndexAtContractDealDate", "is required for scaling") : 1
        if applies, indexAtDeal == 0, reader.has("scalingIndexAtContractDealDate") {
            reader.note("scalingIndexAtContractDealDate", "must not be zero", found: .number(0))
        }
        interestMultiplier = effect.0 ? reader.number("interestScalingMultiplier") ?? 1 : 1
        principalMultiplier = effect.1 ? reader.number("notionalScalingMultiplier") ?? 1 : 1
    }
}

/// The right to pay back early, and what it costs.
struct PrepaymentTerms: Sendable {
    enum Effect: Sendable { case forbidden, reducesAmount, reducesMaturity }
    enum Penalty: Sendable { case free, amount, relative, rateDifference }

    var effect: Effect
    var schedule: Recurrence
    var penalty: Penalty
    var penaltyRate: Double

    init(_ reader: inout TermReader) {
        effect =
            reader.code(
                "prepaymentEffect", ["N": Effect.forbidden, "A": .reducesAmount, "M": .reducesMaturity]) ?? .forbidden
        schedule = reader.recurrence("cycleAnchorDateOfOptionality", "cycleOfOptionality")
        penalty =
            reader.code(
                "penaltyType",
                ["N": Penalty.free, "O": .free, "A": .amount, "R": .relative, "I": .rateDifference]) ?? .free
        penaltyRate =
            penalty == .free || penalty == .rateDifference
            ? 0 : reader.requiredNumber("penaltyRate", "is required where there is a penalty")
        if penalty == .rateDifference, !reader.has("marketObjectCodeOfRateReset") {
            reader.note("marketObjectCodeOfRateReset", "is required for a penalty on the rate differential")
        }
    }
}
