/// A clearing vector and what follows from it.
public struct Clearing: Sendable, Equatable {
    /// What each party pays in all.
    public internal(set) var payments: [Double]
    /// What each party pays in each tier: first index tier, second party.
    public internal(set) var paymentsByTier: [[Double]]
    /// What each party receives from the other parties.
    public internal(set) var received: [Double]
    /// Whether each party is in default: its assets do not cover all it owes.
    public internal(set) var isDefault: [Bool]
    /// External assets and receipts less all obligations; negative for a party in default.
    public internal(set) var netWorth: [Double]
    /// Payments over obligations, 0 to 1; nil for a party that owes nothing.
    public internal(set) var recoveryRate: [Double?]
    /// The sum of all obligations.
    public internal(set) var totalObligations: Double
    /// The sum of all payments.
    public internal(set) var totalPaid: Double
    /// What bankruptcy destroys: `(1 - alpha)` of the external assets and `(1 - beta)` of the receipts of every party
    /// in default.
    public internal(set) var bankruptcyCost: Double

    /// What is left to each party's owners: `netWorth`, or zero in default.
    public var equity: [Double] { zip(netWorth, isDefault).map { $1 ? 0 : $0 } }
    /// The number of parties in default.
    public var defaultCount: Int { isDefault.count { $0 } }
}

extension Clearing {
    /// Reads the clearing off a settled state.
    init(_ network: ObligationNetwork, _ settled: Settlement) {
        let count = network.count
        let tiers = network.tierCount
        received = settled.value
        for party in 0..<count { received[party] -= network.externalAssets[party] }
        isDefault = settled.isDefault
        payments = .init(repeating: 0, count: count)
        paymentsByTier = .init(repeating: payments, count: tiers)
        netWorth = payments
        recoveryRate = .init(repeating: nil, count: count)
        totalObligations = 0
        totalPaid = 0
        bankruptcyCost = 0
        for party in 0..<count {
            let owed = network.obligations[party]
            for tier in 0..<tiers {
                let group = party * tiers + tier
                paymentsByTier[tier][party] = network.groupDue[group] * settled.ratio[group]
            }
            payments[party] = isDefault[party] ? settled.paid[party] : owed
            let worth = settled.value[party] - owed
            // A party that is solvent by the last binary digit owns nothing, not less than nothing.
            netWorth[party] = isDefault[party] ? worth : max(0, worth)
            if owed > 0 { recoveryRate[party] = payments[party] / owed }
            totalObligations += owed
            totalPaid += payments[party]
            if isDefault[party] {
                bankruptcyCost +=
                    (1 - network.alpha) * network.externalAssets[party] + (1 - network.beta) * received[party]
            }
        }
    }
}
