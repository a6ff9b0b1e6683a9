import Calendar

/// What guarantees and collateral share: contracts covered, the share covered, and the credit events that call it.
struct CoverTerms: Sendable {
    /// Which value of the covered contracts is covered.
    enum Exposure: Sendable { case principal, principalAndInterest, marketValue }

    var common: CommonTerms
    var covered: [ContractReference]
    /// The covered principal, if it is not that of the covered contracts.
    var notional: Double?
    /// The share covered, 1 for all.
    var coverage: Double
    var exposure: Exposure
    /// The performances that call the cover: `DL`, `DQ`, `DF`.
    var creditEvents: [String]
    var settlementPeriod: Period
    var maturity: Timestamp

    init(_ reader: inout TermReader) {
        common = CommonTerms(&reader)
        covered = reader.references(.covered)
        notional = reader.number("notionalPrincipal")
        coverage = reader.number("coverageOfCreditEnhancement") ?? 1
        exposure =
            reader.code(
                "guaranteedExposure",
                ["NO": Exposure.principal, "NI": .principalAndInterest, "MV": .marketValue]) ?? .principal
        creditEvents =
            reader.codes("creditEventTypeCovered", ["DL": "DL", "DQ": "DQ", "DF": "DF"]) ?? ["DF"]
        settlementPeriod = reader.period("settlementPeriod") ?? Period(0, .day)
        let latest = covered.compactMap { $0.contract?.maturity }.max()
        maturity =
            reader.time("maturityDate") ?? latest
            ?? reader.requiredTime("maturityDate", "is required where no covered contract has a maturity")
        if covered.isEmpty, !reader.problems.contains(where: { $0.term == "contractStructure" }) {
            reader.note("contractStructure", "needs a reference in the role COVE")
        }
        if notional == nil,
            covered.contains(where: { exposure == .marketValue ? $0.market == nil : $0.contract == nil })
        {
            reader.note("notionalPrincipal", "is required where covered contracts are given by name only")
        }
    }

    /// When the cover is called: the first credit event of a covered contract that it covers, up to the maturity.
    func call(_ horizon: Horizon) -> Timestamp? {
        horizon.observed.filter { event in
            event.type == .creditEvent && event.time > common.statusDate && event.time <= maturity
                && covered.contains { $0.id != nil && $0.id == event.contract }
                && event.performance.map(creditEvents.contains) == true
        }.map(\.time).min()
    }

    /// Adds maturity, which moves with the fee that falls due on it, or exercise and settlement if the cover is called.
    func addEnd(to steps: inout Steps, _ call: Timestamp?) {
        guard let call else {
            steps.add(.maturity, at: [maturity])
            return
        }
        steps.addFixed(.exercise, at: call)
        steps.addFixed(.settlement, at: common.businessDays.eventTime(call.adding(settlementPeriod)))
    }
}

/// What is covered at each event: the covered contracts, looked at whenever the cover changes.
struct CoveredExposure: Sendable {
    private let terms: CoverTerms
    private let schedules: [Schedule]

    /// Lays out the covered contracts with a look at each step.
    init(_ terms: CoverTerms, at steps: [Step], _ horizon: Horizon) throws(InvalidTerms) {
        self.terms = terms
        var schedules: [Schedule] = []
        if terms.notional == nil, terms.exposure != .marketValue {
            let looks = steps.map { ObservedEvent(time: $0.time, type: .monitoring) }
            for contract in terms.covered.compactMap(\.contract) {
                let observed = horizon.within(contract.id).observed + looks
                schedules.append(try contract.schedule(until: steps.last?.time, observing: observed))
            }
        }
        self.schedules = schedules
    }

    /// The share of the exposure that is covered at each step, signed.
    func amounts(at steps: [Step], _ market: any MarketObserver) throws(MissingObservation) -> [Double] {
        let sign = terms.common.sign * terms.coverage
        if let notional = terms.notional { return steps.map { _ in sign * notional } }
        var amounts = [Double](repeating: 0, count: steps.count)
        if terms.exposure == .marketValue {
            for (place, step) in steps.enumerated() where step.type != .maturity && step.type != .settlement {
                for reference in terms.covered {
                    let price = try market.require(
                        reference.market ?? "", at: step.observation, for: terms.common.contract)
                    amounts[place] += sign * price * reference.quantity
                }
            }
            return amounts
        }
        for schedule in schedules {
            let rows = try schedule.events(market: market).filter { $0.type == .monitoring }
            for (place, step) in steps.enumerated() {
                guard let row = rows.first(where: { $0.time == step.time }) else { continue }
                let interest = terms.exposure == .principalAndInterest ? row.accruedInterest : 0
                amounts[place] += sign * abs(row.notionalPrincipal + interest)
            }
        }
        return amounts
    }
}
