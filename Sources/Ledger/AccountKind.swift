/// The lines of a party's books. Balances are kept debit-positive: assets and costs are positive, liabilities, equity
/// and income negative, so that a set of books is right when all its balances sum to zero.
public enum AccountKind: Int, CaseIterable, Sendable, Comparable {
    // Assets
    case cash, receivables, prepayments, loans, stakes, constructionInProgress, equipment, buildings, rightOfUse,
        otherAssets
    // Liabilities
    case payables, deferredRevenue, debt, leaseLiability, taxPayable
    // Equity
    case paidInCapital, heldEquity, revaluation, retainedEarnings
    // Income
    case revenue, interestIncome, otherIncome
    // Costs
    case operatingCost, powerCost, leaseCost, damages, depreciation, impairment, creditLoss, interestExpense, incomeTax

    public enum Nature: Sendable { case asset, liability, equity, income, cost }

    public var nature: Nature {
        switch self {
        case .cash, .receivables, .prepayments, .loans, .stakes, .constructionInProgress, .equipment, .buildings,
            .rightOfUse, .otherAssets:
            return .asset
        case .payables, .deferredRevenue, .debt, .leaseLiability, .taxPayable: return .liability
        case .paidInCapital, .heldEquity, .revaluation, .retainedEarnings: return .equity
        case .revenue, .interestIncome, .otherIncome: return .income
        case .operatingCost, .powerCost, .leaseCost, .damages, .depreciation, .impairment, .creditLoss,
            .interestExpense, .incomeTax:
            return .cost
        }
    }

    /// Income and cost lines are closed into retained earnings at the end of each quarter.
    public var isClosedEachQuarter: Bool { nature == .income || nature == .cost }

    /// Whether last quarter's balance is kept beside this quarter's: formulas, funding and the audit look back at these.
    public var isRemembered: Bool {
        switch self {
        case .cash, .stakes, .debt, .paidInCapital, .heldEquity, .revenue: return true
        default: return false
        }
    }

    /// Multiplies a debit-positive balance to show it the way a statement does.
    public var statementSign: Int64 {
        switch nature {
        case .asset, .cost: return 1
        case .liability, .equity, .income: return -1
        }
    }

    public static func < (left: AccountKind, right: AccountKind) -> Bool { left.rawValue < right.rawValue }

    /// The line's name on statements.
    public var title: String {
        switch self {
        case .cash: return "cash"
        case .receivables: return "receivables"
        case .prepayments: return "prepayments made"
        case .loans: return "loans"
        case .stakes: return "stakes in others"
        case .constructionInProgress: return "construction in progress"
        case .equipment: return "equipment"
        case .buildings: return "buildings"
        case .rightOfUse: return "right of use of halls"
        case .otherAssets: return "other assets"
        case .payables: return "payables"
        case .deferredRevenue: return "deferred revenue"
        case .debt: return "debt"
        case .leaseLiability: return "lease liability"
        case .taxPayable: return "tax payable"
        case .paidInCapital: return "paid-in capital"
        case .heldEquity: return "equity held by other parties"
        case .revaluation: return "revaluation"
        case .retainedEarnings: return "retained earnings"
        case .revenue: return "revenue"
        case .interestIncome: return "interest income"
        case .otherIncome: return "other income"
        case .operatingCost: return "operating cost"
        case .powerCost: return "power"
        case .leaseCost: return "rent of halls"
        case .damages: return "damages and fees"
        case .depreciation: return "depreciation"
        case .impairment: return "impairment and loss on sale"
        case .creditLoss: return "credit losses"
        case .interestExpense: return "interest"
        case .incomeTax: return "income tax"
        }
    }
}
