import Lanes

/// A project's cash flow by year, from year 0, the close, to the last year of operation; and what it means.
public struct ProjectCashFlow: Sendable, Hashable {
    public let plan: ProjectPlan
    public private(set) var energyValue: [Double]
    public private(set) var revenue: [Double]
    public private(set) var operatingExpense: [Double]
    /// Earnings before interest, tax, depreciation.
    public private(set) var earnings: [Double]
    /// Cash flow available for debt service: earnings in the years of the loan.
    public private(set) var cashForDebt: [Double]

    /// What is lent at the close, what bounds it, and the loan by year.
    public private(set) var debt = 0.0
    public private(set) var debtBoundBy = DebtBound.cover
    public private(set) var interest: [Double]
    public private(set) var principal: [Double]
    public private(set) var balance: [Double]

    public private(set) var debtReserve: [Double]
    public private(set) var workingReserve: [Double]
    public private(set) var reserveInterest: [Double]

    /// Plant, financing and first reserves: what is paid at the close.
    public private(set) var installedCost = 0.0
    /// The part of it that is financing and reserves.
    public private(set) var financingCost = 0.0
    /// What is left of cost after credit and bonus, by class; and the deductions of that, by class and year.
    public private(set) var federalBasis: [Double] = []
    public private(set) var federalDeductions: [[Double]] = []
    /// All federal deductions, with the bonus in year 1.
    public private(set) var federalDeduction: [Double]
    public private(set) var federalIncome: [Double]
    /// Tax as it adds to cash: below zero where it is paid.
    public private(set) var federalTax: [Double]
    public private(set) var stateTax: [Double]
    public private(set) var operating: [Double]
    public private(set) var investing: [Double]
    public private(set) var financing: [Double]
    /// The owner's cash flow before and after tax.
    public private(set) var pretax: [Double]
    public private(set) var aftertax: [Double]

    /// Works out a plan.
    public init(_ plan: ProjectPlan) {
        self.plan = plan
        let count = plan.years + 1
        let zeros = [Double](repeating: 0, count: count)
        energyValue = [0] + zip(plan.energy, plan.price).map { $0 * $1 }
        revenue = energyValue
        for (year, amount) in plan.capacityPayment.prefix(plan.years).enumerated() { revenue[year + 1] += amount }
        revenue[count - 1] += plan.salvage
        operatingExpense = zeros
        for kind in [
            plan.capacityExpense, plan.fixedExpense, plan.productionExpense, plan.insuranceExpense, plan.otherExpense,
        ] {
            for (year, amount) in kind.enumerated() { operatingExpense[year + 1] += amount }
        }
        earnings = zip(revenue, operatingExpense).map { $0 - $1 }
        cashForDebt = earnings.enumerated().map { $0 <= plan.tenor ? $1 : 0 }
        (interest, principal, balance, debtReserve, reserveInterest) = (zeros, zeros, zeros, zeros, zeros)
        (federalIncome, federalTax, stateTax, operating) = (zeros, zeros, zeros, zeros)
        federalDeduction = zeros
        (investing, financing, pretax, aftertax) = (zeros, zeros, zeros, zeros)
        workingReserve = Array(operatingExpense.dropFirst()) + [0]
        for year in workingReserve.indices { workingReserve[year] *= plan.workingReserveMonths / 12 }
        borrow()
        spend()
        tax()
    }

    /// Cost at the close of a loan with given reserve.
    private func cost(debt: Double, reserve: Double) -> Double {
        plan.plantCost + plan.constructionFinancing + plan.otherFinancing + plan.debtClosing + plan.debtFee * debt
            + reserve + workingReserve[0]
    }

    private mutating func borrow() {
        let tenor = min(plan.tenor, plan.years)
        let loan: [LoanPeriod]
        switch plan.debt {
        case .sculpted(let cover, let maximumShare):
            let cash = Array(cashForDebt.dropFirst().prefix(tenor))
            // A lender's limit is on the cost before the loan's size and reserve are known, with a fee on the plant's cost.
            let limit = maximumShare.map { _ in max(0, cost(debt: plan.plantCost, reserve: 0)) }
            var sized = sculptedDebt(
                cashFlow: cash, cover: cover, rate: plan.debtRate, tenor: tenor, cost: limit ?? .infinity,
                maximumShare: maximumShare ?? 1, countsNegative: true)
            // Without one, the loan is at most all cost, its own fee and reserve included: the owner puts in nothing.
            let reserve = (sized.debtService.first ?? 0) * plan.debtReserveMonths / 12
            let perUnit = plan.debtFee + (sized.amount > 0 ? reserve / sized.amount : 0)
            let most = max(0, cost(debt: 0, reserve: 0)) / (1 - perUnit)
            if maximumShare == nil, perUnit < 1, sized.amount > most {
                sized = sculptedDebt(
                    cashFlow: cash, cover: cover, rate: plan.debtRate, tenor: tenor, cost: most, countsNegative: true)
            }
            debt = sized.amount
            debtBoundBy = sized.boundBy
            loan = sized.schedule
        case .share(let share, let equalPrincipal, let interestOnlyYears):
            // Everything is proportional to the loan but the cost: one linear equation.
            let unit = Self.levelLoan(1, plan.debtRate, tenor, equalPrincipal, interestOnlyYears)
            let reserve = unit.first.map { ($0.interest + $0.principal) * plan.debtReserveMonths / 12 } ?? 0
            let before = cost(debt: 0, reserve: 0)
            let factor = share * (1 + share * plan.debtFee)
            debt = tenor == 0 ? 0 : factor * before / (1 - factor * reserve)
            debtBoundBy = .gearing
            loan = Self.levelLoan(debt, plan.debtRate, tenor, equalPrincipal, interestOnlyYears)
        }
        balance[0] = debt
        for (year, period) in loan.enumerated() {
            interest[year + 1] = period.interest
            principal[year + 1] = period.principal
            balance[year + 1] = period.balance
        }
        let service = DebtServiceReserve(
            debtService: loan.map { $0.interest + $0.principal }, months: plan.debtReserveMonths)
        for (year, amount) in service.balances.enumerated() { debtReserve[year] = amount }
        for year in 1..<balance.count {
            reserveInterest[year] = plan.reserveRate * (debtReserve[year - 1] + workingReserve[year - 1])
        }
    }

