import Lanes
import Ledger
import Model

/// New shares sold to an outside sector, up to a limit a quarter.
package struct EquityIssue: FundingSource {
    package static let schema = Schema(
        kind: "equity", meaning: "New shares sold to an outside sector when the plan needs money.",
        attributes: [
            Attribute("issuer", .reference(["parties"]), "Who sells shares."),
            Attribute("investor", .reference(["parties"]), "Outside sector that buys them."),
            Attribute("limit", .quantity("USD"), range: 0...2e13, "Most that is raised in a quarter."),
            Attribute(
                "fee", .quantity("share"), default: "3 % assumption 1..7 %, usual gross spread", range: 0...0.5,
                "Issue cost, kept by the investor: what the issuer gets is less by it."),
        ],
        lines: [Schema.Line("raised", "USD", "Raised so far.")])

    private let issuer: Party
    private let limit: Row<Scalar>
    private let fee: Row<Scalar>
    private let leg: Leg
    private let raised: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "investor", payee: "issuer", compiler)
        issuer = ends.payee
        compiler.requireSector(ends.payer.index, at: item.place, role: "investor")
        limit = compiler.input(item, "limit")
        fee = compiler.input(item, "fee")
        raised = compiler.scalar()
        leg = compiler.advanceLeg(
            item.path, "issue of shares", from: ends.payer.index,
            asset: compiler.account(ends.payer.index, .otherAssets), to: issuer.index,
            liability: compiler.account(issuer.index, .paidInCapital), rank: .payouts, cashClass: .financing,
            isClaim: false)
        compiler.fundingLegs.append(leg)
        compiler.lines["\(item.path).raised"] = FormulaSource(.real(raised.previous), factor: 1)
    }

    package func fund(_ block: Block, need: [Row<Cents>]) {
        let (need, given, raised) = (block[need[issuer.index]], block[leg.current], block[raised])
        let (limit, fee, state) = (block[limit], block[fee], block[issuer.rows.state])
        for lane in 0..<block.width {
            let most = wholeCents(limit[lane] * (1 - fee[lane]))
            given[lane] = state[lane] < PartyState.grace.rawValue && most > 0 ? min(need[lane], most) : 0
            need[lane] &-= given[lane]
            raised[lane] += Double(given[lane]) / 100
        }
    }
}
