/// Collateral: goods that pay the exposure of other contracts, as far as they go, when one of them fails (technical
/// specification section 7.18).
struct CEC: ContractRules {
    let cover: CoverTerms
    let collateral: [ContractReference]
    var maturity: Timestamp? { cover.maturity }

    init(_ reader: inout TermReader) {
        cover = CoverTerms(&reader)
        collateral = reader.references(.covering, pricesOnly: true)
        let known = reader.problems.contains { $0.term == "contractStructure" }
        if !known, collateral.isEmpty || collateral.contains(where: { $0.market == nil }) {
            reader.note("contractStructure", "needs references in the role COVI, each with a marketObjectCode")
        }
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(cover.common)
        steps.addCommon(horizon)
        cover.addEnd(to: &steps, cover.call(horizon))
        let ordered = steps.inOrder(horizon)
        return CollateralKernel(
            collateral: self, steps: ordered, exposure: try CoveredExposure(cover, at: ordered, horizon))
    }
}

/// Walks collateral through its events.
struct CollateralKernel: Kernel {
    var collateral: CEC
    var steps: [Step]
    var exposure: CoveredExposure

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let common = collateral.cover.common
        let shown = common.firstShown(in: steps)
        let exposures = try exposure.amounts(at: steps, market)
        var amount = 0.0
        var date: Timestamp?
        for (place, step) in steps.enumerated() {
            var payoff = common.trade(step).amount
            var notional = exposures[place]
            switch step.type {
            case .exercise:
                var value = 0.0
                for good in collateral.collateral {
                    let price = try market.require(good.market ?? "", at: step.observation, for: common.contract)
                    value += price * good.quantity
                }
                amount = common.sign * min(value, abs(notional))
                date = step.time
            case .settlement:
                payoff = amount
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
