import Lanes
import Ledger

/// A source that lends through a debt pool: kinds differ in what they lend at most, and at whose spread.
package protocol DebtSource: FundingSource, Contract {
    var pool: DebtPool { get }
}

extension DebtSource {
    package static var order: Int { 5 }
    package var issuer: Party { pool.loan.borrower }
    package var market: CapitalMarket? { pool.market }
    package var amount: Row<Cents> { pool.amount }
    package func owe(_ block: Block) { pool.owe(block) }
    package func settle(_ block: Block) { pool.loan.settle(block) }

    /// New debt at the spread of the issuer's own grade.
    package func take(_ block: Block) {
        let grade = block[issuer.credit.grade.previous]
        pool.take(block) { pool.spread(grade[$0], block, lane: $0) }
    }
}
