import Lanes
import Ledger
import Model

/// What becomes of a party after its default: creditors are held off, assets are run and sold over some quarters, and
/// what comes in is paid out by priority.
///
/// Equipment is sold in equal parts at a price that falls with sales (`Rules.priceDistressedSales`), with its contract where one holds it, so the capacity stays in
/// supply. What is left, other assets and the business that goes on, is sold last as a whole. Sale proceeds go to the loans that are secured by what was sold, the quarter after; at the end all cash goes
/// to tax first, then to deficiencies and other claims pro rata, then to the owners. What nobody is paid is written off.
final class Estate: Sendable {
    let party: Party
    private let rules: Rules
    private let cohorts: [Cohort]
    private let loans: [Loan]
    /// What each cohort brought last quarter after costs and is not yet handed out.
    private let free: [Row<Cents>]
    private let claims: [EstateClaim]
    private let costs: Leg
    private let business: Business
    private let otherSale: Leg
    private let otherAssets: Account
    private let otherRemoved: Posting
    private let residual: Leg
    private let removed: Row<Cents>
    /// Proceeds of the quarter, all cohorts.
    private let proceeds: Row<Cents>

    init(_ party: Party, _ compiler: Compiler) {
        self.party = party
        let rules = compiler.rules!
        self.rules = rules
        let subject = "parties.\(party.name)"
        cohorts = compiler.cohorts.filter { $0.owner == party.index }
        loans = compiler.loans.filter { $0.borrower.index == party.index }
        free = cohorts.map { _ in compiler.cents() }
        costs = compiler.costLeg(
            subject, "costs of the estate", from: party.index, .operatingCost, to: rules.administrator, .revenue,
            rank: .operations, atDefault: .continues)
        business = compiler.businesses[party.index] ?? Business()
        otherAssets = compiler.account(party.index, .otherAssets)
        otherSale = compiler.advanceLeg(
            subject, "sale of the business and other assets by the estate", from: rules.assetBuyer,
            asset: compiler.account(rules.assetBuyer, .otherAssets), to: party.index,
            liability: compiler.account(party.index, .otherIncome), rank: .operations, cashClass: .investing,
            isClaim: false)
        otherRemoved = compiler.posting(
            subject, "book value of other assets sold", debit: [compiler.account(party.index, .impairment)],
            credit: [otherAssets])
        residual = compiler.advanceLeg(
            subject, "what creditors leave, to the owners", from: party.index,
            asset: compiler.account(party.index, .retainedEarnings), to: rules.owners,
            liability: compiler.account(rules.owners, .otherIncome), rank: .payouts, cashClass: .financing,
            isClaim: false)
        claims = compiler.claims(on: party.index)
        removed = compiler.cents()
        proceeds = compiler.plan.scratch()
    }

    /// Obligations that arise from this estate alone.
    var ownLegs: [Leg] { [costs, otherSale, residual] + cohorts.map(\.sale) }

    /// Whether any path of the block has this estate open.
    private func isOpen(_ block: Block) -> Bool { isAnywhere(block) { $0 == PartyState.estate.rawValue } }

    /// Whether the party's state is such in any path of the block.
    private func isAnywhere(_ block: Block, _ holds: (Int64) -> Bool) -> Bool {
        let state = block[party.rows.state]
        for lane in 0..<block.width where holds(state[lane]) { return true }
        return false
    }

    /// The quarter after default opens the estate; each quarter counts. Adds what it has to sell to what is offered.
    func advance(_ block: Block) {
        let (state, quarters) = (block[party.rows.state], block[party.rows.estateQuarters])
        for lane in 0..<block.width {
            if state[lane] == PartyState.defaulted.rawValue { state[lane] = PartyState.estate.rawValue }
            if state[lane] >= PartyState.estate.rawValue { quarters[lane] += 1 }
        }
        guard isOpen(block) else { return }
        let offered = block[rules.offered]
        for cohort in cohorts where cohort.generation != nil && cohort.hasArrived(block) {
            for lane in 0..<block.width where isSelling(block, lane) { offered[lane] += part(of: cohort, block, lane) }
        }
    }

    private func isSelling(_ block: Block, _ lane: Int) -> Bool {
        block[party.rows.state][lane] == PartyState.estate.rawValue
            && block[party.rows.estateQuarters][lane] <= rules.saleQuarters
    }

