import Lanes
import Ledger
import Model

/// The obligations of a compute contract: invoices, prepayments and their crediting, damages, refunds.
///
/// Where an estate has sold part of the equipment, that part of the invoice goes to the asset buyers, who took the contract
/// over with the units. Prepayments are set off against what the seller or its estate still serves; what is left
/// when the estate is distributed is an unsecured claim.
struct Money: Sendable {
    let invoice: Leg
    private let toSuccessor: Leg
    private let prepayment: Leg
    private let damages: Leg
    private let refund: Leg
    private let breakClaim: Leg
    private let rejection: Leg
    private let credited: Posting
    private let credit: Row<Cents>
    private let prepaid: Account
    private let deferred: Account
    private let market: ComputeMarket?

    init(_ item: Item, seller: Party, buyer: Party, _ compiler: Compiler) {
        let subject = item.path
        let (seller, buyer) = (seller.index, buyer.index)
        market = compiler.market
        invoice = compiler.costLeg(
            subject, "capacity", from: buyer, .operatingCost, to: seller, .revenue, rank: .trade)
        toSuccessor = compiler.costLeg(
            subject, "capacity sold by the estate", from: buyer, .operatingCost, to: compiler.assetBuyer, .revenue,
            rank: .trade)
        damages = compiler.costLeg(
            subject, "damages for lateness", from: seller, .damages, to: buyer, .otherIncome, rank: .trade)
        breakClaim = compiler.costLeg(
            subject, "damages for the broken contract", from: buyer, .damages, to: seller, .otherIncome, rank: .trade,
            atDefault: .claim)
        rejection = compiler.costLeg(
            subject, "claim for the rejected contract", from: seller, .damages, to: buyer, .otherIncome, rank: .trade,
            atDefault: .claim)
        prepaid = compiler.account(buyer, .prepayments, of: subject)
        deferred = compiler.account(seller, .deferredRevenue, of: subject)
        prepayment = compiler.advanceLeg(
            subject, "prepayment", from: buyer, asset: prepaid, to: seller, liability: deferred, rank: .trade,
            cashClass: .prepayment)
        refund = compiler.settlementLeg(
            subject, "refund of the prepayment", from: seller, liability: deferred, to: buyer, asset: prepaid,
            rank: .trade, cashClass: .prepayment, claim: .unsecured)
        credited = compiler.posting(
            subject, "prepayment credited", debit: [compiler.account(buyer, .operatingCost), deferred],
            credit: [prepaid, compiler.account(seller, .revenue)])
        credit = compiler.cents()
    }

    /// Paid ahead before the first quarter.
    func open(_ cents: Int64, _ compiler: Compiler) {
        guard cents > 0 else { return }
        compiler.openings.append(Opening(account: prepaid, cents: cents))
        compiler.openings.append(Opening(account: deferred, cents: -cents))
    }

    func owe(_ block: Block, _ contract: ComputeContract) {
        let width = block.width
        let (invoice, successor) = (block[invoice.current], block[toSuccessor.current])
        let (damages, refund) = (block[damages.current], block[refund.current])
        let (invoiced, prepaid) = (block[contract.rows.invoiced], block[contract.rows.prepaid])
        let (takeOrPay, use) = (block[contract.inputs.takeOrPay], block[contract.inputs.use])
        let (rate, taken) = (block[contract.inputs.damages], block[contract.rows.taken])
        let penalty = block[contract.inputs.deferral[3]]
        let (sold, age, ended) = (
            block[contract.seller.rows.soldShare], block[contract.rows.age], block[contract.rows.ended]
        )
        let (base, credit, balance) = (block[contract.price], block[credit], block[deferred.row])
        // What is already to be refunded is neither refunded again nor credited.
        let owed = block[self.refund.arrears]
        invoiced.fill(0, width)
        damages.fill(0, width)
        refund.fill(0, width)
        for tranche in contract.tranches where !tranche.isAhead(block) {
            let (served, price) = (block[tranche.served], block[tranche.price])
            let (late, lost, state) = (block[tranche.late], block[tranche.lostNow], block[tranche.state])
            for lane in 0..<width {
                let paidShare = use[lane] > takeOrPay[lane] ? use[lane] : takeOrPay[lane]
                let isLive = state[lane] == Tranche.State.live || state[lane] == Tranche.State.renewed
                let putOff = isLive ? tranche.load * (1 - taken[lane]) * penalty[lane] : 0
                invoiced[lane] +=
                    ended[lane] != 0 ? 0 : (served[lane] * paidShare + putOff) * price[lane] * 0.25
                let isLate = late[lane] > contract.terms.damagesAfter && state[lane] == Tranche.State.dormant
                damages[lane] &+=
                    isLate && ended[lane] == 0 ? wholeCents(tranche.load * base[lane] * rate[lane] * 0.25) : 0
                let share = tranche.load / contract.totalLoad
                let back = lost[lane] != 0 ? wholeCents(Double(prepaid[lane]) / 100 * share) : 0
                refund[lane] &+= max(0, min(back, -balance[lane] &- owed[lane] &- refund[lane]))
            }
        }
        for lane in 0..<width {
            let total = wholeCents(invoiced[lane])
            successor[lane] = wholeCents(invoiced[lane] * sold[lane])
            let own = total &- successor[lane]
            let isDue = age[lane] > contract.terms.creditAfter
            let part = wholeCents(Double(prepaid[lane]) / 100 / Double(contract.terms.creditOver))
            // The last cents of an uneven division go with the last instalment.
            let isLast = age[lane] >= contract.terms.creditAfter + contract.terms.creditOver
            let open = max(0, -balance[lane] &- owed[lane] &- refund[lane])
            let wanted = isLast ? open : min(part, open)
            credit[lane] = isDue ? max(0, min(wanted, own)) : 0
            invoice[lane] = own &- credit[lane]
        }
        block.post(credited, self.credit)
        prepay(block, contract)
        claimForBreach(block, contract)
        reject(block, contract)
    }

