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
        for scheduled in times { list.append(step(type, at: scheduled, amount: amount)) }
    }

    /// Adds two events at each time, `first` before `second` on the same day: the steps are in order as they are added.
    mutating func add(_ first: EventType, _ second: EventType, at times: [Timestamp]) {
        // And for what happens once, such as the maturity.
        list.makeRoom(for: 2 * times.count + 4)
        for scheduled in times {
            var step = step(first, at: scheduled, amount: 0)
            list.append(step)
            step.type = second
            step.rank = second.rank
            list.append(step)
        }
    }

    private func step(_ type: EventType, at scheduled: Timestamp, amount: Double) -> Step {
        if terms.businessDays.convention == .unadjusted { return fixedStep(type, at: scheduled, amount: amount) }
        let days = terms.businessDays
        let time = days.eventTime(scheduled)
        return Step(
            time: time, observation: max(time, scheduled), accrualDay: days.accrualDay(scheduled), type: type,
            rank: type.rank, amount: amount)
    }

    private func fixedStep(_ type: EventType, at time: Timestamp, amount: Double) -> Step {
        Step(time: time, observation: time, accrualDay: time.accrualDay, type: type, rank: type.rank, amount: amount)
    }

    /// Adds an event whose time no business day shifts.
    mutating func addFixed(_ type: EventType, at time: Timestamp?, amount: Double = 0) {
        guard let time else { return }
        list.append(fixedStep(type, at: time, amount: amount))
    }

    mutating func add(_ step: Step) {
        list.append(step)
    }

    /// Lets nothing recur after an end that keeps its day: a fee that business would move past it is paid at it, accrued
    /// to `accrualDay` at most; what else would come later lapses.
    mutating func hold(to end: Timestamp, accrualDay: Day) {
        let lapsing: Set<EventType> = [.interestCapitalization, .rateFixing, .rateReset, .scaling, .prepayment]
        list.removeAll { $0.time > end && lapsing.contains($0.type) }
        for place in list.indices where list[place].time > end && list[place].type == .feePayment {
            list[place].time = end
            list[place].observation = end
            list[place].accrualDay = min(list[place].accrualDay, accrualDay)
        }
    }

    /// Adds purchase, termination, and the observed monitoring and credit events that every contract may have.
    mutating func addCommon(_ horizon: Horizon) {
        addFixed(.purchase, at: terms.purchaseDate)
        addFixed(.termination, at: terms.terminationDate)
        for event in horizon.events(of: terms.contract, [.monitoring, .creditEvent]) {
            addFixed(event.type, at: event.time)
        }
    }

    /// Takes the steps out, in order: none after a termination, at or before the status date, or after the horizon.
    mutating func inOrder(_ horizon: Horizon) -> [Step] {
        var steps: [Step] = []
        // The storage changes hands, or else it would be copied when the fractions are written into it.
        swap(&steps, &list)
        // Contracts without resets, fees and the like are laid out in order.
        let isInOrder = steps.indices.dropFirst().allSatisfy { steps[$0 - 1].order <= steps[$0].order }
        if !isInOrder {
            // Equals stay as they were added. Places are moved, which are smaller than steps.
            var places = steps.indices.map { Place(order: steps[$0].order, index: Int32($0)) }
            places.sort()
            steps = places.map { steps[Int($0.index)] }
        }
        if terms.terminationDate != nil, let last = steps.lastIndex(where: { $0.type == .termination }) {
            steps.removeSubrange((last + 1)...)
        }
        let (start, end) = (terms.statusDate, horizon.end)
        steps.removeAll { step in
            step.time <= start || (!step.outlivesHorizon && end.map { step.time > $0 } == true)
        }
        return steps
    }

    /// Where a step comes in order: by time and rank, and by insertion between equals.
    private struct Place: Comparable {
        var order: Int
        var index: Int32

        static func < (left: Place, right: Place) -> Bool {
            left.order == right.order ? left.index < right.index : left.order < right.order
        }
    }

    /// Takes the steps out, in order, each with its fraction of a year since the one before, the first since the status date.
    mutating func inOrder(_ horizon: Horizon, dayCount: DayCount) -> [Step] {
        var count = DayCount.Walk(dayCount, from: terms.statusDate.accrualDay)
        var steps = inOrder(horizon)
        for place in steps.indices where steps[place].accrualDay != count.day {
            steps[place].fraction = count.fraction(to: steps[place].accrualDay)
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
