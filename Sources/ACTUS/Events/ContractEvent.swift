/// One event of a contract: what is paid, and the state of the contract just after it.
public struct ContractEvent: Hashable, Sendable {
    /// When it takes place, after any business-day shift.
    public var time: Timestamp
    /// What kind of event it is.
    public var type: EventType
    /// What is paid, in units of `currency`: positive if the record's creator receives it.
    public var payoff: Double
    /// The currency of the payoff: the settlement currency if the contract has one.
    public var currency: CurrencyCode
    /// Outstanding principal after the event, negative for a liability, in units of the contract's currency.
    public var notionalPrincipal: Double
    /// The rate that applies after the event, per year (0.05 is 5 %).
    public var nominalInterestRate: Double
    /// Interest accrued and not yet paid after the event, negative for a liability.
    public var accruedInterest: Double
    /// The amount of an exercise (options, futures, guarantees, collateral), else nil.
    public var exerciseAmount: Double?
    /// The time of an exercise, nil before it and for other contracts.
    public var exerciseDate: Timestamp?

    /// An event; states not given are zero or absent.
    public init(
        time: Timestamp, type: EventType, payoff: Double, currency: CurrencyCode, notionalPrincipal: Double = 0,
        nominalInterestRate: Double = 0, accruedInterest: Double = 0, exerciseAmount: Double? = nil,
        exerciseDate: Timestamp? = nil
    ) {
        self.time = time
        self.type = type
        self.payoff = payoff
        self.currency = currency
        self.notionalPrincipal = notionalPrincipal
        self.nominalInterestRate = nominalInterestRate
        self.accruedInterest = accruedInterest
        self.exerciseAmount = exerciseAmount
        self.exerciseDate = exerciseDate
    }
}
