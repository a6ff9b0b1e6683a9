import Calendar

/// Stretches of a contract's life, each with an anchor, a cycle and what happens in it (technical specification
/// section 3.2): a stretch ends where the next one starts, the last one at the end of the contract.
struct ArraySchedule<Content: Sendable>: Sendable {
    struct Stretch: Sendable {
        var anchor: Timestamp
        /// Nil for a single event at the anchor.
        var cycle: Cycle?
        var content: Content
    }

    var stretches: [Stretch]

    /// The times of each stretch before the end, none of them at it.
    func times(to end: Timestamp, monthEnd: Day.MonthEnd) -> [(stretch: Stretch, times: [Timestamp])] {
        stretches.indices.map { place in
            let stretch = stretches[place]
            let next = place + 1 < stretches.count ? min(stretches[place + 1].anchor, end) : end
            let times = Recurrence.times(
                from: stretch.anchor, cycle: stretch.cycle, to: next, monthEnd: monthEnd, includingEnd: false)
            return (stretch, times)
        }
    }
}

extension TermReader {
    /// Reads the arrays of anchors and cycles and pairs them with contents.
    ///
    /// Unless there are as many cycles as anchors the first cycle serves all; one content may serve all anchors.
    mutating func stretches<Content>(anchors: String, cycles: String, contents: [Content], _ contentTerm: String)
        -> ArraySchedule<Content>?
    {
        guard let times = times(anchors) else { return nil }
        let cycleList = self.cycles(cycles) ?? []
        guard contents.count == times.count || contents.count == 1 else {
            note(contentTerm, "must hold as many values as \(anchors), \(times.count)", found: value(contentTerm))
            return nil
        }
        if zip(times, times.dropFirst()).contains(where: { $0 >= $1 }) {
            note(anchors, "must be in ascending order", found: value(anchors))
        }
        return ArraySchedule(
            stretches: times.indices.map { place in
                .init(
                    anchor: times[place],
                    cycle: cycleList.count == times.count ? cycleList[place] : cycleList.first,
                    content: contents[contents.count == 1 ? 0 : place])
            })
    }

    /// Pairs two arrays of which one may hold a single value for all.
    mutating func paired<First, Second>(
        _ first: [First], _ firstTerm: String, _ second: [Second], _ secondTerm: String
    ) -> [(First, Second)] {
        guard let one = second.first, second.count == first.count || second.count == 1 else {
            note(secondTerm, "must hold as many values as \(firstTerm), \(first.count)", found: value(secondTerm))
            return []
        }
        return first.indices.map { (first[$0], second.count == 1 ? one : second[$0]) }
    }
}
