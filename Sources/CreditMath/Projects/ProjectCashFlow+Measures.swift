extension ProjectCashFlow {
    /// What the owner pays at the close.
    public var equity: Double { installedCost - debt }

    /// Interest and principal by year.
    public var debtService: [Double] { zip(interest, principal).map { $0 + $1 } }

    /// Debt service cover by year; nil where nothing is due.
    public var cover: [Double?] { debtServiceCover(cashFlow: cashForDebt, debtService: debtService) }

    /// The lowest cover of any year; nil without debt.
    public var lowestCover: Double? { cover.compactMap { $0 }.min() }

    /// The value of the cash flow available for debt service at the loan's rate.
    public var cashForDebtValue: Double {
        netPresentValue(rate: plan.debtRate, of: Array(cashForDebt.dropFirst()), firstPeriod: 1)
    }

    /// Rate of return of a cash flow up to each year: nil where there is none; of several the one nearest to 10 %.
    public static func rates(_ flows: [Double]) -> [Double?] {
        flows.indices.map { year in
            internalRatesOfReturn(of: Array(flows.prefix(year + 1))).min { abs($0 - 0.1) < abs($1 - 0.1) }
        }
    }

    /// Present value of a cash flow up to each year.
    public func values(_ flows: [Double]) -> [Double] {
        var sum = 0.0
        var factor = 1.0
        return flows.map { flow in
            sum += flow * factor
            factor /= 1 + plan.nominalDiscountRate
            return sum
        }
    }

    /// US$ per kWh that is worth as much as the sales; real if energy is discounted without inflation.
    public func levelPrice(real: Bool) -> Double {
        discounted(energyValue, plan.nominalDiscountRate) / discountedEnergy(real: real)
    }

    /// US$ per kWh that just covers all cost, with tax and the owner's return at the discount rate; payments for capacity
    /// cover none of it.
    public func levelCost(real: Bool) -> Double {
        let rate = plan.nominalDiscountRate
        let surplus = aftertax[0] + discounted(aftertax, rate) - discounted([0] + plan.capacityPayment, rate)
        return levelPrice(real: real) - surplus / discountedEnergy(real: real)
    }

    /// Cost of capital: the owner's own return after tax and the loan's rate after tax, by their shares of cost. Nil where
    /// the owner has no rate of return.
    public var costOfCapital: Double? {
        guard let ownReturn = Self.rates(aftertax)[plan.years] else { return nil }
        let share = debt / installedCost
        let tax = plan.stateTax[0] + (1 - plan.stateTax[0]) * plan.federalTax[0]
        return (1 - share) * ownReturn + share * plan.debtRate * (1 - tax)
    }

    private func discountedEnergy(real: Bool) -> Double {
        discounted([0] + plan.energy, real ? plan.realDiscountRate : plan.nominalDiscountRate)
    }

    /// Without year 0.
    private func discounted(_ flows: [Double], _ rate: Double) -> Double {
        netPresentValue(rate: rate, of: Array(flows.dropFirst()), firstPeriod: 1)
    }

    /// The plan with the first price that gives the owner a return after tax of `target` by a year, later prices rising in
    /// the same proportion; nil if no price up to US$ 100 per kWh does.
    public static func plan(_ plan: ProjectPlan, reaching target: Double, inYear year: Int) -> ProjectPlan? {
        guard let first = plan.price.first, first > 0 else { return nil }
        func priced(_ price: Double) -> ProjectPlan {
            var changed = plan
            changed.price = plan.price.map { $0 / first * price }
            return changed
        }
        func worth(_ price: Double) -> Double {
            let flows = ProjectCashFlow(priced(price)).aftertax.prefix(year + 1)
            return netPresentValue(rate: target, of: Array(flows))
        }
        var low = 0.0
        var high = 0.01
        while worth(high) < 0 {
            high *= 2
            if high > 100 { return nil }
        }
        for _ in 0..<200 {
            let middle = 0.5 * (low + high)
            if middle <= low || middle >= high { break }
            if worth(middle) < 0 { low = middle } else { high = middle }
        }
        return priced(high)
    }
}
