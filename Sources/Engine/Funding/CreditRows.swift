import Lanes
import Ledger
import Model

/// What investors see of a party, at the end of each quarter. `Standing` writes it.
package struct CreditRows: Sendable {
    static let attributes = [
        Attribute(
            "trailing-revenue", .constant("USD"), default: "", range: 0...2e13,
            "Revenue of the four quarters before the run; absent, the run's first quarters are scaled up to a year."),
        Attribute(
            "trailing-ebitda", .constant("USD"), default: "", range: -2e13...2e13,
            "EBITDA of the four quarters before the run."),
        Attribute(
            "equity-value", .constant("USD"), default: "0 USD", range: 0...2e14,
            "Market value of its equity, or the last round's, before the first quarter; 0 where nobody prices it."),
        Attribute(
            "listed", .flag, default: "true",
            "Whether its shares are priced every quarter; else they stay at the last round's price."),
        Attribute(
            "expected-growth", .constant("per year"), default: "20 % assumption 0..60 %, what a growing firm promises",
            range: -0.9...10, "Yearly growth of revenue that investors expect at the start."),
        Attribute(
            "growth-response", .quantity("1"), default: "1 assumption 0.5..2, longer growth is worth more",
            range: 0...20, "h: how equity value answers expected growth."),
        Attribute(
            "sentiment-beta", .quantity("1"), default: "1 assumption 0.5..2, the market's", range: 0...10,
            "Answer of equity value to `sentiment` of the rules."),
    ]

    /// Sums of the last four quarters, in cents.
    package let revenue, ebitda, interest, fundsFromOperations: Row<Cents>
    /// Loans owed, of that secured; rent of halls where it stands on the balance sheet; both less cash.
    package let debt, securedDebt, leases, netDebt: Row<Dollars>
    /// Due from customers within a year, and all that is signed (remaining performance obligations).
    package let contracted, backlog: Row<Dollars>
    package let leverage: Row<Scalar>
    /// 1 where there is no EBITDA and leverage is measured on contracted revenue.
    package let preProfit: Row<Whole>
    /// Index into `CreditGrade.names`: 0 is AAA.
    package let grade: Row<Whole>
    /// Last quarter's revenue, growth that investors expect a quarter, and how revenue surprised, as a logarithm.
    let lastRevenue: Row<Dollars>
    let growth: Row<Scalar>
    package let surprise: Row<Scalar>
    package let equityValue: Row<Dollars>
    let firstRevenue: Row<Dollars>
    /// What one share of the first quarter has become: 1 until new shares are issued.
    package let share: Row<Scalar>
    /// Paid in for new shares this quarter, dollars.
    let raised: Row<Dollars>
    /// Assets less liabilities, in cents.
    package let bookEquity: Row<Cents>
    let growthResponse, sentimentBeta: Row<Scalar>
    let openingValue: Double
    let openingGrowth: Double
    let isListed: Bool
    private let isRevenueGiven, isEbitdaGiven: Bool

    /// Rows of a party; an outside sector is not rated and shares one row for all.
    init(_ item: Item, isSector: Bool, _ compiler: Compiler) {
        let shared: Row<Scalar> = compiler.plan.state()
        func scalar() -> Row<Scalar> { isSector ? shared : compiler.plan.state() }
        func dollars() -> Row<Dollars> { scalar().read(as: Dollars.self) }
        let whole: Row<Whole> = compiler.plan.state()
        func cents() -> Row<Cents> { isSector ? whole.read(as: Cents.self) : compiler.plan.state() }
        (revenue, ebitda, interest, fundsFromOperations) = (cents(), cents(), cents(), cents())
        (debt, securedDebt, leases, netDebt) = (dollars(), dollars(), dollars(), dollars())
        (contracted, backlog) = (dollars(), dollars())
        leverage = scalar()
        preProfit = isSector ? whole : compiler.whole()
        grade = isSector ? whole : compiler.plan.state()
        (lastRevenue, growth, surprise) = (dollars(), scalar(), scalar())
        (equityValue, firstRevenue, share) = (dollars(), dollars(), scalar())
        bookEquity = cents()
        raised = dollars()
        growthResponse = isSector ? shared : compiler.input(item, "growth-response")
        sentimentBeta = isSector ? shared : compiler.input(item, "sentiment-beta")
        openingValue = isSector ? 0 : compiler.constant(item.record, "equity-value")
        let yearly = isSector ? 0 : compiler.constant(item.record, "expected-growth")
        openingGrowth = quarterlyRate(yearly)
        isListed = isSector ? true : item.record.flag("listed")
        isRevenueGiven = !isSector && item.record.optionalInput("trailing-revenue") != nil
        isEbitdaGiven = !isSector && item.record.optionalInput("trailing-ebitda") != nil
    }

    /// Revenue and EBITDA of a year, in dollars, as last quarter's books show them: the first quarters are scaled up where
    /// the scenario gives no year before the run.
    func yearlyRevenue(_ block: Block, lane: Int) -> Double {
        Double(block[revenue.previous][lane]) / 100 * (isRevenueGiven ? 1 : Self.scale(block.quarter))
    }
    func yearlyEbitda(_ block: Block, lane: Int) -> Double {
        Double(block[ebitda.previous][lane]) / 100 * (isEbitdaGiven ? 1 : Self.scale(block.quarter))
    }

    private static func scale(_ quartersSummed: Int) -> Double {
        (1..<4).contains(quartersSummed) ? 4 / Double(quartersSummed) : 1
    }
}
