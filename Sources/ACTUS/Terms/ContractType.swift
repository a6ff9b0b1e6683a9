/// The contract types of the standard that have public reference tests, by their acronyms.
public enum ContractType: String, CaseIterable, Hashable, Sendable {
    /// Principal at maturity: a bond or a bullet loan.
    case pam = "PAM"
    /// Linear amortiser: equal payments of principal.
    case lam = "LAM"
    /// Negative amortiser: equal payments of principal and interest together, which may not cover the interest.
    case nam = "NAM"
    /// Annuity: equal payments that bring the principal to zero.
    case ann = "ANN"
    /// Exotic linear amortiser: stretches of draws and redemptions, each with its own amount and cycle.
    case lax = "LAX"
    /// Call money: a loan that either side calls.
    case clm = "CLM"
    /// Undefined maturity profile: a current or savings account.
    case ump = "UMP"
    /// Cash.
    case csh = "CSH"
    /// Stock.
    case stk = "STK"
    /// Commodity.
    case com = "COM"
    /// Foreign exchange outright.
    case fxout = "FXOUT"
    /// Plain vanilla interest rate swap.
    case swppv = "SWPPV"
    /// Swap of any two contracts.
    case swaps = "SWAPS"
    /// Cap, floor or collar on a contract with a variable rate.
    case capfl = "CAPFL"
    /// Option.
    case optns = "OPTNS"
    /// Future.
    case futur = "FUTUR"
    /// Credit enhancement by guarantee.
    case ceg = "CEG"
    /// Credit enhancement by collateral.
    case cec = "CEC"

    /// What computes contracts of this type.
    var rules: any ContractRules.Type {
        switch self {
        case .pam: PAM.self
        case .lam: LAM.self
        case .nam: NAM.self
        case .ann: ANN.self
        case .lax: LAX.self
        case .clm: CLM.self
        case .ump: UMP.self
        case .csh: CSH.self
        case .stk: STK.self
        case .com: COM.self
        case .fxout: FXOUT.self
        case .swppv: SWPPV.self
        case .swaps: SWAPS.self
        case .capfl: CAPFL.self
        case .optns: OPTNS.self
        case .futur: FUTUR.self
        case .ceg: CEG.self
        case .cec: CEC.self
        }
    }
}
