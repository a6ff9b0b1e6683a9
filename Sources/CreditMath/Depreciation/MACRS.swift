/// The tax classes of property by recovery period in years: Modified Accelerated Cost Recovery System, general
/// depreciation system.
public enum RecoveryPeriod: Int, Sendable, CaseIterable {
    case three = 3
    case five = 5
    case seven = 7
    case ten = 10
    case fifteen = 15
    case twenty = 20

    /// The declining balance, as a multiple of straight line: 2, or 1.5 for 15 and 20 years.
    var acceleration: Double { rawValue >= 15 ? 1.5 : 2 }
}

/// How much of the first year counts.
public enum RecoveryConvention: Sendable, Hashable {
    /// Half of it, whenever the property was placed in service.
    case halfYear
    /// From the middle of the quarter, 1...4, in which it was.
    case midQuarter(Int)

    var firstYearShare: Double {
        switch self {
        case .halfYear: 0.5
        case .midQuarter(let quarter): (4.5 - Double(quarter)) / 4
        }
    }
}

/// Shares of cost deducted in each year, the first being the year placed in service, before rounding: declining balance,
/// then straight line over what is left as soon as that is more. They add up to 1.
///
/// Source: Internal Revenue Code section 168(b), (d); IRS Publication 946, "Figuring the deduction without tables".
public func recoveryShares(_ period: RecoveryPeriod, _ convention: RecoveryConvention = .halfYear) -> [Double] {
    let life = Double(period.rawValue)
    var left = 1.0
    var shares: [Double] = []
    for year in 0...period.rawValue {
        let elapsed = year == 0 ? 0 : Double(year - 1) + convention.firstYearShare
        let yearLength = year == 0 ? convention.firstYearShare : 1
        let declining = left * period.acceleration / life * yearLength
        let straight = left * min(1, yearLength / (life - elapsed))
        let share = max(declining, straight)
        shares.append(share)
        left -= share
    }
    return shares
}

/// Percentages of cost deducted in each year as the tax tables round them, half-year convention.
///
/// Source: IRS Publication 946, table A-1.
public func tabulatedRecoveryPercentages(_ period: RecoveryPeriod) -> [Double] {
    switch period {
    case .three: [33.33, 44.45, 14.81, 7.41]
    case .five: [20, 32, 19.2, 11.52, 11.52, 5.76]
    case .seven: [14.29, 24.49, 17.49, 12.49, 8.93, 8.92, 8.93, 4.46]
    case .ten: [10, 18, 14.4, 11.52, 9.22, 7.37, 6.55, 6.55, 6.56, 6.55, 3.28]
    case .fifteen: [5, 9.5, 8.55, 7.7, 6.93, 6.23, 5.9, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 5.9, 5.91, 2.95]
    case .twenty:
        [3.75, 7.219, 6.677, 6.177, 5.713, 5.285, 4.888, 4.522, 4.462, 4.461]
            + [4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 4.462, 4.461, 2.231]
    }
}

/// Deductions of each year for a cost, with a bonus in the first year: the bonus share of cost at once, the rest by
/// `shares` (section 168(k)).
public func depreciation(of cost: Double, shares: [Double], bonus: Double = 0) -> [Double] {
    shares.enumerated().map { year, share in
        cost * ((year == 0 ? bonus : 0) + (1 - bonus) * share)
    }
}

/// Equal deductions of cost less salvage value over `years`, the first year in full.
public func straightLineDepreciation(of cost: Double, salvage: Double = 0, years: Int) -> [Double] {
    [Double](repeating: (cost - salvage) / Double(years), count: years)
}
