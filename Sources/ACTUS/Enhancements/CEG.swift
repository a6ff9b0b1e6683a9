import Calendar

/// Guarantee: pays the exposure of other contracts when one of them fails (technical specification section 7.17).
struct CEG: ContractRules {
    let cover: CoverTerms
    let fee: FeeTerms
    let dayCount: DayCount
    var maturity: Timestamp? { cover.maturity }

    init(_ reader: inout TermReader) {
        cover = CoverTerms(&reader)
        fee = FeeTerms(&reader)
        let count = reader.dayCount(maturity: cover.maturity, calendar: cover.common.businessDays.calendar)
        if count == nil, fee.rate != 0, !reader.has("dayCountConvention") {
            reader.note("dayCountConvention", "is required where there is a feeRate")
        }
        dayCount = count ?? .actual365Fixed
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        let call = cover.call(horizon)
        var steps = Steps(cover.common)
        steps.addCommon(horizon)
        let fees = feeTimes.filter { time in call.map { time < $0 } != false }
        steps.add(.feePayment, at: fees)
        cover.addEnd(to: &steps, call)
        let ordered = steps.inOrder(horizon, dayCount: dayCount)
        var kernel = GuaranteeKernel(
            guarantee: self, steps: ordered, exposure: try CoveredExposure(cover, at: ordered, horizon))
        if let call { kernel.feeDue = feeDue(at: call, after: fees.last) }
        return kernel
    }

    private var feeTimes: [Timestamp] {
        guard fee.rate != 0 else { return [] }
        return fee.schedule.times(
            from: cover.common.purchaseDate, to: cover.maturity, monthEnd: cover.common.monthEnd, includingEnd: true)
    }

    /// The share of a fee that is an amount which has accrued when the guarantee is called.
    private func feeDue(at call: Timestamp, after last: Timestamp?) -> Double {
        guard fee.isAmount, let last, let cycle = fee.schedule.cycle else { return 0 }
        let next = last.adding(cycle.period)
        return cover.common.sign * fee.rate * dayCount.fraction(from: last.accrualDay, to: call.accrualDay)
            / dayCount.fraction(from: last.accrualDay, to: next.accrualDay)
    }
}

/// Walks a guarantee through its events.
struct GuaranteeKernel: Kernel {
    var guarantee: CEG
    var steps: [Step]
    var exposure: CoveredExposure
    /// The fee amount due with the settlement, signed.
    var feeDue = 0.0

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let common = guarantee.cover.common
        let fee = guarantee.fee
        let shown = common.firstShown(in: steps)
        let exposures = try exposure.amounts(at: steps, market)
        var notional = 0.0
        var accruedFee = common.sign * (fee.accrued ?? 0)
        var amount = 0.0
        var date: Timestamp?
        for (place, step) in steps.enumerated() {
            if !fee.isAmount, date == nil { accruedFee += step.fraction * notional * fee.rate }
            var payoff = common.trade(step).amount
            notional = exposures[place]
            switch step.type {
            case .feePayment:
                payoff = fee.isAmount ? common.sign * fee.rate : accruedFee
                accruedFee = 0
            case .exercise:
                amount = notional
                date = step.time
            case .settlement:
                payoff = amount + (fee.isAmount ? feeDue : accruedFee)
                notional = 0
            case .maturity, .termination:
                notional = 0
            default:
                break
            }
            guard place >= shown else { continue }
            if payoff != 0 { payoff *= try market.exchange(common, at: step.observation) }
            events.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff,
                    currency: common.settlementCurrency ?? common.currency, notionalPrincipal: notional,
                    exerciseAmount: amount, exerciseDate: date))
        }
    }
}
