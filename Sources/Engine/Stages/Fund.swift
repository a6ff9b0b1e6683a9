import Lanes
import Ledger
import Model

/// Stage 6: what each party lacks, and who gives it: source by source, all parties together.
///
/// `need = max(0, obligations + minimum cash - cash - expected receipts)`; receipts count at face, but not from payers in
/// grace or default. What stays unmet stops payouts, and cancels orders next quarter; obligations are never cut here.
struct Fund: Sendable {
    private let parties: [Party]
    private let legs: [Leg]
    private let payoutLegs: [Leg]
    private let fundingLegs: [Leg]
    private let revolvers: [Facility]
    private let sources: [any FundingSource]
    private let need: [Row<Cents>]
    private let gaps: [FundingGap]

    /// What a party could not fund, as a cause of its failure.
    private struct FundingGap: Sendable {
        let party: Party
        let investing: [Leg]
        let service: [Leg]
        let investment: Row<Whole>
        let debtService: Row<Whole>
    }

    init(_ compiler: Compiler) {
        parties = compiler.parties
        fundingLegs = compiler.fundingLegs
        let own = Set(fundingLegs.map(\.index))
        legs = compiler.legs.filter { !own.contains($0.index) }
        payoutLegs = legs.filter { $0.rank == .payouts && !compiler.parties[$0.payer].isSector }
        revolvers = compiler.facilities.filter { $0.purpose == .liquidity }
        sources = compiler.sources
        need = compiler.parties.map { _ in compiler.cents() }
        gaps = compiler.parties.filter { !$0.isSector }.map { party in
            let own = compiler.legs.filter { $0.payer == party.index }
            return FundingGap(
                party: party, investing: own.filter { $0.cashClass == .investing },
                service: own.filter { $0.cashClass == .debtService },
                investment: compiler.addCause(party: party.index, "instalments beyond the funding"),
                debtService: compiler.addCause(party: party.index, "debt service beyond the funding"))
        }
    }

    func run(_ block: Block) {
        for leg in fundingLegs {
            block[leg.current].fill(0, block.width)
            block[leg.due].fill(0, block.width)
        }
        measureNeed(block)
        for facility in revolvers { draw(facility, block) }
        for source in sources { source.fund(block, need: need) }
        for leg in fundingLegs {
            block.checkAmounts(leg.current, subject: leg.subject, what: leg.cause)
            let (due, current) = (block[leg.due], block[leg.current])
            for lane in 0..<block.width { due[lane] = current[lane] }
        }
        cutPayouts(block)
    }

    private func measureNeed(_ block: Block) {
        let width = block.width
        for party in parties where !party.isSector {
            let (need, cash, keep) = (block[need[party.index]], block[party.rows.cash], block[party.rows.minimumCash])
            for lane in 0..<width { need[lane] = wholeCents(keep[lane]) &- cash[lane] }
        }
        for leg in legs {
            let due = block[leg.due]
            if !parties[leg.payer].isSector {
                let need = block[need[leg.payer]]
                for lane in 0..<width { need[lane] &+= due[lane] }
            }
            if !parties[leg.payee].isSector {
                let (need, state) = (block[need[leg.payee]], block[parties[leg.payer].rows.state])
                for lane in 0..<width {
                    need[lane] &-=
                        state[lane] < PartyState.grace.rawValue || parties[leg.payer].isSector ? due[lane] : 0
                }
            }
        }
        for party in parties where !party.isSector {
            let (need, state) = (block[need[party.index]], block[party.rows.state])
            for lane in 0..<width {
                need[lane] = state[lane] < PartyState.defaulted.rawValue ? max(0, need[lane]) : 0
            }
        }
    }

    private func draw(_ facility: Facility, _ block: Block) {
        let (need, due) = (block[need[facility.borrower.index]], block[facility.legs.draw.due])
        let lender = block[facility.lender.rows.state]
        for lane in 0..<block.width where need[lane] > 0 && lender[lane] < PartyState.defaulted.rawValue {
            let given = min(need[lane], facility.headroom(block, lane: lane))
            due[lane] &+= given
            need[lane] &-= given
        }
    }

    private func cutPayouts(_ block: Block) {
        for leg in payoutLegs {
            let (due, need) = (block[leg.due], block[need[leg.payer]])
            for lane in 0..<block.width {
                let cut = min(due[lane], max(0, need[lane]))
                due[lane] &-= cut
                need[lane] &-= cut
            }
        }
        for party in parties where !party.isSector {
            let (unmet, need) = (block[party.rows.unmetNeed], block[need[party.index]])
            for lane in 0..<block.width { unmet[lane] = need[lane] }
        }
        for gap in gaps { name(gap, block) }
    }

    private func name(_ gap: FundingGap, _ block: Block) {
        let (unmet, invests, serves) = (
            block[gap.party.rows.unmetNeed], block[gap.investment], block[gap.debtService]
        )
        invests.fill(0, block.width)
        serves.fill(0, block.width)
        for (legs, flag) in [(gap.investing, invests), (gap.service, serves)] {
            for leg in legs {
                let due = block[leg.due]
                for lane in 0..<block.width { flag[lane] = due[lane] > 0 && unmet[lane] > 0 ? 1 : flag[lane] }
            }
        }
    }
}
