/// A single-owner project that sells what it makes under a purchase agreement: what it costs, earns, owes and deducts.
///
/// Amounts in US$; rates, shares and growth as plain numbers; series by year of operation, the first being year 1.
/// Source: the structure of NREL's System Advisor Model, "Single Owner" (Mendelsohn and others, NREL/TP-6A20-54475).
public struct ProjectPlan: Sendable, Hashable {
    /// What is sold each year, in kWh; its length is the project's life in years.
    public var energy: [Double] = []
    /// US$ per kWh of each year.
    public var price: [Double] = []
    /// Received each year for capacity, besides the sale of energy.
    public var capacityPayment: [Double] = []
    /// Operating expenses of each year by kind.
    public var capacityExpense: [Double] = []
    public var fixedExpense: [Double] = []
    public var productionExpense: [Double] = []
    public var insuranceExpense: [Double] = []
    public var otherExpense: [Double] = []
    /// Received at the end of the last year.
    public var salvage = 0.0

    /// The cost of the plant, before any financing.
    public var plantCost = 0.0
    /// The cost of financing construction, deducted with the plant's.
    public var constructionFinancing = 0.0
    /// Further financing cost, deducted with the plant's.
    public var otherFinancing = 0.0
    /// Closing cost of the loan.
    public var debtClosing = 0.0
    /// Fee of the loan as a share of it.
    public var debtFee = 0.0

    /// How the loan is sized and repaid.
    public var debt = ProjectDebt.sculpted(cover: 1.3, maximumShare: nil)
    /// Interest of the loan, per year.
    public var debtRate = 0.0
    /// Years of the loan.
    public var tenor = 0
    /// Months of debt service kept in reserve.
    public var debtReserveMonths = 0.0
    /// Months of operating expenses kept in reserve.
    public var workingReserveMonths = 0.0
    /// Interest on reserves, per year.
    public var reserveRate = 0.0

    public var federalTax: [Double] = []
    public var stateTax: [Double] = []
    /// How the cost is deducted.
    public var deductions: [ProjectDeduction] = []
    /// Federal investment tax credit, as a share of the cost that qualifies, and the most that it may come to.
    public var investmentCredit = 0.0
    public var investmentCreditLimit = Double.infinity
    /// Whether half the credit is taken off the basis of federal and of state deductions.
    public var creditReducesFederalBasis = true
    public var creditReducesStateBasis = true
    /// Investment tax credits of fixed amounts, by year.
    public var federalCredit = FixedCredit(reducesFederalBasis: true, reducesStateBasis: true)
    /// Those of the state, which are federal income.
    public var stateCredit = FixedCredit(reducesFederalBasis: false, reducesStateBasis: false)
    /// Federal production tax credits of each year, in US$.
    public var productionCredit: [Double] = []
    /// Those of the state, which are federal income.
    public var stateProductionCredit: [Double] = []

    /// Discount rate of the owner after inflation, and inflation, per year.
    public var realDiscountRate = 0.0
    public var inflation = 0.0

    public init() {}

    /// The project's life in years.
    public var years: Int { energy.count }

    /// Discount rate of the owner with inflation.
    public var nominalDiscountRate: Double { (1 + realDiscountRate) * (1 + inflation) - 1 }
}

/// Investment tax credits whose amounts are given.
public struct FixedCredit: Sendable, Hashable {
    /// US$ of years 1, 2, ...
    public var amounts: [Double] = []
    /// Whether half of all of it is taken off the basis of federal and of state deductions, of the classes that earn it in
    /// proportion to their cost.
    public var reducesFederalBasis: Bool
    public var reducesStateBasis: Bool

    /// Credits by year, of which there are none at first.
    public init(amounts: [Double] = [], reducesFederalBasis: Bool, reducesStateBasis: Bool) {
        self.amounts = amounts
        self.reducesFederalBasis = reducesFederalBasis
        self.reducesStateBasis = reducesStateBasis
    }

    var total: Double { amounts.reduce(0, +) }
}

/// How a project's loan is sized and repaid.
public enum ProjectDebt: Sendable, Hashable {
    /// Debt service in proportion to cash flow at one cover; at most a share of cost, if given, else at most all of it. An
    /// infinite share is no limit: the loan may exceed all cost.
    case sculpted(cover: Double, maximumShare: Double?)
    /// A share of all cost, repaid in equal payments (or equal principal) after some years of interest only.
    case share(Double, equalPrincipal: Bool, interestOnlyYears: Int)
}

/// A class of tax deductions and the part of cost that is in it.
public struct ProjectDeduction: Sendable, Hashable {
    /// The classes of the model.
    public enum Schedule: Sendable, Hashable {
        /// The tables of the tax authority, half-year convention.
        case accelerated(RecoveryPeriod)
        /// Equal over so many years, half a year in the first and in the one after the last; over 15 years as the tax
        /// authority's table A-8 rounds them.
        case straightLine(years: Int)

        /// Shares of cost by year.
        public var shares: [Double] {
            switch self {
            case .accelerated(let period): return tabulatedRecoveryPercentages(period).map { $0 / 100 }
            case .straightLine(let years):
                if years == 15 {
                    return [0.0333] + [Double](repeating: 0.0667, count: 6)
                        + [0.0666, 0.0667, 0.0666, 0.0667, 0.0666, 0.0667, 0.0666, 0.0667, 0.0333]
                }
                let half = 0.5 / Double(years)
                return [half] + [Double](repeating: 2 * half, count: years - 1) + [half]
            }
        }
    }

    public let schedule: Schedule
    /// The share of depreciable cost in this class.
    public let share: Double
    /// The share deducted at once from federal and from state tax.
    public let federalBonus: Double
    public let stateBonus: Double
    /// Whether the class earns the federal and the state investment credit.
    public let earnsCredit: Bool
    public let earnsStateCredit: Bool

    public init(
        _ schedule: Schedule, share: Double, federalBonus: Double = 0, stateBonus: Double = 0,
        earnsCredit: Bool = false, earnsStateCredit: Bool = false
    ) {
        self.schedule = schedule
        self.share = share
        self.federalBonus = federalBonus
        self.stateBonus = stateBonus
        self.earnsCredit = earnsCredit
        self.earnsStateCredit = earnsStateCredit
    }
}