    private static func levelLoan(
        _ amount: Double, _ rate: Double, _ tenor: Int, _ equalPrincipal: Bool, _ interestOnlyYears: Int
    ) -> [LoanPeriod] {
        let repaid = tenor - interestOnlyYears
        guard repaid > 0 else { return [] }
        let payment = -LevelLoan(ratePerPeriod: rate, periods: repaid, presentValue: amount).payment
        var balance = amount
        return (1...tenor).map { year in
            let interest = balance * rate
            let principal =
                year <= interestOnlyYears ? 0 : (equalPrincipal ? amount / Double(repaid) : payment - interest)
            balance -= principal
            return LoanPeriod(interest: interest, principal: principal, balance: balance)
        }
    }

    /// Cost at the close and cash before tax.
    private mutating func spend() {
        installedCost = cost(debt: debt, reserve: debtReserve[0])
        financingCost = installedCost - plan.plantCost
        investing[0] = -installedCost
        financing[0] = installedCost
        pretax[0] = debt - installedCost
        for year in 1..<pretax.count {
            operating[year] = earnings[year] - interest[year] + reserveInterest[year]
            investing[year] =
                debtReserve[year - 1] - debtReserve[year] + workingReserve[year - 1] - workingReserve[year]
            financing[year] = -principal[year]
            pretax[year] = operating[year] + investing[year] + financing[year]
        }
    }

    private mutating func tax() {
        let plan = self.plan
        let depreciable = plan.plantCost + plan.constructionFinancing + plan.otherFinancing
        var stateDeductions = [Double](repeating: 0, count: pretax.count)
        var federal = stateDeductions
        let earningShare = plan.deductions.filter(\.earnsCredit).map(\.share).reduce(0, +)
        let stateEarningShare = plan.deductions.filter(\.earnsStateCredit).map(\.share).reduce(0, +)
        // The federal credit that goes by cost.
        let earned = min(plan.investmentCredit * depreciable * earningShare, plan.investmentCreditLimit)
        for item in plan.deductions {
            let cost = depreciable * item.share
            let part = item.earnsCredit ? item.share / earningShare : 0
            let statePart = item.earnsStateCredit ? item.share / stateEarningShare : 0
            func reduction(_ byShare: Bool, _ fixed: KeyPath<FixedCredit, Bool>) -> Double {
                var credits = byShare ? part * earned : 0
                if plan.federalCredit[keyPath: fixed] { credits += part * plan.federalCredit.total }
                if plan.stateCredit[keyPath: fixed] { credits += statePart * plan.stateCredit.total }
                return 0.5 * credits
            }
            let basis = cost - reduction(plan.creditReducesFederalBasis, \.reducesFederalBasis)
            let stateBasis = cost - reduction(plan.creditReducesStateBasis, \.reducesStateBasis)
            let shares = item.schedule.shares
            var yearly = [Double](repeating: 0, count: pretax.count)
            for (year, amount) in depreciation(of: basis, shares: shares, bonus: item.federalBonus).enumerated()
            where year < plan.years {
                federal[year + 1] += amount
                yearly[year + 1] = basis * (1 - item.federalBonus) * shares[year]
            }
            for (year, amount) in depreciation(of: stateBasis, shares: shares, bonus: item.stateBonus).enumerated()
            where year < plan.years {
                stateDeductions[year + 1] += amount
            }
            federalBasis.append(basis * (1 - item.federalBonus))
            federalDeductions.append(yearly)
        }
        federalDeduction = federal
        aftertax[0] = pretax[0]
        for year in 1..<pretax.count {
            func given(_ amounts: [Double]) -> Double { year <= amounts.count ? amounts[year - 1] : 0 }
            // What the state gives is federal income.
            let fromState = given(plan.stateCredit.amounts) + given(plan.stateProductionCredit)
            let fromFederal = given(plan.federalCredit.amounts) + given(plan.productionCredit)
            stateTax[year] = -plan.stateTax[year - 1] * (operating[year] - stateDeductions[year])
            federalIncome[year] = operating[year] - federal[year] + stateTax[year] + fromState
            federalTax[year] = -plan.federalTax[year - 1] * federalIncome[year]
            aftertax[year] =
                pretax[year] + stateTax[year] + federalTax[year] + fromState + fromFederal + (year == 1 ? earned : 0)
        }
    }
}
