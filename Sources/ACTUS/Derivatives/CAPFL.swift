/// Cap, floor or collar: the interest of another contract beyond a cap or below a floor (technical specification
/// section 7.14).
///
/// The other contract is run twice, with and without the bounds; what the interest payments differ by is paid.
struct CAPFL: ContractRules {
    let terms: CommonTerms
    let free: Contract?
    let bounded: Contract?
    var maturity: Timestamp? { free?.maturity }

    init(_ reader: inout TermReader) {
        terms = CommonTerms(&reader)
        var bounds: Terms = ["contractRole": "RPA"]
        for name in ["lifeCap", "lifeFloor"] where reader.has(name) { bounds[name] = reader.terms[name] }
        if bounds.count == 1 { reader.note("lifeCap", "or lifeFloor is required") }
        free = reader.contract(
            .underlying, "UDL", changes: ["contractRole": "RPA", "lifeCap": .null, "lifeFloor": .null])
        bounded = free == nil ? nil : reader.contract(.underlying, "UDL", changes: bounds)
        if let free, ![.pam, .lam, .nam, .ann, .lax, .clm].contains(free.type) {
            reader.note(
                "contractStructure", "must hold a loan with interest payments", found: .text(free.type.rawValue))
        }
    }

    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel {
        var steps = Steps(terms)
        steps.addCommon(horizon)
        let own = steps.inOrder(horizon)
        var schedules: [Schedule] = []
        for contract in [free, bounded].compactMap({ $0 }) {
            // Looking at the contract when the cap is traded tells the interest accrued by then.
            var observed = horizon.within(contract.id).observed
            observed += own.map { ObservedEvent(time: $0.time, type: .monitoring) }
            schedules.append(try contract.schedule(until: horizon.end, observing: observed))
        }
        return BoundsKernel(terms: terms, free: schedules[0], bounded: schedules[1], own: own)
    }
}

/// Pays the difference between the interest of two schedules.
struct BoundsKernel: Kernel {
    var terms: CommonTerms
    var free: Schedule
    var bounded: Schedule
    /// The events of the cap itself.
    var own: [Step]

    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation) {
        let without = try free.events(market: market)
        let with = try bounded.events(market: market)
        var rows: [ContractEvent] = []
        for (left, right) in zip(without, with) where left.type == .interestPayment {
            var row = ContractEvent(
                time: left.time, type: left.type, payoff: terms.sign * abs(left.payoff - right.payoff),
                currency: terms.settlementCurrency ?? terms.currency)
            if row.payoff != 0 { row.payoff *= try market.exchange(terms, at: row.time) }
            rows.append(row)
        }
        for step in own {
            let payment = terms.trade(step).amount + accrued(at: step.time, without, with, step.type)
            rows.append(
                ContractEvent(
                    time: step.time, type: step.type,
                    payoff: payment == 0 ? 0 : payment * (try market.exchange(terms, at: step.observation)),
                    currency: terms.settlementCurrency ?? terms.currency))
        }
        rows.sort { $0.time == $1.time ? $0.type.rank < $1.type.rank : $0.time < $1.time }
        if let last = rows.lastIndex(where: { $0.type == .termination }) { rows.removeSubrange((last + 1)...) }
        if let purchase = terms.purchaseDate, purchase > terms.statusDate {
            rows.removeSubrange(..<(rows.firstIndex { $0.type == .purchase } ?? rows.count))
        }
        events += rows
    }

    /// The accrued difference that a purchase pays for, or that a termination is paid for.
    private func accrued(
        at time: Timestamp, _ without: [ContractEvent], _ with: [ContractEvent], _ type: EventType
    ) -> Double {
        guard type == .purchase || type == .termination,
            let left = without.first(where: { $0.type == .monitoring && $0.time == time }),
            let right = with.first(where: { $0.type == .monitoring && $0.time == time })
        else { return 0 }
        let difference = terms.sign * abs(left.accruedInterest - right.accruedInterest)
        return type == .purchase ? -difference : difference
    }
}
