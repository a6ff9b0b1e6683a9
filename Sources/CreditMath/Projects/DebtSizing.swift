import Lanes

/// What keeps a loan from being larger.
public enum DebtBound: String, Sendable, Hashable {
    /// The cash flow at the cover ratio asked for.
    case cover
    /// The cost that there is to finance.
    case cost
    /// The largest share of cost that lenders accept.
    case gearing
}

/// A loan repaid in step with a project's cash flow.
public struct SculptedDebt: Sendable, Hashable {
    /// The amount lent at the start.
    public let amount: Double
    /// What bounds it.
    public let boundBy: DebtBound
    /// Cover of debt service in every period: the one asked for, more if the amount is bound by something else.
    public let cover: Double
    /// Interest, principal and balance of periods 1, 2, ... tenor, all positive.
    public let schedule: [LoanPeriod]

    /// Interest and principal of each period.
    public var debtService: [Double] { schedule.map { $0.interest + $0.principal } }

    /// What is owed at the start of each period.
    public var balances: [Double] { [amount] + schedule.dropLast().map(\.balance) }
}

/// The largest loan that `cashFlow` serves at `cover`, repaid in proportion to it: debt service of a period is cash flow /
/// cover, and the loan is its value at the loan's rate. It is bounded by `maximumShare` of `cost`.
///
/// A bounded loan is repaid in the same proportions with a higher cover. Negative cash flow serves nothing, unless it is
/// counted: then the lender pays in such a period, and the loan is below zero where that outweighs the others.
///
/// - Parameters:
///   - cashFlow: available for debt service in periods 1, 2, ...; those after `tenor` do not count.
///   - cover: the debt service cover ratio asked for, above 0.
///   - rate: interest per period, above -1.
///   - cost: what there is to finance; infinite if unknown.
///   - maximumShare: the largest loan over cost, 0 or more; infinite if there is none.
///   - countsNegative: negative cash flow counts like any other, as in NREL's System Advisor Model.
public func sculptedDebt(
    cashFlow: [Double], cover: Double, rate: Double, tenor: Int, cost: Double = .infinity, maximumShare: Double = 1,
    countsNegative: Bool = false
) -> SculptedDebt {
    precondition(
        cover > 0 && rate > -1 && tenor >= 0 && cost >= 0, "a cover above 0, a rate above -1, no negative tenor or cost"
    )
    let serving = cashFlow.prefix(tenor).map { countsNegative ? $0 : max(0, $0) }
    let value = netPresentValue(rate: rate, of: Array(serving), firstPeriod: 1)
    let wanted = value / cover
    let isUnlimited = cost == .infinity || maximumShare == .infinity
    let limit = isUnlimited ? .infinity : cost * maximumShare
    let amount = min(wanted, limit)
    let bound: DebtBound = wanted <= limit ? .cover : (maximumShare == 1 ? .cost : .gearing)
    let actualCover = bound == .cover || amount == 0 ? cover : value / amount
    var balance = amount
    let schedule = serving.map { cash -> LoanPeriod in
        let interest = balance * rate
        let service = amount == 0 && bound != .cover ? 0 : cash / actualCover
        balance -= service - interest
        return LoanPeriod(interest: interest, principal: service - interest, balance: balance)
    }
    return SculptedDebt(amount: amount, boundBy: bound, cover: actualCover, schedule: schedule)
}
