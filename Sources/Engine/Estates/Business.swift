import Lanes

/// What a party does beside its contracts, and its estate goes on with: streams of money in and out, to be sold as a
/// whole for what they earn.
package struct Business: Sendable {
    /// What others pay it.
    package var income: [Leg] = []
    /// What it pays for that.
    package var costs: [Leg] = []

    /// What it earned in the quarter before, in cents, nothing where that was a loss. To be asked before the amounts of
    /// this quarter are written.
    func lastEarned(_ block: Block, lane: Int) -> Int64 {
        func sum(_ legs: [Leg]) -> Int64 { legs.reduce(0) { $0 &+ block[$1.current][lane] } }
        return income.isEmpty ? 0 : max(0, sum(income) &- sum(costs))
    }
}
