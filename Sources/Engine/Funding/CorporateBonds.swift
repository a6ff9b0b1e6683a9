import Lanes
import Ledger
import Model

/// Unsecured bonds: as much as leverage allows, at the spread of the issuer's own grade.
package final class CorporateBonds: DebtSource {
    package static let schema = Schema(
        kind: "bonds", meaning: "Unsecured bonds: new debt up to a multiple of EBITDA, at the spread of the grade.",
        attributes: DebtPool.attributes + [
            Attribute(
                "leverage-cap", .quantity("1"), range: 0...100,
                "Debt over EBITDA of the last four quarters up to which investors buy while markets are open."),
            Attribute(
                "tight-cap", .quantity("share"), default: "80 % assumption 60..100 %, what tight markets allow of it",
                range: 0...1, "Share of the cap while markets are tight."),
            Attribute(
                "shut-cap", .quantity("share"), default: "50 % assumption 0..80 %, what shut markets allow of it",
                range: 0...1, "Share of the cap while they are shut."),
            Attribute(
                "capex-share", .quantity("share"), default: "0 %", range: 0...1,
                "Share of its investment that an investment-grade issuer finances with bonds while markets are open, "
                    + "even where cash would do."),
        ], lines: DebtPool.lines)

    package let pool: DebtPool
    private let cap: Row<Scalar>
    private let shares: [Row<Scalar>]
    private let capexShare: Row<Scalar>
    private let regime: Row<Whole>
    private let investing: InvestingLegs

    package init(_ item: Item, _ compiler: Compiler) {
        pool = DebtPool(item, security: .none, compiler)
        cap = compiler.input(item, "leverage-cap")
        shares = ["tight-cap", "shut-cap"].map { compiler.input(item, $0) }
        capexShare = compiler.input(item, "capex-share")
        regime = compiler.regimeState
        investing = InvestingLegs(payer: pool.loan.borrower.index, compiler)
    }

    package func ask(_ block: Block, _ need: FundingNeed) {
        let credit = issuer.credit
        let (ask, debt) = (block[amount], block[credit.debt])
        let (cap, grade, share) = (block[cap], block[credit.grade.previous], block[capexShare])
        let (wish, invested) = (block[need.wish], investing.due(block))
        for lane in 0..<block.width {
            let state = block[regime][lane]
            if state == 0 && grade[lane] <= CreditGrade.lowestInvestmentGrade && share[lane] > 0 && block.quarter > 0 {
                let wanted = wholeCents(Double(invested[lane]) / 100 * share[lane]) &- block[need.must][lane]
                wish[lane] = max(wish[lane], wanted)
            }
            let allowed = cap[lane] * (state == 0 ? 1 : block[shares[Int(state) - 1]][lane])
            let room = allowed * max(0, credit.yearlyEbitda(block, lane: lane)) - debt[lane]
            let open = need.open(block, issuer, lane: lane)
            ask[lane] = room > 0 ? max(0, min(open, wholeCents(min(room, 2e13)))) : 0
        }
        pool.count(block)
    }
}

/// What a party pays for its investments, legs of contracts compiled before.
struct InvestingLegs: Sendable {
    private let legs: [Leg]
    private let sum: Row<Cents>

    init(payer: Int, _ compiler: Compiler) {
        legs = compiler.legs.filter { $0.payer == payer && $0.cashClass == .investing }
        sum = compiler.cents()
    }

    func due(_ block: Block) -> Column<Int64> {
        let sum = block[sum]
        sum.fill(0, block.width)
        for leg in legs where block.mayBeDue[leg.index] {
            let due = block[leg.due]
            for lane in 0..<block.width { sum[lane] &+= due[lane] }
        }
        return sum
    }
}
