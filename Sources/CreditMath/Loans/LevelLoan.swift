import Lanes

/// When the payments of a period fall due.
public enum PaymentTiming: Sendable, Hashable {
    case end, beginning
}

/// A loan or annuity with equal payments: cash received is positive, cash paid negative.
///
///     let loan = LevelLoan(ratePerPeriod: 0.005, periods: 360, presentValue: 250_000)
///     loan.payment          // -1498.876...
///
/// present value (1 + r)^n + payment (1 + r timing) ((1 + r)^n - 1) / r + future value = 0. Any rate above -1; at rate 0
/// the sums have their limits.
public struct LevelLoan: Sendable, Hashable {
    /// Interest per period, as a plain number.
    public let ratePerPeriod: Double
    /// The number of payments: at least 1.
    public let periods: Int
    /// The amount received at the start.
    public let presentValue: Double
    /// The amount received at the end beside the last payment: negative for a balloon that is paid.
    public let futureValue: Double
    public let timing: PaymentTiming

    public init(
        ratePerPeriod: Double, periods: Int, presentValue: Double, futureValue: Double = 0, timing: PaymentTiming = .end
    ) {
        precondition(periods >= 1 && ratePerPeriod > -1, "a loan has a payment and a rate above -1")
        self.ratePerPeriod = ratePerPeriod
        self.periods = periods
        self.presentValue = presentValue
        self.futureValue = futureValue
        self.timing = timing
    }

    /// The equal payment of every period.
    public var payment: Double {
        let (growth, sum) = annuity(ratePerPeriod, periods)
        let early = timing == .end ? 1 : 1 + ratePerPeriod
        return -(futureValue + presentValue * growth) / (sum * early)
    }

    /// What each payment pays and what is owed after it.
    public var schedule: [LoanPeriod] {
        let payment = self.payment
        var balance = presentValue
        return (0..<periods).map { period in
            let interest = timing == .beginning && period == 0 ? 0 : -balance * ratePerPeriod
            let principal = payment - interest
            balance += principal
            return LoanPeriod(interest: interest, principal: principal, balance: balance)
        }
    }

    /// All interest over the loan's life: negative if it is paid.
    public var totalInterest: Double { schedule.reduce(0) { $0 + $1.interest } }

    /// The number of periods in which payments of `payment` turn `presentValue` into -`futureValue`: not always whole.
    public static func periods(
        ratePerPeriod: Double, payment: Double, presentValue: Double, futureValue: Double = 0,
        timing: PaymentTiming = .end
    ) -> Double {
        guard ratePerPeriod != 0 else { return -(futureValue + presentValue) / payment }
        let perpetuity = payment * (timing == .end ? 1 : 1 + ratePerPeriod) / ratePerPeriod
        return naturalLogarithm((perpetuity - futureValue) / (presentValue + perpetuity))
            / naturalLogarithm(1 + ratePerPeriod)
    }

    /// The rate per period at which `periods` payments turn `presentValue` into -`futureValue`.
    public static func rate(
        periods: Int, payment: Double, presentValue: Double, futureValue: Double = 0, timing: PaymentTiming = .end
    ) throws(RateOfReturnError) -> Double {
        var flows = [Double](repeating: 0, count: periods + 1)
        let first = timing == .end ? 1 : 0
        for period in first..<(first + periods) { flows[period] = payment }
        flows[0] += presentValue
        flows[periods] += futureValue
        return try internalRateOfReturn(of: flows)
    }
}

/// One period of a loan: both parts of the payment with its sign, and what is owed afterwards.
public struct LoanPeriod: Sendable, Hashable {
    public let interest: Double
    public let principal: Double
    public let balance: Double
}

/// (1 + rate)^periods and the sum of (1 + rate)^k for k below `periods`, by doubling: no cancellation at small rates.
func annuity(_ rate: Double, _ periods: Int) -> (growth: Double, sum: Double) {
    var growth = 1.0
    var sum = 0.0
    var powerOfTwo = 1 + rate
    var sumOfTwo = 1.0
    var rest = periods
    while rest > 0 {
        if rest & 1 == 1 {
            sum = sum * powerOfTwo + sumOfTwo
            growth *= powerOfTwo
        }
        sumOfTwo *= 1 + powerOfTwo
        powerOfTwo *= powerOfTwo
        rest >>= 1
    }
    return (growth, sum)
}
