import FinancialNetwork

/// A random network of up to 12 parties and three tiers, with the plain rounds of payments to compare with.
struct RandomNetwork {
    var tiers: [ObligationNetwork.Tier] = []
    var assets: [Double]
    var alpha: Double
    var beta: Double

    /// Sparse; a third owe nothing to outsiders, half of the parties hold nothing; amounts are quarters.
    init(seed: UInt64) {
        var random = Seeded(seed)
        let count = Int.random(in: 1...12, using: &random)
        let leaks = Int.random(in: 0..<3, using: &random) > 0
        let cash = Int.random(in: 0...8, using: &random)
        assets = (0..<count).map { _ in Bool.random(using: &random) ? 0 : Double(cash) }
        alpha = [1, 0.9, 0.5, 0].randomElement(using: &random) ?? 1
        beta = [1, 1, 0.8, 0].randomElement(using: &random) ?? 1
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            var tier = ObligationNetwork.Tier(obligations: [], toOutside: [])
            for debtor in 0..<count {
                for creditor in 0..<count where creditor != debtor && Int.random(in: 0..<3, using: &random) == 0 {
                    tier.obligations.append(.init(debtor, creditor, Double(Int.random(in: 0...40, using: &random)) / 4))
                }
                tier.toOutside.append(leaks ? Double(Int.random(in: 0...3, using: &random)) : 0)
            }
            tiers.append(tier)
        }
    }

    var count: Int { assets.count }

    func network() throws -> ObligationNetwork {
        try ObligationNetwork(alpha: alpha, beta: beta, externalAssets: assets, tiers: tiers)
    }

    /// What each party owes in each tier, and in all.
    var dues: [[Double]] {
        tiers.map { tier in
            (0..<count).map { party in
                tier.obligations.reduce(tier.toOutside[party]) { $0 + ($1.debtor == party ? $1.amount : 0) }
            }
        }
    }

    /// Rounds of payments from all or from nothing, until nothing changes or 20,000 are done.
    func rounds(fromAll: Bool) -> [Double] {
        let due = dues
        let owed = (0..<count).map { party in due.reduce(0) { $0 + $1[party] } }
        var paid = fromAll ? due : due.map { $0.map { _ in 0 } }
        for _ in 0..<20_000 {
            var received = [Double](repeating: 0, count: count)
            for (tier, content) in tiers.enumerated() {
                for debt in content.obligations where due[tier][debt.debtor] > 0 {
                    received[debt.creditor] += debt.amount * (paid[tier][debt.debtor] / due[tier][debt.debtor])
                }
            }
            let before = paid
            for party in 0..<count {
                let solvent = assets[party] + received[party] >= owed[party] * (1 - 1e-12)
                var left = solvent ? owed[party] : alpha * assets[party] + beta * received[party]
                for tier in tiers.indices {
                    paid[tier][party] = solvent ? due[tier][party] : min(left, due[tier][party])
                    left -= paid[tier][party]
                }
            }
            if before == paid { break }
        }
        return (0..<count).map { party in paid.reduce(0) { $0 + $1[party] } }
    }
}
