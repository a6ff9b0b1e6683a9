/// The state of a clearing while it is being found.
///
/// Payments move one way only: down from "everybody pays" for the greatest clearing vector, up from "nobody pays" for
/// the least. Each update uses the newest values of the others, which keeps the state on its side of the answer.
struct Settlement {
    let network: ObligationNetwork
    /// External assets and receipts of each party.
    var value: [Double]
    /// What each party pays in all.
    var paid: [Double]
    /// The share paid of each debtor's tier, `party x tierCount + tier`.
    var ratio: [Double]
    var isDefault: [Bool]
    /// The parties that owe something and do not pay it all.
    var short: [Int32] = []

    /// A change of payments below this is none.
    private let resolution: Double
    /// Sweeps before loops are solved exactly.
    static var patience: Int { 64 }

    init(_ network: ObligationNetwork, paying share: Double) {
        self.network = network
        ratio = .init(repeating: share, count: network.groupDue.count)
        paid = network.obligations.map { $0 * share }
        isDefault = .init(repeating: false, count: network.count)
        value = network.externalAssets
        resolution = (network.obligations.max() ?? 0) * 1e-16
        gather()
    }

    /// Sums external assets and receipts afresh.
    mutating func gather() {
        value = network.externalAssets
        for group in network.groupDue.indices where ratio[group] > 0 {
            let share = ratio[group]
            for leg in Int(network.legStart[group])..<Int(network.legStart[group + 1]) {
                value[Int(network.creditor[leg])] += network.amount[leg] * share
            }
        }
    }

    /// Whether assets cover obligations. Amounts equal but for the last digits are equal.
    func isSolvent(_ party: Int) -> Bool {
        value[party] >= network.obligations[party] - network.slack[party]
    }

    /// What a party in default has to distribute.
    func distributable(_ party: Int) -> Double {
        let external = network.externalAssets[party]
        let rest = network.alpha * external + network.beta * max(0, value[party] - external)
        return min(rest, network.obligations[party])
    }

    /// Pays `amount` down the tiers of `party`, and passes the change on to its creditors.
    mutating func pay(_ party: Int, _ amount: Double) {
        paid[party] = amount
        var left = amount
        for group in party * network.tierCount..<(party + 1) * network.tierCount {
            let due = network.groupDue[group]
            let share = left >= due ? 1 : left / due
            left = max(0, left - due)
            let change = share - ratio[group]
            if change == 0 { continue }
            ratio[group] = share
            for leg in Int(network.legStart[group])..<Int(network.legStart[group + 1]) {
                value[Int(network.creditor[leg])] += network.amount[leg] * change
            }
        }
    }

    /// From "everybody pays" down to the greatest clearing vector.
    mutating func descend() {
        for _ in 0..<Self.patience {
            if !addDefaults(), !sweep() { return polish() }
        }
        solveLoops(.down)
        polish()
    }

    /// From "nobody pays" up to the least fixed point that rounds of payments approach.
    mutating func ascend() {
        for party in 0..<network.count where network.obligations[party] > 0 {
            isDefault[party] = true
            short.append(Int32(party))
        }
        for _ in 0..<Self.patience {
            if !removeDefaults(), !sweep() { return polish() }
        }
        solveLoops(.up)
        polish()
    }

    /// Marks those whose assets no longer cover what they owe. Returns whether there were any.
    mutating func addDefaults() -> Bool {
        var found = false
        for party in 0..<network.count where !isDefault[party] && !isSolvent(party) {
            isDefault[party] = true
            short.append(Int32(party))
            pay(party, distributable(party))
            found = true
        }
        return found
    }

    /// Lets those pay in full whose assets now cover what they owe. Returns whether there were any.
    mutating func removeDefaults() -> Bool {
        var found = false
        for party in short where isSolvent(Int(party)) {
            isDefault[Int(party)] = false
            pay(Int(party), network.obligations[Int(party)])
            found = true
        }
        if found { short.removeAll { !isDefault[Int($0)] } }
        return found
    }

    /// Lets every party in default distribute what it now has. Returns whether that changed anything.
    mutating func sweep() -> Bool {
        var changed = false
        for party in short {
            let amount = distributable(Int(party))
            if (amount - paid[Int(party)]).magnitude > resolution {
                pay(Int(party), amount)
                changed = true
            }
        }
        return changed
    }

    /// Clears the rounding that changes have left behind.
    private mutating func polish() {
        if short.isEmpty { return }
        gather()
        for party in short { pay(Int(party), distributable(Int(party))) }
        gather()
    }
}
