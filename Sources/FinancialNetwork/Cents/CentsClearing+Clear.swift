extension CentsClearing {
    /// The greatest clearing vector for these amounts.
    ///
    /// Traps if an array has another length than the layout, if a due or a backstop is negative, or if a due, a backstop
    /// or cash of either sign is above 2^51 cents (22.5 trillion dollars) in size: whoever adds up cash checks it first.
    /// - Parameters:
    ///   - due: Cents owed on each leg, in the order of the list of legs.
    ///   - cash: Cents each party holds. A party that always pays may hold less than nothing.
    ///   - backstop: Cents each party can draw on committed lines. It draws no more than it lacks.
    public mutating func clear(due: [Int64], cash: [Int64], backstop: [Int64]) -> Outcome {
        var outcome = Outcome()
        clear(due: due, cash: cash, backstop: backstop, into: &outcome)
        return outcome
    }

    /// As `clear(due:cash:backstop:)`, with the same traps, reusing the memory of an earlier outcome.
    ///
    /// Why it ends, and at the greatest vector. Payments are whole cents between zero and what is due. The map from
    /// payments to payments does not fall when its argument rises: more receipts mean more means, more means never
    /// lower a leg, because a floor of a rising share rises. Starting from "all pay", each round is therefore at or
    /// below the one before, and lies above every clearing vector. A round that is not the last lowers some leg by at
    /// least a cent, so rounds cannot go on for ever, and the vector they stop at clears and is the greatest.
    ///
    /// Around an almost closed loop of insolvent parties that could take as many rounds as there are cents. After
    /// `patience` rounds the cents that partly paid legs are rounded down to become blocks of 64, then 64^2 and so on
    /// (still at or below the round before, and still nobody pays more than it has), up to blocks above any amount,
    /// where a leg is paid in full or not at all and at most one round per leg remains. Then single cents come back:
    /// rounds that now rise, and may be stopped at any time since each pays no more than is there.
    public mutating func clear(due: [Int64], cash: [Int64], backstop: [Int64], into outcome: inout Outcome) {
        prepare(due: due, cash: cash, backstop: backstop, outcome: &outcome)
        var block: Int64 = 1
        while !settle(block: block, cash: cash, backstop: backstop, outcome: &outcome) {
            block *= 64
            outcome.isGreatest = false
        }
        if !outcome.isGreatest { _ = settle(block: 1, cash: cash, backstop: backstop, outcome: &outcome) }
        report(cash: cash, backstop: backstop, into: &outcome)
    }

    /// Rounds at one size of block before the next is tried.
    static var patience: Int { 4096 }
    /// No amount is larger than this.
    static var largest: Int64 { 1 << 51 }

    /// Puts everybody at "pays in full".
    private mutating func prepare(due: [Int64], cash: [Int64], backstop: [Int64], outcome: inout Outcome) {
        precondition(due.count == legs && cash.count == parties && backstop.count == parties, "one amount each")
        if outcome.paid.count != legs {
            outcome.paid = .init(repeating: 0, count: legs)
        } else if owed.place.count < legs {
            for leg in 0..<legs { outcome.paid[leg] = 0 }
        }
        if outcome.wave.count != parties {
            outcome.shortfall = .init(repeating: 0, count: parties)
            outcome.isDefault = .init(repeating: false, count: parties)
            outcome.backstopUsed = .init(repeating: 0, count: parties)
            outcome.wave = .init(repeating: 0, count: parties)
        }
        outcome.rounds = 0
        outcome.isGreatest = true
        for party in 0..<parties {
            precondition(cash[party].magnitude <= Self.largest.magnitude, "cash within 2^51 cents")
            precondition((0...Self.largest).contains(backstop[party]), "a backstop of 0 to 2^51 cents")
            scratch.received[party] = 0
            scratch.change[party] = 0
            scratch.isShort[party] = false
            outcome.wave[party] = 0
        }
        for party in 0..<parties {
            var all: Int64 = 0
            for group in Int(partyStart[party])..<Int(partyStart[party + 1]) {
                var sum: Int64 = 0
                for leg in Int(owed.groupStart[group])..<Int(owed.groupStart[group + 1]) {
                    let amount = due[Int(owed.place[leg])]
                    precondition((0...Self.largest).contains(amount), "a due of 0 to 2^51 cents")
                    scratch.due[leg] = amount
                    scratch.paid[leg] = amount
                    scratch.received[Int(owed.payee[leg])] += amount
                    sum += amount
                }
                scratch.groupDue[group] = sum
                all += sum
            }
            scratch.partyDue[party] = all
        }
    }

    /// Rounds until nothing changes. Returns false where patience ran out first.
    private mutating func settle(
        block: Int64, cash: [Int64], backstop: [Int64], outcome: inout Outcome
    ) -> Bool {
        scratch.queue.removeAll(keepingCapacity: true)
        for party in 0..<parties where !alwaysPays[party] && scratch.partyDue[party] > 0 {
            scratch.queue.append(Int32(party))
        }
        let limit = block > Self.largest ? Int.max : outcome.rounds + Self.patience
        while !scratch.queue.isEmpty {
            if outcome.rounds == limit { return false }
            var changed = false
            for index in 0..<scratch.queue.count {
                let party = Int(scratch.queue[index])
                if alwaysPays[party] { continue }
                let due = scratch.partyDue[party]
                let own = cash[party] + scratch.received[party]
                let means = own + max(0, min(backstop[party], due - own))
                let isShort = means < due
                if !isShort && !scratch.isShort[party] { continue }
                scratch.isShort[party] = isShort
                if outcome.wave[party] == 0 { outcome.wave[party] = outcome.rounds + 1 }
                if pay(party, means: max(0, means), block: block) { changed = true }
            }
            if changed { outcome.rounds += 1 }
            for party in scratch.next {
                scratch.received[Int(party)] += scratch.change[Int(party)]
                scratch.change[Int(party)] = 0
                scratch.isQueued[Int(party)] = false
            }
            swap(&scratch.queue, &scratch.next)
            scratch.next.removeAll(keepingCapacity: true)
        }
        return true
    }

    /// Pays the ranks of one party in order and notes what changes for its payees. Returns whether anything changed.
    private mutating func pay(_ party: Int, means: Int64, block: Int64) -> Bool {
        var left = means
        var changed = false
        for group in Int(partyStart[party])..<Int(partyStart[party + 1]) {
            let all = scratch.groupDue[group]
            let inFull = left >= all
            for leg in Int(owed.groupStart[group])..<Int(owed.groupStart[group + 1]) {
                let due = scratch.due[leg]
                let amount = inFull ? due : Self.share(due, left, all, block)
                let change = amount - scratch.paid[leg]
                if change == 0 { continue }
                changed = true
                scratch.paid[leg] = amount
                let payee = Int(owed.payee[leg])
                scratch.change[payee] += change
                if !scratch.isQueued[payee] {
                    scratch.isQueued[payee] = true
                    scratch.next.append(Int32(payee))
                }
            }
            left = inFull ? left - all : 0
        }
        return changed
    }

    /// `floor(due x left / owed)`, rounded down to whole blocks.
    private static func share(_ due: Int64, _ left: Int64, _ owed: Int64, _ block: Int64) -> Int64 {
        let (product, overflow) = due.multipliedReportingOverflow(by: left)
        let exact = overflow ? Int64(Int128(due) * Int128(left) / Int128(owed)) : product / owed
        return block == 1 ? exact : exact / block * block
    }
}
