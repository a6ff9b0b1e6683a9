/// A debt service reserve account: each balance covers some months of the next period's debt service.
public struct DebtServiceReserve: Sendable, Hashable {
    /// Balances at the ends of periods 0, 1, ...: as many as periods of debt service, and a last one of 0.
    public let balances: [Double]

    /// The account of a loan.
    ///
    /// - Parameters:
    ///   - debtService: of periods 1, 2, ...
    ///   - months: of debt service to keep.
    ///   - monthsPerPeriod: 12 for yearly debt service, 3 for quarterly.
    public init(debtService: [Double], months: Double, monthsPerPeriod: Double = 12) {
        balances = debtService.map { $0 * months / monthsPerPeriod } + [0]
    }

    /// What is paid in at the ends of periods 0, 1, ...; negative where it is released.
    public var funding: [Double] {
        zip(balances, [0] + balances).map { $0 - $1 }
    }

    /// Interest of periods 1, 2, ... on the balance at the start of each.
    public func interest(rate: Double) -> [Double] {
        balances.dropLast().map { $0 * rate }
    }
}
