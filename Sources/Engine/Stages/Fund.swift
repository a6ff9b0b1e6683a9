import Lanes
import Ledger
import Model

/// Stage 6: what each party lacks, and who gives it: source by source, all parties together.
///
/// `need = max(0, obligations + new deposits + payouts + target cash - cash - expected receipts)`; receipts count at face,
/// but not from payers in grace or default. What stays unmet cuts payouts, then new orders; orders that can be cancelled go
/// next quarter, minimum cash is used last. Obligations are never cut here.
struct Fund: Sendable {
    private let parties: [Party]
    private let lines: [Line]
    private let payoutLegs: [Leg]
    private let fundingLegs: [Leg]
    private let revolvers: [Facility]
    /// Repayments beyond what is scheduled, and what they would take this quarter.
    private let sweeps: [(leg: Leg, swept: Row<Cents>)]
    private let windows: [Window]
    private let plans: [CapexPlan]
    private let needs: [FundingNeed]
    private let gaps: [FundingGap]
    private let targets: [TargetCash]
    private let regime: Row<Whole>
    private let markets: [CapitalMarket]
    private let loansByMarket: [[Loan]]
    private let loans: [Loan]
    /// With what the rescuer itself owes and is owed.
    private let rescues: [(rescue: Rescue, owed: [Leg], receipts: [Leg])]

    /// What measuring need wants of a leg: plain values, so that the loop over thousands of legs counts no references.
    private struct Line: Sendable {
        let leg: Int
        let due: Row<Cents>
        /// Needs of payer and payee; nil of a sector.
        let owed, expected: Row<Cents>?
        /// The payer's state; nil of a sector.
        let state: Row<Whole>?
    }

    /// What a party could not fund, as a cause of its failure.
    private struct FundingGap: Sendable {
        let party: Party
        let investing: [(index: Int, due: Row<Cents>)]
        let service: [(index: Int, due: Row<Cents>)]
        let running: [(index: Int, due: Row<Cents>)]
        let investment: Row<Whole>
        let debtService: Row<Whole>
        let operations: Row<Whole>
    }

    init(_ compiler: Compiler) {
        parties = compiler.parties
        fundingLegs = compiler.fundingLegs
        let own = Set(fundingLegs.map(\.index))
        let legs = compiler.legs.filter { !own.contains($0.index) }
        payoutLegs = legs.filter { $0.rank == .payouts && !compiler.parties[$0.payer].isSector }
        revolvers = compiler.facilities.filter { $0.purpose == .liquidity }
        let sweeping = compiler.facilities.filter { facility in
            !facility.borrower.isSector
                && (facility.purpose == .liquidity || facility.covenants.contains { $0.actions.contains("sweep") })
        }
        sweeps =
            sweeping.map { ($0.legs.principal, $0.rows.swept) }
            + compiler.rescues.map { ($0.loan.legs.principal, $0.swept) }
        windows = Window.grouped(compiler.sources, compiler)
        plans = compiler.plans
        regime = compiler.regimeState
        let needs = compiler.parties.map { _ in FundingNeed(must: compiler.cents(), wish: compiler.cents()) }
        self.needs = needs
        lines = legs.map { leg in
            let (payer, payee) = (compiler.parties[leg.payer], compiler.parties[leg.payee])
            return Line(
                leg: leg.index, due: leg.due, owed: payer.isSector ? nil : needs[leg.payer].must,
                expected: payee.isSector ? nil : needs[leg.payee].must,
                state: payer.isSector ? nil : payer.rows.state)
        }
        let owed = Dictionary(grouping: compiler.legs, by: \.payer)
        targets = compiler.parties.filter { !$0.isSector }.map {
            TargetCash($0, owed: owed[$0.index] ?? [], compiler)
        }
        markets = compiler.capitalMarkets
        rescues = compiler.rescues.map { rescue in
            let own = rescue.rescuer.index
            return (rescue, owed[own] ?? [], compiler.legs.filter { $0.payee == own })
        }
        loans = compiler.loans.filter { !$0.borrower.isSector }
        loansByMarket = compiler.capitalMarkets.map { market in
            compiler.pools.filter { $0.market.index == market.index }.map(\.loan)
        }
        gaps = compiler.parties.filter { !$0.isSector }.map { party in
            func dues(of kind: CashClass) -> [(index: Int, due: Row<Cents>)] {
                (owed[party.index] ?? []).filter { $0.cashClass == kind }.map { ($0.index, $0.due) }
            }
            return FundingGap(
                party: party, investing: dues(of: .investing), service: dues(of: .debtService),
                running: dues(of: .operating),
                investment: compiler.addCause(party: party.index, "instalments beyond the funding"),
                debtService: compiler.addCause(party: party.index, "debt service beyond the funding"),
                operations: compiler.addCause(party: party.index, "running costs beyond the funding"))
        }
    }

    func begin(_ block: Block) {
        for market in markets { market.begin(block) }
    }

