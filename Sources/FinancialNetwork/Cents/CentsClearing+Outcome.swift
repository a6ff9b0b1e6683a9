extension CentsClearing {
    /// What one quarter's obligations came to.
    public struct Outcome: Sendable, Equatable {
        /// Cents paid on each leg, in the order of the list of legs.
        public internal(set) var paid: [Int64]
        /// Cents each party owed and did not pay.
        public internal(set) var shortfall: [Int64]
        /// Whether each party is in default: short by more than the cents its payers rounded away.
        ///
        /// A party short by less pays all it can and counts as solvent; its shortfall is a gap that moves to the next
        /// quarter.
        public internal(set) var isDefault: [Bool]
        /// Cents each party drew on its backstop. Zero for a party that always pays.
        public internal(set) var backstopUsed: [Int64]
        /// The round in which each defaulted party fell short: 1 would fail even if everybody else paid, 2 because
        /// those of round 1 did not pay, and so on. Zero for a party not in default.
        public internal(set) var wave: [Int]
        /// The number of rounds in which payments changed.
        public internal(set) var rounds: Int
        /// Whether `paid` is the greatest clearing vector, as it is unless the network holds an almost closed loop of
        /// insolvent parties. Then the payments still respect what each party owes and has, but may be lower.
        public internal(set) var isGreatest: Bool

        /// An empty outcome, for `clear(due:cash:backstop:into:)`.
        public init() {
            paid = []
            shortfall = []
            isDefault = []
            backstopUsed = []
            wave = []
            rounds = 0
            isGreatest = true
        }
    }

    /// Fills `outcome` from the payments found.
    func report(cash: [Int64], backstop: [Int64], into outcome: inout Outcome) {
        for leg in owed.place.indices { outcome.paid[Int(owed.place[leg])] = scratch.paid[leg] }
        for party in 0..<parties {
            let lack = scratch.partyDue[party] - cash[party] - scratch.received[party]
            outcome.backstopUsed[party] = alwaysPays[party] ? 0 : max(0, min(backstop[party], lack))
            outcome.shortfall[party] = 0
        }
        for leg in owed.payer.indices {
            outcome.shortfall[Int(owed.payer[leg])] += scratch.due[leg] - scratch.paid[leg]
        }
        judge(&outcome)
    }

    /// Tells defaults from odd cents.
    ///
    /// A party may be short, and count as solvent, by one cent for each leg owed to it, plus what solvent payers left
    /// unpaid on those legs beyond that cent: rounding that has travelled along a chain. Calling one party solvent can
    /// only raise the allowance of others, so the passes end after at most one per party.
    private func judge(_ outcome: inout Outcome) {
        var undecided = false
        for party in 0..<parties {
            outcome.isDefault[party] = outcome.shortfall[party] > incoming[party]
            undecided = undecided || outcome.isDefault[party]
        }
        while undecided {
            undecided = false
            var allowance = incoming
            for leg in owed.payer.indices where !outcome.isDefault[Int(owed.payer[leg])] {
                allowance[Int(owed.payee[leg])] += max(0, scratch.due[leg] - scratch.paid[leg] - 1)
            }
            for party in 0..<parties where outcome.isDefault[party] && outcome.shortfall[party] <= allowance[party] {
                outcome.isDefault[party] = false
                undecided = true
            }
        }
        for party in 0..<parties where !outcome.isDefault[party] { outcome.wave[party] = 0 }
    }
}
