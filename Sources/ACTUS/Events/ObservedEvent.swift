/// An event that no term foresees: a prepayment, a call, a default, a wish to see the state.
public struct ObservedEvent: Hashable, Sendable {
    /// When it happened.
    public var time: Timestamp
    /// What happened: `PP`, `PR`, `PI`, `XD`, `CE` or `AD`.
    public var type: EventType
    /// Its amount, signed as the payoff: positive if the record's creator receives it.
    public var value: Double
    /// The contract to which it happened; nil for the one that is asked.
    public var contract: String?
    /// The `contractPerformance` that follows a credit event: `DL`, `DQ` or `DF`.
    public var performance: String?

    /// An event that happened.
    public init(
        time: Timestamp, type: EventType, value: Double = 0, contract: String? = nil, performance: String? = nil
    ) {
        self.time = time
        self.type = type
        self.value = value
        self.contract = contract
        self.performance = performance
    }
}
