import Calendar

/// A contract with what it is to be computed on, in the form of the public reference tests:
/// `{"terms": {...}, "to": "...", "dataObserved": {...}, "eventsObserved": [...]}`. Other keys are ignored.
public struct ContractCase: Sendable {
    /// The contract.
    public let contract: Contract
    /// The end of the look-ahead (`to`), nil if blank.
    public let until: Timestamp?
    /// The series of `dataObserved`.
    public let market: MarketData
    /// The events of `eventsObserved`.
    public let observed: [ObservedEvent]

    /// Reads a case; a bare object of terms is a case without observations.
    ///
    /// - Parameters:
    ///   - value: The case, or the terms.
    ///   - name: What the case is called in messages if its terms have no `contractID`.
    ///   - calendars: Business-day calendars that the term `calendar` may name, besides `NC` and `MF`.
    /// - Throws: ``InvalidTerms`` with every problem of the terms and of the observations.
    public init(_ value: TermValue, named name: String, calendars: [String: BusinessCalendar] = [:])
        throws(InvalidTerms)
    {
        guard case .object(let fields) = value else {
            throw InvalidTerms([
                TermProblem(contract: name, term: "terms", rule: "must be an object", found: value.description)
            ])
        }
        var reader = TermReader(fields, contract: name, calendars: calendars)
        var terms = fields
        if let inner = reader.value("terms") {
            if case .object(let object) = inner {
                terms = object
            } else {
                reader.note("terms", "must be an object", found: inner)
            }
        } else if fields["contractType"] == nil {
            reader.note("terms", "is required")
        }
        until = reader.time("to")
        market = reader.marketData("dataObserved")
        observed = reader.observedEvents("eventsObserved")
        var contract: Contract?
        do throws(InvalidTerms) {
            contract = try Contract(terms: terms, calendars: calendars, named: name)
        } catch {
            if reader.has("terms") || fields["contractType"] != nil { reader.note(error) }
        }
        guard let contract, reader.problems.isEmpty else { throw InvalidTerms(reader.problems) }
        self.contract = contract
    }

    /// The events of the contract; the end of the look-ahead may be given anew.
    public func events(until end: Timestamp? = nil) throws -> [ContractEvent] {
        try contract.events(until: end ?? until, market: market, observing: observed)
    }

    /// The cases of a document: `{name: case}`, a list of cases or terms, or the terms of one contract.
    ///
    /// Names are as in the document, or `contractID`, or the place in the list; where a `contractID` comes again its
    /// place is added, so that no name stands for two.
    public static func cases(in document: TermValue) throws(InvalidTerms) -> [(name: String, value: TermValue)] {
        switch document {
        case .object(let fields) where fields["contractType"] != nil || fields["terms"] != nil:
            return [(name(of: document) ?? "contract", document)]
        case .object(let fields):
            return fields.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case .list(let list):
            var seen: Set<String> = []
            return list.enumerated().map { place, value in
                let name = name(of: value) ?? "contract \(place + 1)"
                return (seen.insert(name).inserted ? name : "\(name) (\(place + 1))", value)
            }
        default:
            throw InvalidTerms([
                TermProblem(
                    contract: "document", term: "contracts",
                    rule: "must be an object of cases by name, or a list of terms", found: document.description)
            ])
        }
    }

    private static func name(of value: TermValue) -> String? {
        guard case .object(let fields) = value else { return nil }
        if case .object(let terms) = fields["terms"], case .text(let id) = terms["contractID"] { return id }
        for key in ["identifier", "contractID"] {
            if case .text(let id) = fields[key] { return id }
        }
        return nil
    }
}

extension TermReader {
    /// Reads `{code: {"data": [{"timestamp": ..., "value": ...}]}}`.
    fileprivate mutating func marketData(_ term: String) -> MarketData {
        guard let value = value(term) else { return MarketData() }
        guard case .object(let codes) = value else {
            note(term, "must be an object of series by market object code", found: value)
            return MarketData()
        }
        var series: [String: [(time: Timestamp, value: Double)]] = [:]
        for (code, entry) in codes.sorted(by: { $0.key < $1.key }) {
            guard case .object(let fields) = entry, case .list(let points) = fields["data"] else {
                note(term, "must hold a list of data for \"\(code)\"", found: entry)
                continue
            }
            series[code] = points.compactMap { point in
                guard case .object(let fields) = point, let time = fields["timestamp"].flatMap(Self.time),
                    let value = fields["value"].flatMap(Self.number)
                else {
                    note(term, "must hold timestamps and values for \"\(code)\"", found: point)
                    return nil
                }
                return (time, value)
            }
        }
        return MarketData(series)
    }

    /// Reads `[{"time": ..., "type": ..., "value": ..., "contractId": ..., "states": {"contractPerformance": ...}}]`.
    fileprivate mutating func observedEvents(_ term: String) -> [ObservedEvent] {
        guard let value = value(term) else { return [] }
        guard case .list(let list) = value else {
            note(term, "must be a list of events", found: value)
            return []
        }
        return list.enumerated().compactMap { place, element in
            guard case .object(let fields) = element, let time = fields["time"].flatMap(Self.time),
                case .text(let name) = fields["type"], let type = EventType(rawValue: trimmed(name))
            else {
                note(term, "must hold a time and a type of event in place \(place + 1)", found: element)
                return nil
            }
            var event = ObservedEvent(time: time, type: type)
            event.value = fields["value"].flatMap(Self.number) ?? 0
            for key in ["contractId", "contractID"] {
                if case .text(let id) = fields[key] { event.contract = trimmed(id) }
            }
            if case .object(let states) = fields["states"], case .text(let performance) = states["contractPerformance"]
            {
                event.performance = trimmed(performance)
            }
            return event
        }
    }
}
