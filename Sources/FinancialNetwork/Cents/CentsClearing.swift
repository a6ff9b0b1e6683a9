/// Who pays whom, to the cent: the greatest clearing vector of one quarter in whole cents.
///
///     var clearing = CentsClearing(
///         parties: 3,
///         legs: [.init(payer: 0, payee: 1), .init(payer: 1, payee: 2)],
///         alwaysPays: [false, false, true])
///     let outcome = clearing.clear(due: [200, 150], cash: [100, 20, 0], backstop: [0, 0, 0])
///     // outcome.paid == [100, 120], outcome.isDefault == [true, true, false]
///
/// A party's means are its cash, what it receives, and as much of its backstop (undrawn committed lines) as it lacks.
/// Means pay the ranks in order, 0 first. Within the rank at which they run out each leg gets
/// `floor(due x paid share)`, and the odd cents stay with the payer.
///
/// The list of legs is laid out once; `clear` then reuses its scratch memory, so one value serves many paths.
/// The answer depends on amounts alone: not on the order of parties or legs.
///
/// Source: Eisenberg and Noe 2001, Management Science 47:236; ranks after Elsinger 2009, OeNB working paper 156. The
/// rule in cents is this library's own.
public struct CentsClearing: Sendable {
    /// An obligation of one party to another. Its amount may change from call to call.
    public struct Leg: Sendable, Hashable {
        /// The party that owes, 0-based.
        public var payer: Int
        /// The party that is owed, 0-based.
        public var payee: Int
        /// The order of payment: 0 is most senior, equal ranks share pro rata.
        public var rank: Int

        /// A leg of a rank, most senior unless told otherwise. Parties and rank are checked where legs are laid out.
        public init(payer: Int, payee: Int, rank: Int = 0) {
            self.payer = payer
            self.payee = payee
            self.rank = rank
        }
    }

    /// The number of parties.
    public let parties: Int
    /// The number of legs.
    public var legs: Int { layout.payee.count }

    let layout: Layout
    /// The part of the layout in which something may be owed.
    var owed: Layout
    let partyStart: [Int32]
    let alwaysPays: [Bool]
    let incoming: [Int64]
    var scratch: Scratch

    /// Lays out the legs.
    ///
    /// Traps if a leg names a party outside `0..<parties` or a negative rank, or if `alwaysPays` has another length.
    /// - Parameters:
    ///   - parties: How many parties there are.
    ///   - legs: What may be owed, in any order. Two legs between the same parties are two legs.
    ///   - alwaysPays: For each party whether it pays in full whatever its cash: an outside sector.
    public init(parties: Int, legs: [Leg], alwaysPays: [Bool]) {
        precondition(alwaysPays.count == parties, "alwaysPays has one entry per party")
        for leg in legs {
            precondition(
                (0..<parties).contains(leg.payer) && (0..<parties).contains(leg.payee) && leg.rank >= 0,
                "a leg names parties below \(parties) and a rank of at least 0")
        }
        let order = legs.indices.sorted {
            (legs[$0].payer, legs[$0].rank, $0) < (legs[$1].payer, legs[$1].rank, $1)
        }
        var groupStart: [Int32] = []
        var partyStart = [Int32](repeating: 0, count: parties + 1)
        var incoming = [Int64](repeating: 0, count: parties)
        for (position, index) in order.enumerated() {
            let leg = legs[index]
            let before = position > 0 ? legs[order[position - 1]] : nil
            if before?.payer != leg.payer || before?.rank != leg.rank {
                groupStart.append(Int32(position))
                partyStart[leg.payer + 1] += 1
            }
            incoming[leg.payee] += 1
        }
        for party in 0..<parties { partyStart[party + 1] += partyStart[party] }
        groupStart.append(Int32(legs.count))

        self.parties = parties
        layout = Layout(
            place: order.map { Int32($0) }, payee: order.map { Int32(legs[$0].payee) },
            payer: order.map { Int32(legs[$0].payer) }, groupStart: groupStart)
        owed = layout
        self.partyStart = partyStart
        self.alwaysPays = alwaysPays
        self.incoming = incoming
        self.scratch = Scratch(parties: parties, legs: legs.count, groups: groupStart.count - 1)
    }
}

extension CentsClearing {
    /// Legs sorted by payer, rank and place in the list; a group is one payer's legs of one rank.
    struct Layout: Sendable {
        var place: [Int32]
        var payee: [Int32]
        var payer: [Int32]
        var groupStart: [Int32]
    }

    /// Says on which legs something may be owed from now on: calls of `clear` then cost what those legs cost.
    ///
    /// Many paths through a large network owe nothing on most legs, and often the same ones. The answer is the one without it,
    /// as long as nothing is due on the other legs: their `due` is not looked at.
    ///
    /// Traps if `isOwed` has another length than the list of legs.
    public mutating func limit(to isOwed: [Bool]) {
        precondition(isOwed.count == legs, "one answer for each leg")
        owed.place.removeAll(keepingCapacity: true)
        owed.payee.removeAll(keepingCapacity: true)
        owed.payer.removeAll(keepingCapacity: true)
        for group in 0..<layout.groupStart.count - 1 {
            owed.groupStart[group] = Int32(owed.place.count)
            for leg in Int(layout.groupStart[group])..<Int(layout.groupStart[group + 1])
            where isOwed[Int(layout.place[leg])] {
                owed.place.append(layout.place[leg])
                owed.payee.append(layout.payee[leg])
                owed.payer.append(layout.payer[leg])
            }
        }
        owed.groupStart[layout.groupStart.count - 1] = Int32(owed.place.count)
    }

    /// Working memory kept between calls.
    struct Scratch: Sendable {
        var due: [Int64]
        var paid: [Int64]
        var groupDue: [Int64]
        var partyDue: [Int64]
        var received: [Int64]
        var change: [Int64]
        var isShort: [Bool]
        var isQueued: [Bool]
        var queue: [Int32] = []
        var next: [Int32] = []

        init(parties: Int, legs: Int, groups: Int) {
            due = .init(repeating: 0, count: legs)
            paid = due
            groupDue = .init(repeating: 0, count: groups)
            partyDue = .init(repeating: 0, count: parties)
            received = partyDue
            change = partyDue
            isShort = .init(repeating: false, count: parties)
            isQueued = isShort
            queue.reserveCapacity(parties)
            next.reserveCapacity(parties)
        }
    }
}
