import Calendar
import Lanes
import Ledger
import Model

/// A marketable claim, bills or bonds, of which a holder keeps as much as a formula says: it buys from the issuer and sells
/// back at the price of the quarter. What the price does to the holding is revalued in both books.
package final class Security: Contract {
    package static let order = 1
    package static let schema = Schema(
        kind: "security", meaning: "Bills or bonds that a holder keeps to a target.",
        attributes: [
            Attribute("issuer", .reference(["parties"]), "Who owes."),
            Attribute("holder", .reference(["parties"]), "Who holds."),
            Attribute(
                "held", .constant("USD"), default: "0 USD", range: 0...2e13, "Face held before the first quarter."),
            Attribute("target", .quantity("USD"), range: 0...2e13, "Face held at the end of the quarter."),
            Attribute("price", .quantity("1"), default: "1", range: 0...1e6, "Price of a dollar of face."),
            Attribute(
                "opening-price", .constant("1"), default: "1", range: 0...1e6, "Price before the first quarter."),
            Attribute(
                "coupon", .quantity("per year"), range: -1...100, "Interest a year on the face held last quarter."),
        ],
        lines: [
            Schema.Line("held", "USD", "Face held at the end of last quarter."),
            Schema.Line("interest", "USD", "Interest of last quarter.", isFlow: true),
        ])

    private let issuer: Party
    private let holder: Party
    private let target: Row<Scalar>
    private let price: Row<Scalar>
    private let coupon: Row<Scalar>
    private let opening: (face: Double, price: Double)
    private let buy: Leg
    private let sell: Leg
    private let interest: Leg
    private let claim: (holder: Account, issuer: Account)
    private let up: Posting
    private let down: Posting
    private let work: Row<Cents>
    private let held: Row<Dollars>
    private let paid: Row<Scalar>

    package init(_ item: Item, _ compiler: Compiler) {
        let ends = Ends(item, payer: "issuer", payee: "holder", compiler)
        (issuer, holder) = (ends.payer, ends.payee)
        let (issuer, holder) = (ends.payer.index, ends.payee.index)
        target = compiler.input(item, "target")
        price = compiler.input(item, "price")
        coupon = compiler.input(item, "coupon")
        opening = (compiler.constant(item.record, "held"), compiler.constant(item.record, "opening-price"))
        let liability = compiler.account(issuer, .debt, of: item.path)
        let asset = compiler.account(holder, .loans, of: item.path)
        claim = (asset, liability)
        buy = compiler.advanceLeg(
            item.path, "purchase", from: holder, asset: asset, to: issuer, liability: liability, rank: .payouts,
            cashClass: .financing)
        sell = compiler.settlementLeg(
            item.path, "redemption", from: issuer, liability: liability, to: holder, asset: asset, rank: .debtService,
            cashClass: .debtService, claim: .unsecured)
        interest = compiler.costLeg(
            item.path, "interest", from: issuer, .interestExpense, to: holder, .interestIncome, rank: .debtService,
            cashClass: .debtService)
        let (ours, theirs) = (compiler.account(holder, .revaluation), compiler.account(issuer, .revaluation))
        up = compiler.posting(item.path, "price rises", debit: [asset, theirs], credit: [ours, liability])
        down = compiler.posting(item.path, "price falls", debit: [ours, liability], credit: [asset, theirs])
        work = compiler.cents()
        held = compiler.plan.state()
        paid = compiler.scalar()
        let cents = wholeCents(opening.face * opening.price)
        if cents > 0 {
            compiler.openings += [Opening(account: asset, cents: cents), Opening(account: liability, cents: -cents)]
        }
        compiler.lines["\(item.path).held"] = FormulaSource(.real(held.previous.read(as: Scalar.self)), factor: 1)
        compiler.lines["\(item.path).interest"] = FormulaSource(.real(paid.previous), factor: 1)
    }

    package func begin(_ block: Block) { block[held].fill(opening.face, block.width) }

    package func owe(_ block: Block) {
        let (bought, sold, interest) = (block[buy.current], block[sell.current], block[interest.current])
        let (held, target, price, coupon) = (block[held], block[target], block[price], block[coupon])
        let (state, own) = (block[issuer.rows.state], block[holder.rows.state])
        revalue(block)
        let carried = block[claim.holder.row]
        for lane in 0..<block.width {
            let isLive =
                state[lane] < PartyState.grace.rawValue && own[lane] < PartyState.grace.rawValue
            interest[lane] = wholeCents(held[lane] * max(0, coupon[lane]) * 0.25)
            // Carried at market, so the trade takes the carrying amount to what the target is worth.
            let change = isLive ? wholeCents(target[lane] * price[lane]) &- carried[lane] : 0
            bought[lane] = max(0, change)
            sold[lane] = max(0, min(carried[lane], -change))
        }
    }

    /// Carries the face held last quarter at the price of this one. What an issuer that has failed owes is a claim in its
    /// estate, which no price moves.
    private func revalue(_ block: Block) {
        let (held, price, work, carried) = (block[held], block[price], block[work], block[claim.holder.row])
        let state = block[issuer.rows.state]
        for isUp in [true, false] {
            for lane in 0..<block.width {
                let isPriced = state[lane] < PartyState.defaulted.rawValue
                let change = isPriced ? wholeCents(held[lane] * price[lane]) &- carried[lane] : 0
                work[lane] = max(0, isUp ? change : -change)
            }
            block.post(isUp ? up : down, self.work)
        }
    }

    /// What was traded is held; what could not be paid for was not bought.
    package func settle(_ block: Block) {
        let (carried, held, price) = (block[claim.holder.row], block[held], block[price])
        let (paid, interest) = (block[paid], block[interest.paid])
        let state = block[issuer.rows.state]
        block[buy.arrears].fill(0, block.width)
        let unsold = block[sell.arrears]
        for lane in 0..<block.width {
            if state[lane] < PartyState.defaulted.rawValue { unsold[lane] = 0 }
            held[lane] = price[lane] > 0 ? Double(carried[lane]) / 100 / price[lane] : 0
            paid[lane] = Double(interest[lane]) / 100
        }
    }
}
