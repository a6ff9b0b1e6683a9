import Lanes
import Ledger
import Model

/// Debt against signed contracts: an advance on what customers and tenants still owe, at the spread of *their* grade.
package final class AssetBackedDebt: DebtSource {
    package static let schema = Schema(
        kind: "asset-backed",
        meaning:
            "Secured debt against the present value of signed contracts that run or start within six quarters; the "
            + "customers' credit sets its spread.",
        attributes: DebtPool.attributes + [
            Attribute(
                "advance-rate", .quantity("share"), default: "80 % assumption 65..90 %, usual on contracted revenue",
                range: 0...1, "Share of the present value that is lent, other secured debt of the issuer included.")
        ], lines: DebtPool.lines)

    package let pool: DebtPool
    private let advance: Row<Scalar>
    private let signed: [SignedClaim]

    package init(_ item: Item, _ compiler: Compiler) {
        pool = DebtPool(item, security: .allAssets, compiler)
        advance = compiler.input(item, "advance-rate")
        signed = compiler.signed.filter { [pool] in $0.payee == pool.loan.borrower.index }
        if signed.isEmpty {
            compiler.error(
                "`\(issuer.name)` has no signed contract to borrow against", at: item.place, quote: item.path,
                hint: "give it a compute contract or a lease in which it is paid, or another source")
        }
    }

    /// Present value of what payers in good standing still owe, in dollars.
    private func base(_ block: Block, lane: Int) -> Double {
        signed.reduce(0) { sum, claim in
            sum + (isGood(claim.payer, block, lane: lane) ? block[claim.value][lane] : 0)
        }
    }

    private func isGood(_ payer: Party, _ block: Block, lane: Int) -> Bool {
        payer.isSector || block[payer.rows.state][lane] < PartyState.grace.rawValue
    }

    package func ask(_ block: Block, _ need: FundingNeed) {
        let (ask, advance) = (block[amount], block[advance])
        for lane in 0..<block.width {
            let open = need.open(block, issuer, lane: lane)
            guard open > 0 else {
                ask[lane] = 0
                continue
            }
            let room = advance[lane] * base(block, lane: lane) - block[issuer.credit.securedDebt][lane]
            ask[lane] = room > 0 ? min(open, wholeCents(min(room, 2e13))) : 0
        }
        pool.count(block)
    }

    package func take(_ block: Block) { pool.take(block) { spread(block, lane: $0) } }

    /// The spread of the grade of each customer in good standing, weighted by what it still owes; outside sectors count as BBB.
    private func spread(_ block: Block, lane: Int) -> Double {
        var (sum, weight) = (0.0, 0.0)
        for claim in signed where isGood(claim.payer, block, lane: lane) {
            let value = block[claim.value][lane]
            let grade =
                claim.payer.isSector
                ? CreditGrade.lowestInvestmentGrade : block[claim.payer.credit.grade.previous][lane]
            sum += value * pool.spread(grade, block, lane: lane)
            weight += value
        }
        return weight > 0 ? sum / weight : 0
    }
}
