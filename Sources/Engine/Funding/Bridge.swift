import Lanes
import Ledger
import Model

/// What stands behind a party in clearing: what is undrawn on its committed bank lines and, for investment grade while
/// markets are not shut, a bridge of one quarter's revenue at a penalty. A sound firm is not sunk by one late customer.
final class Backstop: Sendable {
    let party: Party
    private let lines: [Facility]
    private let bridge: Loan?
    private let penalty: Row<Scalar>
    private let regime: Row<Whole>
    /// In a counterfactual: shares that a sector pays for, whatever is lacking, and in which paths.
    private let support: (leg: Leg, chosen: Row<Whole>)?

    init(_ party: Party, _ compiler: Compiler) {
        self.party = party
        lines = compiler.facilities.filter {
            $0.borrower.index == party.index && $0.purpose == .liquidity && $0.lender.isSector
        }
        let rules = compiler.rules!
        penalty = rules.bridgePenalty
        regime = compiler.regimeState
        let sector = compiler.parties.first(where: \.holdsDeposits)?.index ?? 0
        support = compiler.guaranteed.map { chosen in
            (
                compiler.advanceLeg(
                    "parties.\(party.name)", "support", from: sector, asset: compiler.account(sector, .otherAssets),
                    to: party.index, liability: compiler.account(party.index, .paidInCapital), rank: .payouts,
                    cashClass: .financing, isClaim: false), chosen
            )
        }
        let isLent = rules.hasBridges
        let bank = compiler.parties.first(where: \.holdsDeposits)
        bridge = bank.flatMap { bank in
            guard isLent else { return nil }
            return Loan(
                "parties.\(party.name)", title: "\(party.title): bridge", borrower: party, lender: bank,
                security: .none, collateral: [], feeCause: "penalty of the bridge", compiler)
        }
    }

    /// A bridge is due in full the quarter after it was drawn, with its penalty.
    func owe(_ block: Block) {
        if let support { block[support.leg.current].fill(0, block.width) }
        guard let bridge else { return }
        let (balance, penalty) = (block[bridge.debt.row], block[penalty])
        let (principal, fee) = (block[bridge.legs.principal.current], block[bridge.legs.fee.current])
        let (interest, draw) = (block[bridge.legs.interest.current], block[bridge.legs.draw.current])
        let arrears = block[bridge.legs.principal.arrears]
        for lane in 0..<block.width {
            principal[lane] = max(0, -balance[lane] &- arrears[lane])
            fee[lane] = wholeCents(Double(-balance[lane]) / 100 * penalty[lane])
            interest[lane] = 0
            draw[lane] = 0
        }
    }

    /// The most it can give one lane this quarter, in cents.
    func room(_ block: Block, lane: Int) -> Int64 {
        if isSupported(block, lane: lane) { return 1 << 50 }
        guard block[party.rows.state][lane] < PartyState.grace.rawValue else { return 0 }
        var sum: Int64 = 0
        for line in lines { sum &+= max(0, line.headroom(block, lane: lane) &- block[line.legs.draw.due][lane]) }
        return min(sum &+ bridgeRoom(block, lane: lane), LedgerAudit.largestAmount)
    }

    private func isSupported(_ block: Block, lane: Int) -> Bool {
        guard let support else { return false }
        return block[support.chosen][lane] == Int64(party.index + 1)
    }

    private func bridgeRoom(_ block: Block, lane: Int) -> Int64 {
        guard let bridge, block[bridge.debt.row][lane] == 0 else { return 0 }
        let isShut = block[regime][lane] == FundingRegime.State.shut
        let credit = party.credit
        guard !isShut, block[credit.grade.previous][lane] <= CreditGrade.lowestInvestmentGrade else { return 0 }
        return max(0, wholeCents(credit.yearlyRevenue(block, lane: lane) / 4))
    }

    /// Draws what clearing has used: committed lines first, the bridge for the rest. The lenders are outside sectors,
    /// which always pay, so due and paid are the same.
    func draw(_ used: Int64, _ block: Block, lane: Int) {
        var left = used
        for line in lines where left > 0 {
            let leg = line.legs.draw
            let part = min(left, max(0, line.headroom(block, lane: lane) &- block[leg.due][lane]))
            block[leg.due][lane] &+= part
            block[leg.paid][lane] &+= part
            left -= part
        }
        if left > 0, let support, isSupported(block, lane: lane) {
            block[support.leg.due][lane] &+= left
            block[support.leg.paid][lane] &+= left
            return
        }
        guard left > 0, let bridge else { return }
        block[bridge.legs.draw.due][lane] &+= left
        block[bridge.legs.draw.paid][lane] &+= left
    }

    func settle(_ block: Block) { bridge?.settle(block) }
}
