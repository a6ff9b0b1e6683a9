/// Swap: two contracts of any types, one received and one paid (technical specification section 7.13).
struct SWAPS: ContractRules {
    let terms: CommonTerms
    let legs: [Contract]
    /// Payments of both legs at the same time are added up; otherwise each is shown by itself.
    let paysNet: Bool

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        paysNet = reader.code("deliverySettlement", ["S": true, "D": false]) ?? false
        let receivesFirst = terms.sign > 0
        let first = reader.contract(.firstLeg, "FIL", changes: ["contractRole": receivesFirst ? "RPA" : "RPL"])
        let second = reader.contract(.secondLeg, "SEL", changes: ["contractRole": receivesFirst ? "RPL" : "RPA"])
        legs = [first, second].compactMap { $0 }
    }

    var maturity: Timestamp? {
        let maturities = legs.compactMap(\.maturity)
        return maturities.count == legs.count ? maturities.max() : nil
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(terms)
        steps.addCommon(horizon)
        var schedules: [Schedule] = []
        for leg in legs {
            schedules.append(
                try leg.schedule(until: horizon.end, observing: horizon.within(leg.id).observed))
        }
        return LegsKernel(terms: terms, legs: schedules, paysNet: paysNet, own: steps.inOrder(horizon))
    }
}

/// Runs both legs of a swap and brings their events into one order.
struct LegsKernel: Kernel {
    var terms: CommonTerms
    var legs: [Schedule]
    var paysNet: Bool
    /// The events of the swap itself.
    var own: [Step]

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        var rows: [ContractEvent] = []
        for leg in legs { try leg.appendEvents(to: &rows, market: market) }
        if paysNet { rows = netted(rows) }
        for step in own {
            // The reference tests give the price at purchase with the sign of the receiver.
            let price = step.type == .purchase ? terms.priceAtPurchase : terms.priceAtTermination
            var payoff = step.type == .purchase || step.type == .termination ? terms.sign * price : 0
            if payoff != 0 { payoff *= try market.exchange(terms, at: step.observation) }
            rows.append(
                ContractEvent(
                    time: step.time, type: step.type, payoff: payoff,
                    currency: terms.settlementCurrency ?? terms.currency))
        }
        rows.sort { $0.time == $1.time ? $0.type.rank < $1.type.rank : $0.time < $1.time }
        if let end = own.firstIndex(where: { $0.type == .termination }).map({ own[$0].time }),
            let last = rows.lastIndex(where: { $0.type == .termination && $0.time == end })
        {
            rows.removeSubrange((last + 1)...)
        }
        if let purchase = terms.purchaseDate, purchase > terms.statusDate {
            let first = rows.firstIndex { $0.type == .purchase && $0.time == purchase }
            rows.removeSubrange(..<(first ?? rows.count))
        }
        events += rows
    }

    /// Adds up what both legs pay of one kind at one time; a leg's other events stay as they are.
    private func netted(_ rows: [ContractEvent]) -> [ContractEvent] {
        let congruent: Set<EventType> = [.initialExchange, .interestPayment, .principalRedemption, .maturity]
        var result: [ContractEvent] = []
        for row in rows {
            let partner = result.firstIndex {
                $0.time == row.time && $0.type == row.type && congruent.contains(row.type)
                    && $0.currency == row.currency
            }
            guard let partner else {
                result.append(row)
                continue
            }
            result[partner].payoff += row.payoff
            result[partner].notionalPrincipal += row.notionalPrincipal
            result[partner].accruedInterest += row.accruedInterest
            result[partner].nominalInterestRate = 0
        }
        return result
    }
}
