/// How a loss of equity spreads to creditors before anybody defaults.
///
/// A party that has lost the share h of its equity is taken to repay less by that share, so that its creditors lose
/// too: `h = min(1, h0 + W h)`, `W_ij` = exposure of i to j over the equity of i. The answer is the least h, reached
/// from the shock upward.
///
/// Source: Bardoscia, Battiston, Caccioli and Caldarelli 2015, PLoS ONE 10:e0130406.
public struct LinearDebtRank: Sendable {
    /// The share of its equity that each party loses, 0 to 1.
    public let relativeLoss: [Double]
    /// The equity that is left, in the unit of `equity`.
    public let equity: [Double]
    /// The loss beyond the shock itself as a share of all equity.
    public let excess: Double

    /// Spreads a shock.
    ///
    /// - Parameters:
    ///   - name: What errors call the network.
    ///   - exposures: `exposures[i][j]`, what i stands to lose if j fails, zero or more.
    ///   - equity: The equity of each party, above zero.
    ///   - shock: What each party loses at the outset, zero or more; at most its equity counts.
    /// - Throws: `NetworkError` for sizes that disagree and numbers out of range.
    public init(
        name: String = "network", exposures: [[Double]], equity: [Double], shock: [Double]
    ) throws(NetworkError) {
        let check = Check(network: name)
        let count = equity.count
        try check.denseNodes(count)
        try check.amounts("equity0", equity, count: count)
        for row in 0..<count where equity[row] == 0 { throw check.fail("equity0", row, 0, .notPositive) }
        try check.amounts("shock", shock, count: count)
        try check.count("exposure", exposures.count, count)
        for row in 0..<count {
            try check.rowCount("exposure", row, exposures[row].count, count)
            for column in 0..<count { try check.amount("exposure", row, exposures[row][column]) }
        }
        let start = (0..<count).map { min(1, shock[$0] / equity[$0]) }
        var weights: [[(column: Int, weight: Double)]] = []
        for row in 0..<count {
            weights.append(
                exposures[row].indices.filter { exposures[row][$0] > 0 }.map { ($0, exposures[row][$0] / equity[row]) })
        }
        let loss = Self.spread(start, weights)
        relativeLoss = loss
        self.equity = (0..<count).map { equity[$0] * (1 - loss[$0]) }
        var lost = 0.0
        var total = 0.0
        for party in 0..<count {
            lost += (loss[party] - start[party]) * equity[party]
            total += equity[party]
        }
        excess = total > 0 ? lost / total : 0
    }

    /// Rounds from the shock upward; after every 64 of them the rest is solved at once, if nobody else reaches 1.
    private static func spread(_ start: [Double], _ weights: [[(column: Int, weight: Double)]]) -> [Double] {
        var loss = start
        for round in 1...1_000_000 {
            var change = 0.0
            for party in loss.indices where loss[party] < 1 {
                var sum = start[party]
                for link in weights[party] { sum += link.weight * loss[link.column] }
                let next = max(loss[party], min(1, sum))
                change = max(change, next - loss[party])
                loss[party] = next
            }
            if change <= 1e-16 { return loss }
            if round & (round - 1) == 0, round >= 64, let solved = solve(loss, start, weights) { return solved }
        }
        return loss
    }

    /// The fixed point with the same parties at 1, or nil where another would pass it.
    private static func solve(
        _ loss: [Double], _ start: [Double], _ weights: [[(column: Int, weight: Double)]]
    ) -> [Double]? {
        let open = loss.indices.filter { loss[$0] < 1 }
        if open.count > 1_500 { return nil }
        var place = [Int](repeating: -1, count: loss.count)
        for (index, party) in open.enumerated() { place[party] = index }
        var matrix = SquareMatrix.identity(open.count)
        var right = open.map { start[$0] }
        for (row, party) in open.enumerated() {
            for link in weights[party] {
                if place[link.column] >= 0 {
                    matrix[row, place[link.column]] -= link.weight
                } else {
                    right[row] += link.weight
                }
            }
        }
        guard matrix.invert() else { return nil }
        var solved = loss
        for (value, party) in zip(matrix.times(right), open) {
            if !(value >= loss[party] - 1e-9 && value <= 1) { return nil }
            solved[party] = value
        }
        return solved
    }
}
