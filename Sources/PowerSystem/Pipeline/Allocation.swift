/// Rules that share out too few megawatts among claims.
///
/// Every rule gives each claim at most itself and all claims together min(supply, sum of claims). Source of the division
/// rules: W. Thomson, "Axiomatic and game-theoretic analysis of bankruptcy and taxation problems", Mathematical Social
/// Sciences 45 (2003); Aumann and Maschler (1985) for the Talmud's.
public enum AllocationRule: Sendable, Hashable, CaseIterable {
    /// In proportion to claims.
    case proportional
    /// Equal awards, but none above its claim: the smallest award is as large as it can be.
    case maxMin
    /// Equal losses, but none above its claim.
    case equalLosses
    /// Equal awards of half-claims while supply is below half of all claims, equal losses of half-claims above.
    case talmud
    /// First come, first served.
    case queue
    /// The highest value per MW first, ties in the order of the queue.
    case value
}

/// Claims in the order of the queue.
public struct Allocation: Sendable, Hashable {
    /// Available, in MW.
    public let supply: Double
    /// Wanted, in MW, first in the queue first.
    public let claims: [Double]
    /// Value per MW of each claim; empty where the rule needs none.
    public let values: [Double]
    /// The weight of each claim in equal awards: twice the weight, twice the award. Empty for equal weights.
    public let weights: [Double]

    /// - Throws: `PowerError` where an amount is negative or counts differ.
    public init(
        supply: Double, claims: [Double], values: [Double] = [], weights: [Double] = []
    ) throws(PowerError) {
        try Check.notNegative("supply", supply)
        for (row, claim) in claims.enumerated() { try Check.notNegative("claims, row \(row)", claim) }
        if !values.isEmpty { try Check.sameCount("value", values.count, claims.count, as: "claims") }
        for (row, value) in values.enumerated() { try Check.finite("value, row \(row)", value) }
        if !weights.isEmpty { try Check.sameCount("weights", weights.count, claims.count, as: "claims") }
        for (row, weight) in weights.enumerated() { try Check.positive("weights, row \(row)", weight) }
        self.supply = supply
        self.claims = claims
        self.values = values
        self.weights = weights
    }

    /// What each claim gets.
    public func awards(_ rule: AllocationRule) -> [Double] {
        let total = claims.reduce(0, +)
        guard supply < total else { return claims }
        switch rule {
        case .proportional: return claims.map { $0 * supply / total }
        case .maxMin: return equalAwards(of: claims, supply: supply)
        case .equalLosses: return losing(equalAwards(of: claims, supply: total - supply))
        case .talmud:
            let halves = claims.map { 0.5 * $0 }
            if supply <= 0.5 * total { return equalAwards(of: halves, supply: supply) }
            return losing(equalAwards(of: halves, supply: total - supply))
        case .queue: return inOrder(Array(claims.indices))
        case .value:
            guard !values.isEmpty else { return inOrder(Array(claims.indices)) }
            return inOrder(claims.indices.sorted { (values[$0], $1) > (values[$1], $0) })
        }
    }

    private func losing(_ losses: [Double]) -> [Double] { zip(claims, losses).map { $0 - $1 } }

    private func inOrder(_ order: [Int]) -> [Double] {
        var left = supply
        var awards = [Double](repeating: 0, count: claims.count)
        for claim in order {
            awards[claim] = min(left, claims[claim])
            left -= awards[claim]
        }
        return awards
    }

    /// Equal amounts per weight, none above its limit: the smallest limits are filled first.
    private func equalAwards(of limits: [Double], supply: Double) -> [Double] {
        func weight(_ index: Int) -> Double { weights.isEmpty ? 1 : weights[index] }
        var left = supply
        var leftWeight = limits.indices.reduce(0) { $0 + weight($1) }
        var awards = [Double](repeating: 0, count: limits.count)
        let order = limits.indices.sorted { (limits[$0] / weight($0), $0) < (limits[$1] / weight($1), $1) }
        for index in order {
            awards[index] = min(limits[index], left * weight(index) / leftWeight)
            left -= awards[index]
            leftWeight -= weight(index)
        }
        return awards
    }
}