    /// Value of the part of its equipment that is sold this quarter, in dollars, at undisturbed prices.
    private func part(of cohort: Cohort, _ block: Block, _ lane: Int) -> Double {
        block[cohort.rows.units][lane] / Double(rules.saleQuarters) * block[cohort.rows.contractedValue][lane]
    }

    /// Sells and distributes. False where it has not opened in any path: all of this is nothing then.
    func owe(_ block: Block) -> Bool {
        guard isAnywhere(block, { $0 >= PartyState.estate.rawValue }) else { return false }
        let width = block.width
        for row in [costs.current, otherSale.current, residual.distribution, proceeds] { block[row].fill(0, width) }
        for cohort in cohorts where cohort.hasArrived(block) { block[cohort.sale.current].fill(0, width) }
        for claim in claims { block[claim.leg.distribution].fill(0, width) }
        guard isOpen(block) else { return true }
        countProceeds(block)
        sell(block)
        distributeCollateral(block)
        distributeRest(block)
        return true
    }

    // MARK: Sales

    /// What last quarter's sales brought after costs is there to be handed out.
    private func countProceeds(_ block: Block) {
        let costs = block[rules.costs]
        for (cohort, free) in zip(cohorts, free) where cohort.hasArrived(block) {
            let (brought, free) = (block[cohort.rows.proceeds], block[free])
            for lane in 0..<block.width {
                free[lane] = max(0, brought[lane] - wholeCents(Double(brought[lane]) / 100 * costs[lane]))
            }
        }
    }

    private func sell(_ block: Block) {
        let width = block.width
        let (state, quarters) = (block[party.rows.state], block[party.rows.estateQuarters])
        let (proceeds, share) = (block[proceeds], block[party.rows.soldShare])
        for cohort in cohorts where cohort.hasArrived(block) { sell(cohort, block) }
        let (other, book) = (block[otherSale.current], block[otherAssets.row])
        let (price, multiple) = (block[rules.otherRecovery], block[rules.businessMultiple])
        for lane in 0..<width where state[lane] == PartyState.estate.rawValue {
            let k = quarters[lane]
            if k <= rules.saleQuarters { share[lane] = Double(k) / Double(rules.saleQuarters) }
            if k == rules.saleQuarters {
                let earned = Double(business.lastEarned(block, lane: lane)) / 100 * 4
                other[lane] = wholeCents(max(Double(max(0, book[lane])) / 100 * price[lane], earned * multiple[lane]))
                proceeds[lane] &+= other[lane]
            }
        }
        let (costs, rate) = (block[costs.current], block[rules.costs])
        for lane in 0..<width { costs[lane] = wholeCents(Double(proceeds[lane]) / 100 * rate[lane]) }
    }

    private func sell(_ cohort: Cohort, _ block: Block) {
        let quarters = block[party.rows.estateQuarters]
        let (all, sale, own) = (block[proceeds], block[cohort.sale.current], block[cohort.rows.proceeds])
        let (book, removed) = (block[cohort.book.row], block[cohort.rows.removed])
        let cost = block[cohort.rows.cost]
        let discount = block[rules.distressedPrice]
        let recovery = block[rules.buildingRecovery]
        for lane in 0..<block.width {
            removed[lane] = 0
            guard isSelling(block, lane) else { continue }
            let left = rules.saleQuarters - quarters[lane] + 1
            removed[lane] = left == 1 ? book[lane] : book[lane] / left
            cost[lane] &-= left == 1 ? cost[lane] : cost[lane] / left
            let price: Double
            if cohort.generation == nil {
                price = Double(removed[lane]) / 100 * recovery[lane]
            } else {
                price = part(of: cohort, block, lane) * discount[lane]
            }
            sale[lane] = wholeCents(price)
            own[lane] = sale[lane]
            all[lane] &+= sale[lane]
        }
        cohort.remove(block, sold: true)
    }

    // MARK: Distribution

