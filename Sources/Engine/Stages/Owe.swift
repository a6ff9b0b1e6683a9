import Lanes
import Ledger
import Model

/// Stage 5: every contract says what falls due; what was left unpaid is added; costs and income are booked.
struct Owe: Sendable {
    private let contracts: [any Contract]
    private let legs: [Leg]
    private let accruals: [Posting?]
    private let lines: [Line]
    private let trade: Trade
    private let taxes: [IncomeTax]
    private let estates: [Estate]
    private let backstops: [Backstop]

    /// What assembling needs of a leg: plain values, so that the loop over thousands of legs counts no references.
    private struct Line: Sendable {
        let current, due, arrears, distribution: Row<Cents>
        let payer: Int
        /// The party whose estate alone makes anything fall due here.
        let estate: Int?
        /// A sector never fails.
        let isSector: Bool
        let atDefault: AtDefault
    }

    /// By party: every bit set where it is in default, and where its estate is resolved.
    private let failed, closed: [Row<Whole>]
    private let parties: [Party]
    private let rules: Rules

    init(_ compiler: Compiler, trade: Trade, taxes: [IncomeTax], estates: [Estate], backstops: [Backstop]) {
        contracts = compiler.contracts
        legs = compiler.legs
        accruals = legs.map(\.accrual)
        let ofEstates = Dictionary(
            uniqueKeysWithValues: estates.flatMap { estate in estate.ownLegs.map { ($0.index, estate.party.index) } })
        lines = compiler.legs.map { leg in
            Line(
                current: leg.current, due: leg.due, arrears: leg.arrears, distribution: leg.distribution,
                payer: leg.payer, estate: ofEstates[leg.index], isSector: compiler.parties[leg.payer].isSector,
                atDefault: leg.atDefault)
        }
        parties = compiler.parties
        failed = parties.map { _ in compiler.plan.scratch() }
        closed = parties.map { _ in compiler.plan.scratch() }
        rules = compiler.rules!
        self.trade = trade
        self.taxes = taxes
        self.estates = estates
        self.backstops = backstops
    }

    func run(_ block: Block) {
        // Estates first: what they distribute is not called from guarantors.
        var hasEstate = [Bool](repeating: false, count: parties.count)
        block[rules.offered].fill(0, block.width)
        for estate in estates { estate.advance(block) }
        rules.priceDistressedSales(block)
        for estate in estates { hasEstate[estate.party.index] = estate.owe(block) }
        for contract in contracts { contract.owe(block) }
        for backstop in backstops { backstop.owe(block) }
        trade.owe(block)
        for tax in taxes { tax.owe(block) }
        markFailed(block)
        func isSilent(_ line: Line) -> Bool { line.estate.map { !hasEstate[$0] } ?? false }
        for (index, line) in lines.enumerated() {
            if index + 1 < lines.count, !isSilent(lines[index + 1]) { block.prefetch(lines[index + 1].current) }
            if !isSilent(line), isAnything(line, hasEstate[line.payer], arrears: block.mayBeInArrears[index], block) {
                block.mayBeDue[index] = true
                assemble(index, line, block)
            } else if block.mayBeDue[index] {
                block.mayBeDue[index] = false
                block[line.due].fill(0, block.width)
            }
        }
    }

    /// Whether anything falls due or is owed.
    private func isAnything(_ line: Line, _ hasEstate: Bool, arrears: Bool, _ block: Block) -> Bool {
        block[line.current].hasAny(block.width) || (arrears && block[line.arrears].hasAny(block.width))
            || (hasEstate && block[line.distribution].hasAny(block.width))
    }

    private func markFailed(_ block: Block) {
        for party in parties where !party.isSector {
            let state = block[party.rows.state]
            let (failed, closed) = (block[failed[party.index]], block[closed[party.index]])
            for lane in 0..<block.width {
                failed[lane] = state[lane] >= PartyState.defaulted.rawValue ? -1 : 0
                closed[lane] = state[lane] == PartyState.resolved.rawValue ? -1 : 0
            }
        }
    }

    /// Adds arrears; holds off what a failed payer no longer pays; books what accrues.
    private func assemble(_ index: Int, _ line: Line, _ block: Block) {
        block.checkAmounts(line.current, subject: legs[index].subject, what: legs[index].cause)
        let (current, due, arrears) = (block[line.current], block[line.due], block[line.arrears])
        if line.isSector {
            for lane in 0..<block.width { due[lane] = current[lane] &+ arrears[lane] }
        } else {
            let (distribution, failed) = (block[line.distribution], block[failed[line.payer]])
            // Who is resolved has failed: what goes on despite a default ends there.
            let ends = block[line.atDefault == .stayed ? self.failed[line.payer] : closed[line.payer]]
            let claimed: EightIntegers = line.atDefault == .claim ? .zero : .init(repeating: -1)
            let stayed: EightIntegers = line.atDefault == .continues ? .zero : .init(repeating: -1)
            for group in 0..<block.width / 8 {
                let fresh = current[eight: group] & ~ends[eight: group]
                current[eight: group] = fresh
                let failed = failed[eight: group]
                let normal = (fresh &+ (arrears[eight: group] & ~failed)) & claimed & ~ends[eight: group]
                due[eight: group] = (normal & ~(failed & stayed)) &+ (distribution[eight: group] & failed)
            }
        }
        if let accrual = accruals[index] { block.post(accrual, line.current) }
        block.checkAmounts(line.due, subject: legs[index].subject, what: legs[index].cause)
    }
}
