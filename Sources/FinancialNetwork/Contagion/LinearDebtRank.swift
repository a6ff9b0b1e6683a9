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

    private typealias Weights = [[(column: Int, weight: Double)]]

    /// Rounds from the shock upward. Where they are slow, from the 64th on, some are followed by a leap.
    private static func spread(_ start: [Double], _ weights: Weights) -> [Double] {
        var loss = start
        for round in 1...100_000 {
            var change = 0.0
            for party in loss.indices where loss[party] < 1 {
                var sum = start[party]
                for link in weights[party] { sum += link.weight * loss[link.column] }
                let next = max(loss[party], min(1, sum))
                change = max(change, next - loss[party])
                loss[party] = next
            }
            if change <= 1e-16 { return loss }
            if round & (round - 1) == 0, round >= 64 { leap(&loss, start, weights) }
        }
        return loss
    }

    /// Leaps to where rounds would end if nobody else lost everything, or to the first who does.
    ///
    /// Rounds are `h -> h0 + W h`, so they end `(I - W)^-1 r` away, r being the change of the next round. Smaller weights
    /// only shorten the leap: they are used where losses feed on themselves without end.
    private static func leap(_ loss: inout [Double], _ start: [Double], _ weights: Weights) {
        while true {
            let open = loss.indices.filter { loss[$0] < 1 }
            if open.isEmpty || open.count > 1_000 { return }
            var place = [Int](repeating: -1, count: loss.count)
            for (index, party) in open.enumerated() { place[party] = index }
            var largest = 0.0
            let rest = open.map { party in
                var sum = start[party] - loss[party]
                var weight = 0.0
                for link in weights[party] {
                    sum += link.weight * loss[link.column]
                    if place[link.column] >= 0 { weight += link.weight }
                }
                largest = max(largest, weight)
                return max(0, sum)
            }
            guard let step = step(open, place, rest, weights, largest) else { return }
            var length = 1.0
            var first: Int?
            for (index, party) in open.enumerated() where (1 - loss[party]) < length * step[index] {
                length = (1 - loss[party]) / step[index]
                first = party
            }
            for (index, party) in open.enumerated() { loss[party] = min(1, loss[party] + length * step[index]) }
            guard let first else { return }
            loss[first] = 1
        }
    }

    private static func step(
        _ open: [Int], _ place: [Int], _ rest: [Double], _ weights: Weights, _ largest: Double
    ) -> [Double]? {
        for scale in [1, 1 - 1e-10, (1 - 1e-10) / max(1, largest)] {
            var matrix = SquareMatrix.identity(open.count)
            for (row, party) in open.enumerated() {
                for link in weights[party] where place[link.column] >= 0 {
                    matrix[row, place[link.column]] -= link.weight * scale
                }
            }
            if matrix.invert() { return matrix.times(rest) }
        }
        return nil
    }
}
