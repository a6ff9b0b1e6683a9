import Lanes
import Ledger
import Model

/// Stage 5: every contract says what falls due; what was left unpaid is added; costs and income are booked.
struct Owe: Sendable {
    private let contracts: [any Contract]
    private let legs: [Leg]
    private let parties: [Party]
    private let trade: Trade
    private let taxes: [IncomeTax]
    private let estates: [Estate]
    private let backstops: [Backstop]

    init(_ compiler: Compiler, trade: Trade, taxes: [IncomeTax], estates: [Estate], backstops: [Backstop]) {
        contracts = compiler.contracts
        legs = compiler.legs
        parties = compiler.parties
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
        for leg in legs { assemble(leg, block) }
    }

    /// Adds arrears; holds off what a failed payer no longer pays; books what accrues.
    private func assemble(_ leg: Leg, _ block: Block) {
        let width = block.width
        block.checkAmounts(leg.current, subject: leg.subject, what: leg.cause)
        let (current, due) = (block[leg.current], block[leg.due])
        let (arrears, distribution) = (block[leg.arrears], block[leg.distribution])
        let payer = parties[leg.payer]
        if payer.isSector {
            for lane in 0..<width { due[lane] = current[lane] &+ arrears[lane] }
        } else {
            let state = block[payer.rows.state]
            let continues = leg.atDefault == .continues
            let isClaim = leg.atDefault == .claim
            for lane in 0..<width {
                let failed = state[lane] >= PartyState.defaulted.rawValue
                let closed = state[lane] == PartyState.resolved.rawValue
                current[lane] = closed || (failed && !continues && !isClaim) ? 0 : current[lane]
                let normal = isClaim ? 0 : current[lane] &+ arrears[lane]
                due[lane] = failed && !continues ? distribution[lane] : closed ? 0 : normal
            }
        }
        if let accrual = leg.accrual { block.post(accrual, leg.current) }
        block.checkAmounts(leg.due, subject: leg.subject, what: leg.cause)
    }
}
