import Calendar

/// One event laid out: when, what, and the numbers known beforehand.
struct Step: Sendable {
    /// When it takes place.
    var time: Timestamp
    /// When its market values are seen: the later of its shifted and unshifted time.
    var observation: Timestamp
    /// The day to which interest accrues.
    var accrualDay: Day
    var type: EventType
    /// Its place among events of the same time.
    var rank: UInt8
    /// It is shown although it falls after the end of the look-ahead.
    var outlivesHorizon = false
    /// An amount known beforehand: a redemption, a spread, a fixed rate, an observed prepayment.
    var amount = 0.0
    /// Fraction of a year since the step before.
    var fraction = 0.0

    /// Orders steps by time and then rank.
    var order: Int { Int(time.day.daysSince1970) << 32 | Int(time.second) << 8 | Int(rank) }
}

/// Events being laid out.
struct Steps: Sendable {
    private let terms: CommonTerms
    private(set) var list: [Step] = []

    init(_ terms: CommonTerms) {
        self.terms = terms
    }

    /// Adds events of one type at scheduled times, which business days may shift.
    mutating func add(_ type: EventType, at times: [Timestamp], amount: Double = 0) {
        list.makeRoom(for: times.count)
        let days = terms.businessDays
        if days.convention == .unadjusted {
            for time in times { addFixed(type, at: time, amount: amount) }
            return
        }
        for scheduled in times {
            let time = days.eventTime(scheduled)
            list.append(
                Step(
                    time: time, observation: max(time, scheduled), accrualDay: days.accrualDay(scheduled), type: type,
                    rank: type.rank, amount: amount))
        }
    }

    /// Adds an event whose time no business day shifts.
    mutating func addFixed(_ type: EventType, at time: Timestamp?, amount: Double = 0) {
        guard let time else { return }
        list.append(
            Step(
                time: time, observation: time, accrualDay: time.accrualDay, type: type, rank: type.rank, amount: amount)
        )
    }

    mutating func add(_ step: Step) {
        list.append(step)
    }

    /// Adds purchase, termination, and the observed monitoring and credit events that every contract may have.
    mutating func addCommon(_ horizon: Horizon) {
        addFixed(.purchase, at: terms.purchaseDate)
        addFixed(.termination, at: terms.terminationDate)
        for event in horizon.events(of: terms.contract, [.monitoring, .creditEvent]) {
            addFixed(event.type, at: event.time)
        }
    }

    /// The steps in order: none after a termination, at or before the status date, or after the horizon.
    func inOrder(_ horizon: Horizon) -> [Step] {
        // The order of insertion decides between equals, so the sort must keep it; Swift's does.
        var steps = list.sorted { $0.order < $1.order }
        if terms.terminationDate != nil, let last = steps.lastIndex(where: { $0.type == .termination }) {
            steps.removeSubrange((last + 1)...)
        }
        steps.removeAll { step in
            step.time <= terms.statusDate
                || (!step.outlivesHorizon && horizon.end.map { step.time > $0 } == true)
        }
        return steps
    }

    /// The steps in order, each with its fraction of a year since the one before, the first since the status date.
    func inOrder(_ horizon: Horizon, dayCount: DayCount) -> [Step] {
        var steps = inOrder(horizon)
        var before = terms.statusDate.accrualDay
        for place in steps.indices where steps[place].accrualDay != before {
            steps[place].fraction = dayCount.fraction(from: before, to: steps[place].accrualDay)
            before = steps[place].accrualDay
        }
        return steps
    }
}

extension CommonTerms {
    /// The place of the first step that belongs to the record's creator: that of the purchase, if there is one ahead.
    func firstShown(in steps: [Step]) -> Int {
        guard let purchaseDate, purchaseDate > statusDate else { return 0 }
        return steps.firstIndex { $0.type == .purchase } ?? steps.count
    }
}
