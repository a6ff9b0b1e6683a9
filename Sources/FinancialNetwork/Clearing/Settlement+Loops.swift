extension Settlement {
    /// Which way payments move.
    enum Direction { case down, up }

    /// More parties in default than this are left to sweeps.
    private static var denseLimit: Int { 1_500 }
    /// Multiplications after which an undecided rest is left as it is: some ten seconds.
    private static var budget: Double { 2e7 }

    /// Solves loops of parties in default, around which payments would change by a little less in each of very many
    /// rounds.
    ///
    /// While the set of defaults and the tier at which each one's money runs out stay the same, a round of payments is
    /// a linear map `y -> c + Gy`, and its fixed point lies `(I - G)^-1 r` away, `r` being the change of the next
    /// round. The state moves that way until it arrives or until the first bend beyond which the line would overshoot:
    /// a tier emptied on the way down, a tier filled or a party solvent on the way up. Bends of the other kind are
    /// harmless: the line stays on the near side of the payments. Each step arrives, or leaves a tier behind for good,
    /// so there are at most (tiers + 1) x parties of them.
    ///
    /// A loop that passes on all it gets makes `I - G` singular; G is then shortened by 1e-10, which errs to the near
    /// side too.
    mutating func solveLoops(_ direction: Direction) {
        var tier = short.map { marginalTier(Int($0), direction) }
        let scale = network.obligations.max() ?? 0
        var before = Double.infinity
        var work = 0.0
        while work < Self.budget {
            gather()
            let known = short.count
            if direction == .down, addDefaults() {
                tier += short[known...].map { marginalTier(Int($0), direction) }
            }
            if direction == .up, removeDefaults() { tier = short.map { marginalTier(Int($0), direction) } }
            if short.isEmpty { return }
            if short.count > Self.denseLimit { return sweepOn(direction) }
            let rest = short.map { distributable(Int($0)) - paid[Int($0)] }
            let largest = rest.reduce(0) { max($0, $1.magnitude) }
            if largest <= scale * 1e-15 || (largest <= scale * 1e-12 && largest >= before / 2) { return }
            before = largest
            guard let step = step(tier, rest: rest) else { return sweepOn(direction) }
            move(step, rest, &tier, direction)
            work += Double(short.count * short.count * short.count + network.amount.count + network.count)
        }
        sweepOn(direction)
    }

    /// The tier from which the next cent would be taken away, or to which it would go.
    private func marginalTier(_ party: Int, _ direction: Direction) -> Int {
        var filled = 0.0
        var found = 0
        for tier in 0..<network.tierCount {
            let due = network.groupDue[party * network.tierCount + tier]
            if due == 0 { continue }
            let reached = direction == .down ? filled < paid[party] : filled <= paid[party]
            if reached || filled == 0 { found = tier }
            filled += due
        }
        return found
    }

    /// What senior tiers of `party` sum to before `tier`.
    private func owed(_ party: Int, before tier: Int) -> Double {
        let first = party * network.tierCount
        return network.groupDue[first..<first + tier].reduce(0, +)
    }

    /// `(I - G)^-1 rest`, or nil where that cannot be computed.
    private func step(_ tier: [Int], rest: [Double]) -> [Double]? {
        var place = [Int32](repeating: -1, count: network.count)
        for (index, party) in short.enumerated() { place[Int(party)] = Int32(index) }
        for shortening in [0, 1e-10] {
            let gain = network.beta * (1 - shortening)
            var matrix = SquareMatrix.identity(short.count)
            for (column, party) in short.enumerated() {
                let group = Int(party) * network.tierCount + tier[column]
                let due = network.groupDue[group]
                if due == 0 { continue }
                for leg in Int(network.legStart[group])..<Int(network.legStart[group + 1]) {
                    let row = place[Int(network.creditor[leg])]
                    if row >= 0 { matrix[Int(row), column] -= gain * network.amount[leg] / due }
                }
            }
            if matrix.invert(smallestPivot: shortening == 0 ? 1e-11 : 1e-13) { return matrix.times(rest) }
        }
        return nil
    }

    /// Moves payments along `step`, no further than the first bend.
    private mutating func move(_ step: [Double], _ rest: [Double], _ tier: inout [Int], _ direction: Direction) {
        var length = 1.0
        var bend: Int?
        for (index, party) in short.enumerated() where step[index] != 0 {
            let party = Int(party)
            if nextTier(party, after: tier[index], direction) == nil { continue }
            let floor = owed(party, before: tier[index])
            let limit =
                direction == .down ? floor : floor + network.groupDue[party * network.tierCount + tier[index]]
            let reach = (limit - paid[party]) / step[index]
            if reach >= 0, reach < length {
                length = reach
                bend = index
            }
        }
        if direction == .up { length = lengthToSolvency(step, rest, length, &bend) }
        let moved = short.indices.map { paid[Int(short[$0])] + length * step[$0] }
        for (index, party) in short.enumerated() {
            pay(Int(party), max(0, min(moved[index], network.obligations[Int(party)])))
        }
        if let bend { turn(bend, &tier, direction) }
    }

    /// The part of `step` after which the first party becomes solvent, if that is before `length`.
    private func lengthToSolvency(
        _ step: [Double], _ rest: [Double], _ length: Double, _ bend: inout Int?
    ) -> Double {
        var length = length
        for (index, party) in short.enumerated() {
            let party = Int(party)
            // The step is the next round's change and beta times what the steps of others add to receipts.
            let rise = network.beta > 0 ? (step[index] - rest[index]) / network.beta : 0
            let reach = rise > 0 ? (network.obligations[party] - value[party]) / rise : .infinity
            if reach >= 0, reach < length {
                length = reach
                bend = nil
            }
        }
        return length
    }

    /// Puts the party at a bend exactly on it, and looks at the tier beyond.
    private mutating func turn(_ index: Int, _ tier: inout [Int], _ direction: Direction) {
        let party = Int(short[index])
        pay(party, owed(party, before: direction == .down ? tier[index] : tier[index] + 1))
        if let next = nextTier(party, after: tier[index], direction) { tier[index] = next }
    }

    /// The next tier with debts in the direction of travel.
    private func nextTier(_ party: Int, after tier: Int, _ direction: Direction) -> Int? {
        let first = party * network.tierCount
        return switch direction {
        case .down: (0..<tier).last { network.groupDue[first + $0] > 0 }
        case .up: (tier + 1..<network.tierCount).first { network.groupDue[first + $0] > 0 }
        }
    }

    /// Plain rounds, for what is too large to solve.
    private mutating func sweepOn(_ direction: Direction) {
        var work = 0.0
        while work < Self.budget {
            work += Double(network.amount.count + network.count)
            let changed = direction == .down ? addDefaults() : removeDefaults()
            if !changed, !sweep() { return }
        }
    }
}