    private func prepay(_ block: Block, _ contract: ComputeContract) {
        let (current, prepaid) = (block[prepayment.current], block[contract.rows.prepaid])
        let (ended, seller) = (block[contract.rows.ended], block[contract.seller.rows.state])
        current.fill(0, block.width)
        for step in contract.prepayments where step.quarter == block.quarter {
            let amount = block[step.amount]
            for lane in 0..<block.width where ended[lane] == 0 && seller[lane] < PartyState.grace.rawValue {
                current[lane] &+= wholeCents(amount[lane])
            }
        }
        for lane in 0..<block.width { prepaid[lane] &+= current[lane] }
    }

    /// In the quarter after the customer's default: the remaining take-or-pay less what spot brings, as a claim.
    private func claimForBreach(_ block: Block, _ contract: ComputeContract) {
        let claim = block[breakClaim.current]
        claim.fill(0, block.width)
        let customer = block[contract.buyer.rows.state]
        let first = block[contract.buyer.rows.estateQuarters]
        let (price, use) = (market.map { block[$0.rentUnit] }, block[contract.site.rows.use])
        let (performance, takeOrPay) = (block[contract.site.rows.rentRating], block[contract.inputs.takeOrPay])
        for tranche in contract.tranches where !tranche.isAhead(block) {
            let (state, left, rate) = (block[tranche.state], block[tranche.remaining], block[tranche.price])
            for lane in 0..<block.width
            where customer[lane] == PartyState.estate.rawValue && first[lane] == 1 {
                guard state[lane] == Tranche.State.live || state[lane] == Tranche.State.renewed else { continue }
                let spot = (price?[lane] ?? 0) * performance[lane] * 8_760 * use[lane]
                let loss = rate[lane] * takeOrPay[lane] - spot
                if loss > 0 && left[lane] > 0 {
                    claim[lane] &+= wholeCents(loss * tranche.load * Double(left[lane]) * 0.25)
                }
                state[lane] = Tranche.State.ended
            }
        }
    }

    /// In the quarter after the seller's default its estate rejects what earns less than it costs to run; all else it keeps.
    /// The customer claims what spot costs it more for the rest of the term.
    private func reject(_ block: Block, _ contract: ComputeContract) {
        let claim = block[rejection.current]
        claim.fill(0, block.width)
        let (seller, since) = (block[contract.seller.rows.state], block[contract.seller.rows.estateQuarters])
        let (cost, takeOrPay) = (block[contract.site.rows.runningCost], block[contract.inputs.takeOrPay])
        let performance = block[contract.site.rows.rentRating]
        for tranche in contract.tranches where !tranche.isAhead(block) {
            let (state, left, rate) = (block[tranche.state], block[tranche.remaining], block[tranche.price])
            for lane in 0..<block.width
            where seller[lane] == PartyState.estate.rawValue && since[lane] == 1 && left[lane] > 0 {
                let isLive = state[lane] == Tranche.State.live || state[lane] == Tranche.State.renewed
                guard isLive, rate[lane] * takeOrPay[lane] < cost[lane] else { continue }
                state[lane] = Tranche.State.ended
                let spot = market.map { block[$0.rentUnit][lane] * performance[lane] * 8_760 } ?? 0
                let dearer = spot > rate[lane] ? spot - rate[lane] : 0
                claim[lane] &+= wholeCents(dearer * tranche.load * Double(left[lane]) * 0.25)
            }
        }
    }

    func settle(_ block: Block, _ contract: ComputeContract) {
        // What was asked ahead and not paid is not prepaid.
        let (due, paid) = (block[prepayment.current], block[prepayment.paid])
        let (prepaid, arrears) = (block[contract.rows.prepaid], block[prepayment.arrears])
        for lane in 0..<block.width {
            prepaid[lane] &-= due[lane] &- min(due[lane], paid[lane])
            arrears[lane] = 0
        }
    }
}
