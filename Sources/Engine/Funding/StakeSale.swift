import Lanes
import Ledger
import Model

/// Stakes in others, sold to outside shareholders a little each quarter, at a discount that the markets set.
package final class StakeSale: FundingSource, Contract {
    package static let order = 5
    package static let schema = Schema(
        kind: "stake-sale", meaning: "Stakes in other parties sold when the plan needs money.",
        attributes: [
            Attribute("holder", .reference(["parties"]), "Who sells what it holds."),
            Attribute("buyer", .reference(["parties"]), "Outside sector that buys."),
            Attribute(
                "stakes", .list(.reference(["contracts"])),
                "Equity investments whose stakes can be sold."),
            Attribute(
                "share", .quantity("share"), default: "6 % assumption 3..10 %, without moving the price", range: 0...1,
                "Part of each stake that can be sold in a quarter."),
            Attribute(
                "open", .quantity("share"), default: "5 % assumption 2..10 %, block discount", range: 0...1,
                "Discount to value while markets are open."),
            Attribute(
                "tight", .quantity("share"), default: "15 % assumption 10..25 %, block discount", range: 0...1,
                "While tight."),
            Attribute(
                "shut", .quantity("share"), default: "35 % assumption 20..60 %, block discount", range: 0...1,
                "While shut."),
        ], lines: [Schema.Line("sold", "USD", "Sold so far.")])

    package let issuer: Party
    package var market: CapitalMarket? { nil }
    package let amount: Row<Cents>
    private let stakes: [Stake]
    private let legs: [Leg]
    private let share: Row<Scalar>
    private let discounts: [Row<Scalar>]
    private let regime: Row<Whole>
    private let sold: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "buyer", payee: "holder", compiler)
        issuer = ends.payee
        compiler.requireSector(ends.payer.index, at: item.place, role: "buyer")
        let named = item.record.references("stakes")
        stakes = named.compactMap { reference in
            let found = compiler.stakes.first { $0.subject == "contracts.\(reference.name)" }
            if found == nil || found?.holder.index != ends.payee.index {
                compiler.error(
                    "`\(ends.payee.name)` holds no stake under this name", at: reference.place, quote: reference.name,
                    hint: "name equity investments whose investor is `\(ends.payee.name)`")
                return nil
            }
            return found
        }
        share = compiler.input(item, "share")
        discounts = ["open", "tight", "shut"].map { compiler.input(item, $0) }
        regime = compiler.regimeState
        amount = compiler.cents()
        sold = compiler.scalar()
        let buyer = ends.payer.index
        legs = stakes.map { stake in
            compiler.advanceLeg(
                "\(item.path)", "sale of \(stake.subject)", from: buyer, asset: compiler.account(buyer, .otherAssets),
                to: ends.payee.index, liability: stake.carried, rank: .payouts, cashClass: .investing, isClaim: false)
        }
        compiler.fundingLegs += legs
        compiler.lines["\(item.path).sold"] = FormulaSource(.real(sold.previous), factor: 1)
    }

    /// What the whole of a stake would bring this quarter, in dollars.
    private func worth(_ stake: Stake, _ block: Block, lane: Int) -> Double {
        let discount = block[discounts[Int(block[regime][lane])]][lane]
        return stake.value(block, lane: lane) * (1 - discount)
    }

    private func room(_ stake: Stake, _ block: Block, lane: Int) -> Double {
        worth(stake, block, lane: lane) * block[share][lane]
    }

    package func ask(_ block: Block, _ need: FundingNeed) {
        let ask = block[amount]
        for lane in 0..<block.width {
            let most = stakes.reduce(0) { $0 + room($1, block, lane: lane) }
            ask[lane] = max(0, min(need.open(block, issuer, lane: lane), wholeCents(min(most, 2e13))))
        }
    }

    package func take(_ block: Block) {
        let (amount, sold) = (block[amount], block[sold])
        for lane in 0..<block.width {
            var left = amount[lane]
            for (stake, leg) in zip(stakes, legs) {
                let part = min(left, wholeCents(min(room(stake, block, lane: lane), 2e13)))
                block[leg.current][lane] = part
                left -= part
            }
            // Rounding of several stakes may leave a cent: the last one brings it.
            if let last = legs.last, left > 0 { block[last.current][lane] &+= left }
            sold[lane] += Double(amount[lane]) / 100
        }
    }

    package func owe(_ block: Block) {}

    package func settle(_ block: Block) {
        for (stake, leg) in zip(stakes, legs) {
            let paid = block[leg.paid]
            stake.sold(
                paid,
                part: { lane in
                    let all = worth(stake, block, lane: lane)
                    let part = Double(paid[lane]) / 100
                    return part < all ? part / all : 1
                }, block)
        }
    }
}
