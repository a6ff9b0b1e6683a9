import Lanes
import Ledger
import Model

/// Secured debt against what the equipment and halls are worth, from funds that charge for it.
package final class PrivateCredit: DebtSource {
    package static let schema = Schema(
        kind: "private-credit",
        meaning:
            "Secured debt against the value of equipment and halls, at the spread of the issuer's grade and a fee.",
        attributes: DebtPool.attributes + [
            Attribute(
                "ltv", .quantity("share"), default: "60 % assumption 45..75 %, usual loan to value", range: 0...2,
                "Most that is lent as a share of value, other secured debt of the issuer included.")
        ], lines: DebtPool.lines)

    package let pool: DebtPool
    private let ltv: Row<Scalar>
    private let cohorts: [Cohort]

    package init(_ item: Item, _ compiler: Compiler) {
        pool = DebtPool(item, security: .allAssets, compiler)
        ltv = compiler.input(item, "ltv")
        cohorts = compiler.cohorts.filter { [pool] in $0.owner == pool.loan.borrower.index }
        if cohorts.isEmpty {
            compiler.error(
                "`\(issuer.name)` has no equipment or hall to borrow against", at: item.place, quote: item.path,
                hint: "give it a purchase order or a plan, or another source")
        }
    }

    package func ask(_ block: Block, _ need: FundingNeed) {
        let (ask, ltv) = (block[amount], block[ltv])
        let cohorts = cohorts.filter { $0.hasArrived(block) }
        for lane in 0..<block.width {
            let open = need.open(block, issuer, lane: lane)
            guard open > 0 else {
                ask[lane] = 0
                continue
            }
            var worth = 0.0
            for cohort in cohorts {
                worth +=
                    cohort.generation == nil
                    ? Double(block[cohort.book.row][lane]) / 100
                    : block[cohort.rows.units][lane] * block[cohort.rows.contractedValue][lane]
            }
            let room = ltv[lane] * worth - block[issuer.credit.securedDebt][lane]
            ask[lane] = room > 0 ? min(open, wholeCents(min(room, 2e13))) : 0
        }
        pool.count(block)
    }
}
