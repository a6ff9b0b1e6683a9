import Lanes
import Ledger
import Model

/// Money that a party may raise when its plan needs it: one file per kind, asked in the order of the scenario.
///
/// Fund goes source by source, all parties together: neighbours in the order that draw on one market ask at once, and
/// what the market cannot give all of them goes to the strongest credit first, pro rata within a grade.
package protocol FundingSource: Sendable {
    static var schema: Schema { get }
    init(_ item: Item, _ compiler: Compiler)
    var issuer: Party { get }
    /// Where its money comes from; nil where only its own limit binds.
    var market: CapitalMarket? { get }
    /// What it asks for this quarter, then what it is given.
    var amount: Row<Cents> { get }
    /// Writes to `amount` what it would take: at most the need, the wish beyond it, and its own limit.
    func ask(_ block: Block, _ need: FundingNeed)
    /// Turns `amount` into an obligation of the investor.
    func take(_ block: Block)
}

/// What a party lacks.
package struct FundingNeed: Sendable {
    /// For obligations, new orders and minimum cash: what stays unmet is cut.
    let must: Row<Cents>
    /// Beyond that, to build up its target cash or to keep cash while it builds: asked for, never cut for.
    let wish: Row<Cents>

    /// What a source may still raise for it, in cents: nothing for a party that has missed a payment.
    func open(_ block: Block, _ party: Party, lane: Int) -> Int64 {
        guard block[party.rows.state][lane] < PartyState.grace.rawValue else { return 0 }
        return block[must][lane] &+ block[wish][lane]
    }

    /// Leaves the party what it lacks: of what it would pay beyond its dues, so much is not paid.
    func withhold(_ extra: Row<Cents>, of leg: Leg, _ block: Block) {
        let (extra, due, must) = (block[extra], block[leg.due], block[must])
        for lane in 0..<block.width where extra[lane] > 0 && must[lane] > 0 {
            let kept = min(extra[lane], must[lane], due[lane])
            due[lane] &-= kept
            must[lane] &-= kept
        }
    }

    /// Takes from the need what was given: first from what must be met, which `first` then holds.
    func meet(_ given: Row<Cents>, first: Row<Cents>, _ block: Block) {
        let (given, first, must, wish) = (block[given], block[first], block[must], block[wish])
        for lane in 0..<block.width {
            let part = min(max(0, must[lane]), given[lane])
            first[lane] = part
            must[lane] &-= part
            wish[lane] = max(0, wish[lane] &- (given[lane] &- part))
        }
    }
}
