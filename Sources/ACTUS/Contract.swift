import Calendar

/// A financial contract of the ACTUS standard: its terms, read and checked.
///
///     let contract = try Contract(terms: ["contractType": "PAM", "contractID": "bond", ...])
///     for event in try contract.events() {
///         print(event.time, event.type.rawValue, event.payoff, event.currency)
///     }
///
/// The terms become a contract once, the contract a ``Schedule`` once; the schedule is then run against as many
/// markets as wanted.
public struct Contract: Sendable {
    /// The `contractID`.
    public let id: String
    /// The contract type.
    public let type: ContractType
    /// +1 if the record's creator holds the contract (`contractRole` RPA, LG, BUY, RFL ...), -1 if it stands on the other
    /// side: the contract role sign of technical specification section 3.7.
    public let roleSign: Double
    let rules: any ContractRules

    /// Reads and checks terms.
    ///
    /// - Parameters:
    ///   - terms: The terms by the names of the ACTUS dictionary; names that it does not know are ignored.
    ///   - calendars: Business-day calendars that the term `calendar` may name, besides `NC` and `MF`.
    /// - Throws: ``InvalidTerms`` with every missing or wrong term, those of contracts within it included.
    public init(terms: Terms, calendars: [String: BusinessCalendar] = [:]) throws(InvalidTerms) {
        try self.init(terms: terms, calendars: calendars, named: nil)
    }

    /// `named` stands for a contract without a `contractID` in messages.
    init(terms: Terms, calendars: [String: BusinessCalendar], named: String?) throws(InvalidTerms) {
        var name = named ?? "contract"
        if case .text(let text) = terms["contractID"] { name = trimmed(text) }
        var reader = TermReader(terms, contract: name, calendars: calendars)
        guard let code = reader.text("contractType") else {
            if !reader.has("contractType") { reader.note("contractType", "is required") }
            throw InvalidTerms(reader.problems)
        }
        guard let type = ContractType(rawValue: code) else {
            let all = ContractType.allCases.map(\.rawValue).joined(separator: ", ")
            reader.note("contractType", "must be one of \(all)", found: .text(code))
            throw InvalidTerms(reader.problems)
        }
        id = name
        self.type = type
        roleSign = CommonTerms.roleSign(terms)
        rules = type.rules.init(&reader)
        try reader.check()
    }

    /// The maturity, given or derived from the terms; nil if the contract has none.
    public var maturity: Timestamp? { rules.maturity }

    /// Lays out the events of the contract.
    ///
    /// - Parameters:
    ///   - until: The last time looked at; nil looks to the end of the contract.
    ///   - observed: Events that no term foresees, of this contract or of contracts within it.
    /// - Throws: ``InvalidTerms`` if the contract has no end of its own and `until` is nil.
    public func schedule(until: Timestamp? = nil, observing observed: [ObservedEvent] = []) throws(InvalidTerms)
        -> Schedule
    {
        Schedule(kernel: try rules.kernel(Horizon(end: until, observed: observed)))
    }

    /// The events of the contract after its status date, in order.
    ///
    /// - Parameters:
    ///   - until: The last time looked at; nil looks to the end of the contract.
    ///   - market: Where rates, indices and prices are seen.
    ///   - observed: Events that no term foresees.
    /// - Throws: ``InvalidTerms`` as ``schedule(until:observing:)``, ``MissingObservation`` if the market lacks a value.
    public func events(
        until: Timestamp? = nil, market: any MarketObserver = NoMarket(), observing observed: [ObservedEvent] = []
    ) throws -> [ContractEvent] {
        try schedule(until: until, observing: observed).events(market: market)
    }
}

/// The events of a contract laid out in order with all that does not depend on the market: run it once per market.
public struct Schedule: Sendable {
    let kernel: any Kernel

    /// The events and what they pay in a market.
    public func events(market: any MarketObserver = NoMarket()) throws(MissingObservation) -> [ContractEvent] {
        var events: [ContractEvent] = []
        try appendEvents(to: &events, market: market)
        return events
    }

    /// The events and what they pay in a market, added to an array whose storage can be used again.
    public func appendEvents(to events: inout [ContractEvent], market: any MarketObserver = NoMarket())
        throws(MissingObservation)
    {
        try kernel.run(market, into: &events)
    }
}

/// How far to look and what was observed.
struct Horizon: Sendable {
    var end: Timestamp?
    var observed: [ObservedEvent] = []

    /// The events observed of a contract of some types: its own by name, or those without a name.
    func events(of contract: String, _ types: Set<EventType>) -> [ObservedEvent] {
        observed.filter { types.contains($0.type) && ($0.contract == nil || $0.contract == contract) }
            .sorted { $0.time < $1.time }
    }

    /// What concerns a contract within another: events that name it.
    func within(_ contract: String) -> Horizon {
        Horizon(end: end, observed: observed.filter { $0.contract == contract })
    }
}

/// What a contract type contributes: it reads its terms and lays out its events.
protocol ContractRules: Sendable {
    /// Reads the terms, noting problems in the reader.
    init(_ reader: inout TermReader)
    /// The maturity, given or derived.
    var maturity: Timestamp? { get }
    /// Lays out the events.
    func kernel(_ horizon: Horizon) throws(InvalidTerms) -> any Kernel
}

/// Events laid out in order: running it walks through them with the state of the contract.
protocol Kernel: Sendable {
    func run(_ market: any MarketObserver, into events: inout [ContractEvent]) throws(MissingObservation)
}

extension MarketObserver {
    /// The value of a market object, or an error that says who needed it.
    func require(_ code: String, at time: Timestamp, for contract: String) throws(MissingObservation) -> Double {
        guard let value = value(of: code, at: time) else {
            throw MissingObservation(contract: contract, code: code, time: time)
        }
        return value
    }

    /// What one unit of the contract's currency is worth in its settlement currency.
    func exchange(_ terms: CommonTerms, at time: Timestamp) throws(MissingObservation) -> Double {
        guard let code = terms.exchangeRate else { return 1 }
        return try require(code, at: time, for: terms.contract)
    }
}
