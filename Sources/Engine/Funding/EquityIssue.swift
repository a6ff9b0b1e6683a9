import Lanes
import Ledger
import Model

/// New shares sold to outside shareholders: a share of what the equity is worth, by state of the markets. Old shares
/// become `E / (E + x)` of what they were.
package final class EquityIssue: FundingSource {
    package static let schema = Schema(
        kind: "equity", meaning: "New shares sold to an outside sector when the plan needs money.",
        attributes: [
            Attribute("issuer", .reference(["parties"]), "Who sells shares."),
            Attribute("investor", .reference(["parties"]), default: "", "Outside sector that buys them."),
            Attribute(
                "market", .reference(["capital-markets"]), default: "",
                "Market whose investors buy them and whose limits hold; instead of `investor`."),
            Attribute(
                "limit", .quantity("USD"), default: "", range: 0...2e13,
                "Most that is raised in a quarter; absent, only the shares below bind."),
            Attribute(
                "open", .quantity("share"), default: "10 % assumption 5..15 %, of equity value", range: 0...1,
                "Most that is raised in a quarter while markets are open, as a share of equity value; binds where the "
                    + "issuer has an `equity-value`."),
            Attribute(
                "tight", .quantity("share"), default: "4 % assumption 1..6 %, of equity value", range: 0...1,
                "While tight."),
            Attribute(
                "shut", .quantity("share"), default: "0 % assumption 0..1 %, of equity value", range: 0...1,
                "While shut."),
            Attribute(
                "fee", .quantity("share"), default: "3 % assumption 1..7 %, usual gross spread", range: 0...0.5,
                "Issue cost, kept by the investor: what the issuer gets is less by it."),
        ],
        lines: [Schema.Line("raised", "USD", "Raised so far.")])

    package let issuer: Party
    package let market: CapitalMarket?
    package let amount: Row<Cents>
    private let limit: Row<Scalar>?
    private let shares: [Row<Scalar>]
    private let fee: Row<Scalar>
    private let leg: Leg
    private let raised: Row<Scalar>
    private let regime: Row<Whole>

    package init(_ item: Item, _ compiler: Compiler) {
        let record = item.record
        issuer = compiler.party(record.reference("issuer"))
        market = record.optionalReference("market").flatMap { name in
            compiler.capitalMarkets.first { $0.name == name }
        }
        let investor = market?.investor ?? record.optionalReference("investor").map { compiler.party($0) }
        if let investor {
            compiler.requireSector(investor.index, at: item.place, role: "investor")
        } else {
            compiler.error(
                "who buys the shares is missing", at: item.place, quote: item.path,
                hint: "give `investor`, an outside sector, or `market`")
        }
        if issuer.isSector {
            compiler.error("an outside sector sells no shares", at: item.place, quote: issuer.name)
        }
        limit = compiler.optionalInput(item, "limit")
        if limit == nil && issuer.credit.openingValue == 0 {
            compiler.error(
                "nothing limits this issue of shares", at: item.place, quote: item.path,
                hint: "give `limit`, or `equity-value` of `parties.\(issuer.name)`")
        }
        shares = ["open", "tight", "shut"].map { compiler.input(item, $0) }
        fee = compiler.input(item, "fee")
        raised = compiler.scalar()
        amount = compiler.cents()
        regime = compiler.regimeState
        let buyer = (investor ?? issuer).index
        leg = compiler.advanceLeg(
            item.path, "issue of shares", from: buyer, asset: compiler.account(buyer, .otherAssets), to: issuer.index,
            liability: compiler.account(issuer.index, .paidInCapital), rank: .payouts, cashClass: .financing,
            isClaim: false)
        compiler.fundingLegs.append(leg)
        compiler.lines["\(item.path).raised"] = FormulaSource(.real(raised.previous), factor: 1)
    }

    package func ask(_ block: Block, _ need: FundingNeed) {
        let (ask, fee, value) = (block[amount], block[fee], block[issuer.credit.equityValue.previous])
        for lane in 0..<block.width {
            let state = block[regime][lane]
            var most = limit.map { block[$0][lane] } ?? .infinity
            if issuer.credit.openingValue > 0 {
                most = min(most, value[lane] * block[shares[Int(state)]][lane])
            }
            let net = wholeCents(min(most, 2e13) * (1 - fee[lane]))
            ask[lane] = max(0, min(need.open(block, issuer, lane: lane), net))
        }
    }

    package func take(_ block: Block) {
        let (given, due, raised) = (block[amount], block[leg.current], block[raised])
        let (value, share) = (block[issuer.credit.equityValue.previous], block[issuer.credit.share])
        let (mark, fee) = (block[issuer.credit.equityValue], block[fee])
        for lane in 0..<block.width {
            due[lane] = given[lane]
            let sum = Double(given[lane]) / 100
            raised[lane] += sum
            // Shareholders pay the issue cost too, and get shares for all that they pay.
            let whole = sum / (1 - fee[lane])
            if value[lane] > 0 { share[lane] *= value[lane] / (value[lane] + whole) }
            if !issuer.credit.isListed && value[lane] > 0 { mark[lane] += whole }
        }
    }
}
