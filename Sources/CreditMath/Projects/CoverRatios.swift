/// Debt service cover ratio of each period: cash flow available for debt service over interest and principal. Nil where
/// nothing is due.
public func debtServiceCover(cashFlow: [Double], debtService: [Double]) -> [Double?] {
    zip(cashFlow, debtService).map { cash, service in service == 0 ? nil : cash / service }
}

/// Loan life cover ratio: the value of the cash flow of the remaining `tenor` periods at the loan's rate, over the balance.
///
/// With the cash flow of the whole project life instead it is the project life cover ratio. The first flow is one period
/// away. Nil if nothing is owed.
public func lifeCover(cashFlow: some Sequence<Double>, rate: Double, balance: Double) -> Double? {
    balance == 0 ? nil : netPresentValue(rate: rate, of: Array(cashFlow), firstPeriod: 1) / balance
}

/// Loan life cover ratios (or project life ones) at the start of each period of the loan, by its balances.
///
/// - Parameters:
///   - cashFlow: of periods 1, 2, ...: up to the tenor for the loan's life, all for the project's.
///   - balances: what is owed at the start of periods 1, 2, ...
public func lifeCovers(cashFlow: [Double], rate: Double, balances: [Double]) -> [Double?] {
    balances.enumerated().map { period, balance in
        lifeCover(cashFlow: cashFlow.dropFirst(period), rate: rate, balance: balance)
    }
}