    /// Pays secured loans: those with equipment of their own from what it brought last quarter, after costs; those secured
    /// by all assets, pro rata, from what is then left.
    private func distributeCollateral(_ block: Block) {
        let (state, cash) = (block[party.rows.state], block[party.rows.cash])
        for lane in 0..<block.width where state[lane] == PartyState.estate.rawValue {
            var left = cash[lane]
            for loan in loans where loan.security == .equipment {
                var open = min(left, max(0, -block[loan.debt.row][lane]))
                let due = block[loan.legs.principal.distribution]
                for (cohort, free) in zip(cohorts, free)
                where loan.collateral.contains(where: { $0.name == cohort.name }) {
                    let part = min(open, block[free][lane])
                    block[free][lane] -= part
                    due[lane] &+= part
                    open -= part
                    left -= part
                }
            }
            let general = loans.filter { $0.security == .allAssets }
            let owed = general.map { max(0, -block[$0.debt.row][lane]) }
            let total = owed.reduce(0, &+)
            guard total > 0 else { continue }
            let pool = min(left, total)
            for (loan, amount) in zip(general, owed) {
                block[loan.legs.principal.distribution][lane] = Int64(Int128(amount) * Int128(pool) / Int128(total))
            }
        }
    }

    /// At the end pays all that is left: priority claims, then all others pro rata, then the owners.
    private func distributeRest(_ block: Block) {
        let (state, quarters) = (block[party.rows.state], block[party.rows.estateQuarters])
        // An estate pays what is distributed, nothing else: to its owners too.
        let (cash, residual) = (block[party.rows.cash], block[residual.distribution])
        for lane in 0..<block.width
        where state[lane] == PartyState.estate.rawValue && quarters[lane] > rules.saleQuarters {
            var left = cash[lane]
            for claim in claims { left &-= block[claim.leg.distribution][lane] }
            left = max(0, left)
            for priority in [EstateClaim.Priority.priority, .unsecured] {
                let ranked = claims.filter { ($0.priority == .priority) == (priority == .priority) }
                let open = ranked.map { claim in
                    max(0, -block[claim.liability.row][lane] &- block[claim.leg.distribution][lane])
                }
                let total = open.reduce(0, &+)
                guard total > 0 else { continue }
                let pool = min(left, total)
                for (claim, amount) in zip(ranked, open) {
                    let part = Int64(Int128(amount) * Int128(pool) / Int128(total))
                    block[claim.leg.distribution][lane] &+= part
                    left &-= part
                }
            }
            residual[lane] = openClaims(block, lane) > 0 ? 0 : left
        }
    }

    /// What would still be owed after this quarter's distribution.
    private func openClaims(_ block: Block, _ lane: Int) -> Int64 {
        claims.reduce(0) {
            $0 &+ max(0, -block[$1.liability.row][lane] &- block[$1.leg.distribution][lane])
        }
    }

    /// Books the sale of other assets, and at the end writes off what is owed and closes the estate.
    func settle(_ block: Block) {
        guard isOpen(block) else { return }
        let width = block.width
        let (state, quarters) = (block[party.rows.state], block[party.rows.estateQuarters])
        let (removed, book) = (block[removed], block[otherAssets.row])
        for lane in 0..<width {
            let isLast = state[lane] == PartyState.estate.rawValue && quarters[lane] == rules.saleQuarters
            removed[lane] = isLast ? book[lane] : 0
        }
        block.post(otherRemoved, self.removed)
        for claim in claims {
            let (amount, liability) = (block[claim.writtenOff], block[claim.liability.row])
            for lane in 0..<width {
                let ends = state[lane] == PartyState.estate.rawValue && quarters[lane] > rules.saleQuarters
                amount[lane] = ends ? max(0, -liability[lane]) : 0
            }
            block.post(claim.writeOff, claim.writtenOff)
            let arrears = block[claim.leg.arrears]
            for lane in 0..<width where amount[lane] > 0 { arrears[lane] = 0 }
        }
        for loan in loans { recordLoss(loan, block) }
        for lane in 0..<width
        where state[lane] == PartyState.estate.rawValue && quarters[lane] > rules.saleQuarters {
            state[lane] = PartyState.resolved.rawValue
        }
    }

    private func recordLoss(_ loan: Loan, _ block: Block) {
        let lost = block[loan.lost]
        let own = [loan.legs.interest, loan.legs.principal, loan.legs.fee].map(\.index)
        for claim in claims where own.contains(claim.leg.index) {
            let amount = block[claim.writtenOff]
            for lane in 0..<block.width { lost[lane] &+= amount[lane] }
        }
    }
}
