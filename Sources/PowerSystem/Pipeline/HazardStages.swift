/// Stages that a project goes through with a chance each quarter to advance, to withdraw, or to stay.
///
/// One draw at each quarter's end; completion is counted at the end of the quarter. Where the chances depend on a regime,
/// those of the regime in force during the quarter apply, and the regime moves on after the draw. In one regime the
/// chance of completion is the product of a_i / (a_i + w_i) and the mean time given completion the sum of
/// 1 / (a_i + w_i) (a discrete phase-type distribution).
public struct HazardStages: Sendable, Hashable {
    /// The chances of a stage in a quarter.
    public struct Stage: Sendable, Hashable {
        /// To advance to the next stage.
        public var advance: Double
        /// To be withdrawn.
        public var withdraw: Double

        /// Two chances a quarter; `HazardStages.init` checks that they sum to at most one.
        public init(advance: Double, withdraw: Double) {
            self.advance = advance
            self.withdraw = withdraw
        }

        var stay: Double { 1 - advance - withdraw }
    }

    /// Where a cohort stands at the end of a quarter, as shares of it.
    public struct Standing: Sendable, Hashable {
        /// The share that is completed, 0 to 1.
        public var completed: Double
        /// The share that was withdrawn, 0 to 1.
        public var withdrawn: Double
        /// The share in each stage.
        public var waiting: [Double]
    }

    /// The stages of each regime.
    public let regimes: [[Stage]]
    /// How the regime moves from quarter to quarter.
    public let chain: RegimeChain

    /// - Throws: `PowerError` where chances are no shares, or regimes differ in their number of stages.
    public init(regimes: [[Stage]], chain: RegimeChain) throws(PowerError) {
        guard let count = regimes.first?.count, count > 0 else {
            throw PowerError("stages", "none is given; give [advance, withdraw] for each stage")
        }
        try Check.count("stages", count, in: 1...100)
        try Check.sameCount("stages", regimes.count, chain.initial.count, as: "transition")
        for (regime, stages) in regimes.enumerated() {
            try Check.sameCount("stages of regime \(regime)", stages.count, count, as: "regime 0")
            for (row, stage) in stages.enumerated() {
                let key = "regime \(regime), stage \(row)"
                try Check.share("\(key), advance", stage.advance)
                try Check.share("\(key), withdraw", stage.withdraw)
                if stage.stay < -1e-12 {
                    throw PowerError(key, "advance and withdraw sum to more than 1; lower them")
                }
            }
        }
        self.regimes = regimes
        self.chain = chain
    }

    /// One regime that never ends.
    public init(stages: [Stage]) throws(PowerError) { try self.init(regimes: [stages], chain: .none) }

    /// The number of stages.
    public var count: Int { regimes[0].count }

    /// Where a cohort that enters at quarter 0 stands at the end of each quarter: `quarters + 1` standings.
    public func standings(quarters: Int) -> [Standing] {
        var share = chain.initial.map { weight in [weight] + [Double](repeating: 0, count: count + 1) }
        var standings = [standing(share)]
        for _ in 0..<max(0, quarters) {
            share = chain.step(share.enumerated().map { regime, row in step(row, in: regime) })
            standings.append(standing(share))
        }
        return standings
    }

    /// The chance that two projects under the same path of regimes are both completed, at the end of each quarter.
    public func bothCompleted(quarters: Int) -> [Double] {
        let width = count + 2
        // For each regime the joint shares, row by the first project's place, column by the second's.
        var joint = chain.initial.map { weight in
            var rows = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
            rows[0][0] = weight
            return rows
        }
        var result = [0.0]
        for _ in 0..<max(0, quarters) {
            let moved = joint.enumerated().map { regime, rows in
                let second = rows.map { step($0, in: regime) }
                let columns = (0..<width).map { column in step(second.map { $0[column] }, in: regime) }
                return (0..<width).flatMap { row in columns.map { $0[row] } }
            }
            joint = chain.step(moved).map { flat in
                (0..<width).map { row in Array(flat[row * width..<(row + 1) * width]) }
            }
            result.append(joint.reduce(0) { $0 + $1[count][count] })
        }
        return result
    }

    /// One quarter of `row`: shares by stage, then completed, then withdrawn.
    private func step(_ row: [Double], in regime: Int) -> [Double] {
        var next = [Double](repeating: 0, count: count + 2)
        for (place, stage) in regimes[regime].enumerated() {
            next[place] += row[place] * stage.stay
            next[place + 1] += row[place] * stage.advance
            next[count + 1] += row[place] * stage.withdraw
        }
        next[count] += row[count]
        next[count + 1] += row[count + 1]
        return next
    }

    private func standing(_ share: [[Double]]) -> Standing {
        let sums = (0..<count + 2).map { place in share.reduce(0) { $0 + $1[place] } }
        return Standing(completed: sums[count], withdrawn: sums[count + 1], waiting: Array(sums[..<count]))
    }
}
