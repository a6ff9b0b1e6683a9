import Lanes
import Ledger

/// The payments of a plan's orders: deposits and progress payments are prepayments until delivery, the rest falls due on
/// delivery.
struct PlanMoney: Sendable {
    let deposit: Leg
    let progress: Leg
    private let onDelivery: Leg
    /// Never due by itself: what the buyer claims in the seller's estate.
    private let refund: Leg
    private let fromPrepayments: [Posting]
    private let onCredit: [Posting]
    private let forfeited: Posting
    private let prepaid: Account
    private let payable: Account
    /// Price of what arrives this quarter.
    let delivered: Row<Cents>
    private let work: Row<Cents>
    /// Of that, paid before by its deposits and progress payments.
    let paidBefore: Row<Cents>
    private let sellerState: Row<Whole>

    init(_ subject: String, buyer: Int, seller: Int, cohorts: [Cohort], _ compiler: Compiler) {
        let books = DeliveryBooks(subject, buyer: buyer, seller: seller, compiler)
        (prepaid, payable) = (books.prepaid, books.payable)
        deposit = books.advance("deposit on new orders", compiler)
        progress = books.advance("progress payment", compiler)
        onDelivery = books.settlement("payment on delivery", compiler)
        refund = books.refund(compiler)
        (fromPrepayments, onCredit) = books.deliveries(cohorts, compiler)
        forfeited = books.forfeiture(compiler)
        delivered = compiler.cents()
        work = compiler.cents()
        sellerState = compiler.parties[seller].rows.state
        paidBefore = compiler.cents()
    }

    /// Books what arrives: from prepayments as far as they go for it, the rest on credit.
    func deliver(_ block: Block, to cohort: Int) {
        let (amount, prepaid, work) = (block[delivered], block[prepaid.row], block[work])
        let before = block[paidBefore]
        guard amount.hasAny(block.width) else { return }
        for lane in 0..<block.width { work[lane] = min(amount[lane], max(0, min(before[lane], prepaid[lane]))) }
        block.post(fromPrepayments[cohort], self.work)
        for lane in 0..<block.width { work[lane] = amount[lane] &- work[lane] }
        block.post(onCredit[cohort], self.work)
    }

    func oweDelivered(_ block: Block) {
        let (due, owed, arrears) = (block[onDelivery.current], block[payable.row], block[onDelivery.arrears])
        for lane in 0..<block.width { due[lane] = max(0, -owed[lane] &- arrears[lane]) }
        block[refund.current].fill(0, block.width)
    }

    /// A buyer that fails loses its prepayments; one whose seller fails claims them in its estate.
    func forfeit(_ block: Block, where ends: [Bool]) {
        let (prepaid, work, seller) = (block[prepaid.row], block[work], block[sellerState])
        for lane in 0..<block.width {
            work[lane] = ends[lane] && seller[lane] < PartyState.defaulted.rawValue ? max(0, prepaid[lane]) : 0
        }
        block.post(forfeited, self.work)
    }
}
