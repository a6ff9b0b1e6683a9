import Lanes
import Ledger
import Model

/// A share in a party's equity that another holds, carried at the holder's share of book value one quarter before, as the
/// equity method allows (ASC 323-10-35-6), never below zero (35-19); what was paid in or out since is added at its amount.
/// What the value moves by goes to a revaluation account in both books, so that what one side has stays what the other
/// side owes.
package final class Stake: Sendable {
    package let subject: String
    package let holder: Party
    package let issuer: Party
    /// Share of the issuer's equity that is held.
    package let share: Row<Scalar>
    let carried: Account
    /// The issuer's equity that this holder holds.
    let mirrored: Account
    private let up: Posting
    private let down: Posting
    private let gain: Posting
    private let loss: Posting
    private let released: Posting
    private let work: Row<Cents>
    let openingShare: Double

    init(_ subject: String, holder: Party, issuer: Party, share opening: Double, carrying: Int64, _ compiler: Compiler)
    {
        self.subject = subject
        (self.holder, self.issuer) = (holder, issuer)
        openingShare = opening
        share = compiler.scalar()
        let carried = compiler.account(holder.index, .stakes, of: subject)
        let mirrored = compiler.account(issuer.index, .heldEquity, of: subject)
        (self.carried, self.mirrored) = (carried, mirrored)
        compiler.chart.pair(subject, holder: carried, debtor: mirrored)
        let ours = compiler.account(holder.index, .revaluation)
        let theirs = compiler.account(issuer.index, .revaluation)
        up = compiler.posting(subject, "stake worth more", debit: [carried, theirs], credit: [ours, mirrored])
        down = compiler.posting(subject, "stake worth less", debit: [ours, mirrored], credit: [carried, theirs])
        gain = compiler.posting(
            subject, "gain on the sale of a stake", debit: [carried],
            credit: [compiler.account(holder.index, .otherIncome)])
        loss = compiler.posting(
            subject, "loss on the sale of a stake", debit: [compiler.account(holder.index, .impairment)],
            credit: [carried])
        released = compiler.posting(
            subject, "shares now held outside", debit: [mirrored],
            credit: [compiler.account(issuer.index, .paidInCapital)])
        work = compiler.cents()
        if carrying > 0 {
            compiler.openings += [
                Opening(account: carried, cents: carrying), Opening(account: mirrored, cents: -carrying),
            ]
        }
        compiler.stakes.append(self)
    }

    func begin(_ block: Block) { block[share].fill(openingShare, block.width) }

    /// Market value in dollars: the share of what the whole is worth.
    func value(_ block: Block, lane: Int) -> Double {
        block[share][lane] * block[issuer.credit.equityValue.previous][lane]
    }

    /// New shares for others make this share smaller; then the stake is carried at its share of book value.
    func close(_ block: Block) {
        let (share, carried, work) = (block[share], block[carried.row], block[work])
        let (book, now, before) = (
            block[issuer.credit.bookEquity.previous], block[issuer.credit.share], block[issuer.credit.share.previous]
        )
        let (old, opening) = (block[self.share.previous], block[self.carried.row.previous])
        var (kept, moved) = ([Double](repeating: 0, count: block.width), [Int64](repeating: 0, count: block.width))
        for lane in 0..<block.width {
            // Book value of a quarter ago knows nothing of this quarter's money, nor of the shares bought with it. A part
            // that was sold is gone from both.
            let isSold = share[lane] < old[lane]
            kept[lane] = isSold ? share[lane] : old[lane]
            moved[lane] = isSold ? 0 : carried[lane] &- opening[lane]
            share[lane] *= before[lane] > 0 ? now[lane] / before[lane] : 1
        }
        guard block.quarter > 0 else { return }
        for isUp in [true, false] {
            for lane in 0..<block.width {
                let wanted = max(0, wholeCents(Double(max(0, book[lane])) / 100 * kept[lane]) &+ moved[lane])
                let change = isUp ? wanted &- carried[lane] : carried[lane] &- wanted
                work[lane] = max(0, change)
            }
            block.post(isUp ? up : down, self.work)
        }
    }

    /// Books the sale of part of the stake: the buyer's money has been credited to the carrying amount.
    func sold(_ price: Column<Int64>, part: (Int) -> Double, _ block: Block) {
        let (share, carried, mirrored, work) = (block[share], block[carried.row], block[mirrored.row], block[work])
        var kept = [Int64](repeating: 0, count: block.width)
        for lane in 0..<block.width {
            let before = carried[lane] &+ price[lane]
            let sold = price[lane] > 0 ? part(lane) : 0
            kept[lane] = before &- wholeCents(Double(before) / 100 * sold)
            share[lane] *= 1 - sold
            work[lane] = max(0, kept[lane] &- carried[lane])
        }
        block.post(gain, self.work)
        for lane in 0..<block.width { work[lane] = max(0, carried[lane] &- kept[lane]) }
        block.post(loss, self.work)
        for lane in 0..<block.width { work[lane] = max(0, -mirrored[lane] &- kept[lane]) }
        block.post(released, self.work)
    }
}