    func run(_ block: Block) {
        for leg in fundingLegs {
            block[leg.current].fill(0, block.width)
            block[leg.due].fill(0, block.width)
        }
        for market in markets { block[market.given].fill(0, block.width) }
        measureNeed(block)
        for facility in revolvers { draw(facility, block) }
        foresee(block)
        for window in windows { window.run(block, needs) }
        // What nobody gives is not swept either.
        for (leg, swept) in sweeps { needs[leg.payer].withhold(swept, of: leg, block) }
        for (rescue, owed, receipts) in rescues {
            rescue.lend(block, needs, owed: owed, receipts: receipts, parties)
        }
        for leg in fundingLegs {
            block.checkAmounts(leg.current, subject: leg.subject, what: leg.cause)
            let (due, current) = (block[leg.due], block[leg.current])
            for lane in 0..<block.width { due[lane] = current[lane] }
            block.mayBeDue[leg.index] = true
        }
        cut(block)
    }

    /// After Settle: what markets were repaid and lost.
    func close(_ block: Block) {
        for (market, loans) in zip(markets, loansByMarket) { market.close(block, regime, loans: loans) }
    }

    private func measureNeed(_ block: Block) {
        let width = block.width
        for party in parties where !party.isSector {
            let need = needs[party.index]
            let (must, cash, keep) = (block[need.must], block[party.rows.cash], block[party.rows.minimumCash])
            for lane in 0..<width { must[lane] = wholeCents(keep[lane]) &- cash[lane] }
            block[need.wish].fill(0, width)
        }
        for (index, line) in lines.enumerated() where block.mayBeDue[line.leg] {
            if index + 1 < lines.count { block.prefetch(lines[index + 1].due) }
            let due = block[line.due]
            if let owed = line.owed {
                let need = block[owed]
                for group in 0..<width / 8 { need[eight: group] &+= due[eight: group] }
            }
            guard let expected = line.expected else { continue }
            let need = block[expected]
            guard let state = line.state else {
                for group in 0..<width / 8 { need[eight: group] &-= due[eight: group] }
                continue
            }
            let payer = block[state]
            for group in 0..<width / 8 {
                // All bits set where the payer is in grace or worse.
                let isDoubtful = ((PartyState.grace.rawValue - 1) &- payer[eight: group]) &>> 63
                need[eight: group] &-= due[eight: group] & ~isDoubtful
            }
        }
        for target in targets { target.wish(block, needs[target.party.index], regime) }
        for party in parties where !party.isSector {
            let (need, state) = (block[needs[party.index].must], block[party.rows.state])
            for lane in 0..<width {
                need[lane] = state[lane] < PartyState.defaulted.rawValue ? max(0, need[lane]) : 0
            }
        }
    }

    /// Limits of new debt look at what is owed once this quarter's draws and repayments are made, or no debt could be
    /// refinanced at its limit. Close measures debt again.
    private func foresee(_ block: Block) {
        for loan in loans {
            let (drawn, repaid) = (block[loan.legs.draw.due], block[loan.legs.principal.due])
            let (debt, secured) = (block[loan.borrower.credit.debt], block[loan.borrower.credit.securedDebt])
            let isSecured = loan.security != .none
            for lane in 0..<block.width {
                let change = Double(drawn[lane] &- repaid[lane]) / 100
                debt[lane] += change
                secured[lane] += isSecured ? change : 0
            }
        }
    }

    private func draw(_ facility: Facility, _ block: Block) {
        let (need, due) = (block[needs[facility.borrower.index].must], block[facility.legs.draw.due])
        let lender = block[facility.lender.rows.state]
        for lane in 0..<block.width where need[lane] > 0 && lender[lane] < PartyState.defaulted.rawValue {
            let given = min(need[lane], facility.headroom(block, lane: lane))
            due[lane] &+= given
            need[lane] &-= given
            block.mayBeDue[facility.legs.draw.index] = true
        }
    }

    /// Payouts first, then new orders.
    private func cut(_ block: Block) {
        for leg in payoutLegs { needs[leg.payer].withhold(leg.due, of: leg, block) }
        for plan in plans { plan.cut(block, block[needs[plan.party.index].must]) }
        for party in parties where !party.isSector {
            let (unmet, need) = (block[party.rows.unmetNeed], block[needs[party.index].must])
            for lane in 0..<block.width { unmet[lane] = need[lane] }
        }
        for gap in gaps { name(gap, block) }
    }

    private func name(_ gap: FundingGap, _ block: Block) {
        let unmet = block[gap.party.rows.unmetNeed]
        let pairs = [(gap.investing, gap.investment), (gap.service, gap.debtService), (gap.running, gap.operations)]
        for (legs, row) in pairs {
            let flag = block[row]
            flag.fill(0, block.width)
            for leg in legs where block.mayBeDue[leg.index] {
                // What is due, and what a party lacks, is nothing or more.
                let due = block[leg.due]
                for lane in 0..<block.width { flag[lane] |= due[lane] }
            }
            for lane in 0..<block.width { flag[lane] = flag[lane] > 0 && unmet[lane] > 0 ? 1 : 0 }
        }
    }
}
