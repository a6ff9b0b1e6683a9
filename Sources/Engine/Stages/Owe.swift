import Lanes
import Ledger
import Model

/// Stage 5: every contract says what falls due; what was left unpaid is added; costs and income are booked.
struct Owe: Sendable {
    private let contracts: [any Contract]
    private let legs: [Leg]
    private let lines: [Line]
    private let trade: Trade
    private let taxes: [IncomeTax]
    private let estates: [Estate]
    private let backstops: [Backstop]

    /// What assembling needs of a leg: plain values, so that the loop over thousands of legs counts no references.
    private struct Line: Sendable {
        let current, due, arrears, distribution: Row<Cents>
        /// The payer's state; nil for a sector, which never fails.
        let state: Row<Whole>?
        let atDefault: AtDefault
    }

    init(_ compiler: Compiler, trade: Trade, taxes: [IncomeTax], estates: [Estate], backstops: [Backstop]) {
        contracts = compiler.contracts
        legs = compiler.legs
        lines = compiler.legs.map { leg in
            let payer = compiler.parties[leg.payer]
            return Line(
                current: leg.current, due: leg.due, arrears: leg.arrears, distribution: leg.distribution,
                state: payer.isSector ? nil : payer.rows.state, atDefault: leg.atDefault)
        }
        self.trade = trade
        self.taxes = taxes
        self.estates = estates
        self.backstops = backstops
    }

    func run(_ block: Block) {
        // Estates first: what they distribute is not called from guarantors.
        for estate in estates {
            estate.advance(block)
            estate.owe(block)
        }
        for contract in contracts { contract.owe(block) }
        for backstop in backstops { backstop.owe(block) }
        trade.owe(block)
        for tax in taxes { tax.owe(block) }
        for (index, line) in lines.enumerated() where isAnything(line, block) { assemble(legs[index], line, block) }
    }

    /// Whether anything falls due or is owed; most of what may fall due does not in most quarters, and is nothing then.
    private func isAnything(_ line: Line, _ block: Block) -> Bool {
        let (current, arrears, distribution) = (block[line.current], block[line.arrears], block[line.distribution])
        var bits: Int64 = 0
        for lane in 0..<block.width { bits |= current[lane] | arrears[lane] | distribution[lane] }
        if bits == 0 { block[line.due].fill(0, block.width) }
        return bits != 0
    }

    /// Adds arrears; holds off what a failed payer no longer pays; books what accrues.
    private func assemble(_ leg: Leg, _ line: Line, _ block: Block) {
        let width = block.width
        block.checkAmounts(leg.current, subject: leg.subject, what: leg.cause)
        let (current, due) = (block[line.current], block[line.due])
        let (arrears, distribution) = (block[line.arrears], block[line.distribution])
        if let state = line.state {
            let state = block[state]
            let continues = line.atDefault == .continues
            let isClaim = line.atDefault == .claim
            for lane in 0..<width {
                let failed = state[lane] >= PartyState.defaulted.rawValue
                let closed = state[lane] == PartyState.resolved.rawValue
                current[lane] = closed || (failed && !continues && !isClaim) ? 0 : current[lane]
                let normal = isClaim ? 0 : current[lane] &+ arrears[lane]
                due[lane] = failed && !continues ? distribution[lane] : closed ? 0 : normal
            }
        } else {
            for lane in 0..<width { due[lane] = current[lane] &+ arrears[lane] }
        }
        if let accrual = leg.accrual { block.post(accrual, leg.current) }
        block.checkAmounts(leg.due, subject: leg.subject, what: leg.cause)
    }
}
