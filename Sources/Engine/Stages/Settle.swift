import FinancialNetwork
import Lanes
import Ledger
import Model

/// Stage 7: who pays whom. Where everybody can pay, everybody does; in the other lanes the greatest clearing vector says
/// who pays what. Then the money is booked, and who stays short moves towards default.
struct Settle: Sendable {
    private let parties: [Party]
    private let payments: [Posting]
    private let contracts: [any Contract]
    private let payouts: [Leg]
    private let estates: [Estate]
    private let backstops: [Backstop]
    private let causes: CauseFinder
    private let clearing: CentsClearing
    /// Cash, plus all that is due to a party, less all that it owes.
    private let means: [Row<Cents>]
    private let short: [Row<Whole>]
    private let lines: [Line]

    /// What settling needs of a leg: plain values, so that the loops over thousands of legs count no references.
    private struct Line: Sendable {
        let due, paid, arrears: Row<Cents>
        /// What falls due anew, where the payer's estate goes on paying it.
        let fresh: Row<Cents>?
        /// What payer and payee have.
        let payer, payee: Row<Cents>
        /// The payer's state where an unpaid amount becomes a claim in its estate.
        let state: Row<Whole>?
        /// Of operating payments: the operating cash of whom they leave and reach, sectors apart.
        let spender, earner: Row<Cents>?
    }

    init(_ compiler: Compiler, estates: [Estate], backstops: [Backstop]) {
        parties = compiler.parties
        payments = compiler.legs.map(\.payment)
        contracts = compiler.contracts
        payouts = compiler.legs.filter { $0.rank == .payouts && !compiler.parties[$0.payer].isSector }
        self.estates = estates
        self.backstops = backstops
        causes = CauseFinder(compiler)
        clearing = CentsClearing(
            parties: compiler.parties.count,
            legs: compiler.legs.map { .init(payer: $0.payer, payee: $0.payee, rank: $0.rank.rawValue) },
            alwaysPays: compiler.parties.map(\.isSector))
        means = compiler.parties.map { _ in compiler.cents() }
        short = compiler.parties.map { _ in compiler.plan.scratch(Whole.self) }
        let means = means
        lines = compiler.legs.map { leg in
            let (payer, payee) = (compiler.parties[leg.payer], compiler.parties[leg.payee])
            let isOperating = leg.cashClass == .operating
            return Line(
                due: leg.due, paid: leg.paid, arrears: leg.arrears,
                fresh: leg.atDefault == .continues && !payer.isSector ? leg.current : nil, payer: means[leg.payer],
                payee: means[leg.payee],
                state: payer.isSector || leg.atDefault == .continues ? nil : payer.rows.state,
                spender: isOperating && !payer.isSector ? payer.rows.operatingCash : nil,
                earner: isOperating && !payee.isSector ? payee.rows.operatingCash : nil)
        }
    }

    func run(_ block: Block, scratch: inout Scratch) {
        clear(block, &scratch)
        for party in parties where !party.isSector { block[party.rows.operatingCash].fill(0, block.width) }
        for index in lines.indices {
            if index + 1 < lines.count, scratch.isDue[index + 1] { fetch(lines[index + 1], block) }
            book(index, isDue: scratch.isDue[index], block)
        }
        for party in parties where !party.isSector { move(party, block) }
        causes.run(block, parties, isDue: scratch.isDue)
        for contract in contracts { contract.settle(block) }
        for backstop in backstops { backstop.settle(block) }
        for estate in estates { estate.settle(block) }
    }

    /// Memory of the clearing, one per worker.
    struct Scratch {
        var clearing: CentsClearing
        var outcome = CentsClearing.Outcome()
        var due: [Int64]
        var cash: [Int64]
        var backstop: [Int64]
        /// By leg: whether anything is due in any path of the block this quarter.
        var isDue: [Bool]

        init(_ settle: Settle) {
            clearing = settle.clearing
            due = .init(repeating: 0, count: settle.lines.count)
            cash = .init(repeating: 0, count: settle.parties.count)
            backstop = cash
            isDue = .init(repeating: false, count: settle.lines.count)
        }
    }

    private func clear(_ block: Block, _ scratch: inout Scratch) {
        let width = block.width
        for party in parties {
            let (means, cash) = (block[means[party.index]], block[party.rows.cash])
            for lane in 0..<width { means[lane] = cash[lane] }
        }
        for (index, line) in lines.enumerated() {
            if index + 1 < lines.count, block.mayBeDue[index + 1] {
                block.prefetch(lines[index + 1].due)
                block.prefetch(lines[index + 1].paid)
            }
            let (paid, due) = (block[line.paid], block[line.due])
            let wasDue = scratch.isDue[index]
            scratch.isDue[index] = block.mayBeDue[index] && due.hasAny(width)
            guard scratch.isDue[index] else {
                // What was not due last quarter either has nothing paid to take back.
                if wasDue { paid.fill(0, width) }
                continue
            }
            let (payer, payee) = (block[line.payer], block[line.payee])
            for group in 0..<width / 8 {
                let amount = due[eight: group]
                paid[eight: group] = amount
                payer[eight: group] &-= amount
                payee[eight: group] &+= amount
            }
        }
        var isShort = [Bool](repeating: false, count: width)
        for party in parties where !party.isSector {
            let (means, short) = (block[means[party.index]], block[self.short[party.index]])
            for lane in 0..<width {
                short[lane] = 0
                if means[lane] < 0 { isShort[lane] = true }
            }
        }
        guard isShort.contains(true) else { return }
        let due = lines.indices.filter { scratch.isDue[$0] }
        scratch.clearing.limit(to: scratch.isDue)
        var isDrawn = false
        for lane in 0..<width where isShort[lane] {
            for index in due { scratch.due[index] = block[lines[index].due][lane] }
            // A sector pays whatever it has.
            for party in parties where !party.isSector { scratch.cash[party.index] = block[party.rows.cash][lane] }
            for backstop in backstops {
                scratch.backstop[backstop.party.index] = backstop.room(block, lane: lane)
            }
            scratch.clearing.clear(
                due: scratch.due, cash: scratch.cash, backstop: scratch.backstop, into: &scratch.outcome)
            while cutPayouts(&scratch) {
                scratch.clearing.clear(
                    due: scratch.due, cash: scratch.cash, backstop: scratch.backstop, into: &scratch.outcome)
            }
            // Most are paid in full, as is written already: what is written anew is another line of memory each.
            for index in due where scratch.outcome.paid[index] != scratch.due[index] {
                block[lines[index].paid][lane] = scratch.outcome.paid[index]
            }
            for leg in payouts where scratch.isDue[leg.index] {
                block[leg.due][lane] = scratch.due[leg.index]
                block[leg.paid][lane] = scratch.outcome.paid[leg.index]
            }
            for backstop in backstops {
                let used = scratch.outcome.backstopUsed[backstop.party.index]
                if used > 0 { backstop.draw(used, block, lane: lane) }
                isDrawn = isDrawn || used > 0
            }
            for party in parties where !party.isSector {
                block[short[party.index]][lane] = scratch.outcome.isDefault[party.index] ? 1 : 0
            }
        }
        // A committed line is drawn and paid at once, without having been due.
        if isDrawn {
            for (index, line) in lines.enumerated() where !scratch.isDue[index] {
                scratch.isDue[index] = block[line.paid].hasAny(width)
                block.mayBeDue[index] = block.mayBeDue[index] || scratch.isDue[index]
            }
        }
    }

    /// Owners are not paid by a party that cannot pay others or needs its backstop for them, and it does not fail for that.
    private func cutPayouts(_ scratch: inout Scratch) -> Bool {
        var cut = false
        for leg in payouts where scratch.isDue[leg.index] && scratch.due[leg.index] > 0 {
            let isShort = scratch.outcome.shortfall[leg.payer] > 0 || scratch.outcome.backstopUsed[leg.payer] > 0
            guard isShort else { continue }
            scratch.due[leg.index] = 0
            cut = true
        }
        return cut
    }

    private func fetch(_ line: Line, _ block: Block) {
        block.prefetch(line.due)
        block.prefetch(line.paid)
        block.prefetch(line.arrears)
    }

    /// Books what is paid, and keeps what is not.
    private func book(_ index: Int, isDue: Bool, _ block: Block) {
        guard isDue || block.mayBeInArrears[index] else { return }
        let line = lines[index]
        let (due, paid, arrears) = (block[line.due], block[line.paid], block[line.arrears])
        if isDue { block.post(payments[index], line.paid) }
        var any = EightIntegers.zero
        if let fresh = line.fresh {
            // What was unpaid at the default is a claim beside what falls due anew.
            let fresh = block[fresh]
            for group in 0..<block.width / 8 {
                let left = arrears[eight: group] &+ fresh[eight: group] &- paid[eight: group]
                arrears[eight: group] = left
                any |= left
            }
        } else if let state = line.state {
            let state = block[state]
            for group in 0..<block.width / 8 {
                // In an estate arrears are a claim, and a distribution pays it down.
                let failed = ((PartyState.defaulted.rawValue - 1) &- state[eight: group]) &>> 63
                let (given, rest) = (paid[eight: group], arrears[eight: group] &- paid[eight: group])
                let claim = rest & ~(rest &>> 63)
                let left = (claim & failed) | ((due[eight: group] &- given) & ~failed)
                arrears[eight: group] = left
                any |= left
            }
        } else {
            for group in 0..<block.width / 8 {
                let left = due[eight: group] &- paid[eight: group]
                arrears[eight: group] = left
                any |= left
            }
        }
        block.mayBeInArrears[index] = any != .zero
        if let spender = line.spender {
            let cash = block[spender]
            for lane in 0..<block.width { cash[lane] &-= paid[lane] }
        }
        if let earner = line.earner {
            let cash = block[earner]
            for lane in 0..<block.width { cash[lane] &+= paid[lane] }
        }
    }

    /// performing -> grace -> default, by missed payments; an accelerated loan that is not paid gives no grace.
    private func move(_ party: Party, _ block: Block) {
        let (state, short) = (block[party.rows.state], block[short[party.index]])
        let (missed, failed) = (block[party.rows.firstMissed], block[party.rows.defaultQuarter])
        let (enters, calls) = (block[party.rows.enters], block[party.rows.accelerations])
        let quarter = Int64(block.quarter + 1)
        for lane in 0..<block.width {
            enters[lane] = 0
            guard state[lane] < PartyState.defaulted.rawValue else { continue }
            guard short[lane] != 0 else {
                if state[lane] == PartyState.grace.rawValue { state[lane] = PartyState.performing.rawValue }
                continue
            }
            missed[lane] = missed[lane] == 0 ? quarter : missed[lane]
            if state[lane] == PartyState.grace.rawValue || calls[lane] > 0 {
                state[lane] = PartyState.defaulted.rawValue
                failed[lane] = quarter
                enters[lane] = 1
            } else {
                state[lane] = PartyState.grace.rawValue
            }
        }
    }
}

/// Finds why a party fails: of the conditions that hold when it first cannot pay, the one that has held longest.
struct CauseFinder: Sendable {
    private let causes: [Cause]
    /// By party, the places of its causes in `causes`.
    private let byParty: [Int: [Int]]
    private let unpaid: [Unpaid]

    /// Whether a party has not been paid in full by another.
    private struct Unpaid: Sendable {
        let legs: [(index: Int, due: Row<Cents>, paid: Row<Cents>)]
        let flag: Row<Whole>
    }

    init(_ compiler: Compiler) {
        let pairs = Dictionary(grouping: compiler.legs) { [$0.payer, $0.payee] }
        unpaid = pairs.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { pair, legs in
            let (payer, payee) = (compiler.parties[pair[0]], compiler.parties[pair[1]])
            guard !payer.isSector, !payee.isSector else { return nil }
            return Unpaid(
                legs: legs.map { ($0.index, $0.due, $0.paid) },
                flag: compiler.addCause(party: payee.index, "\(payer.title) did not pay"))
        }
        causes = compiler.causes
        byParty = Dictionary(grouping: compiler.causes.indices) { compiler.causes[$0].party }
    }

    func run(_ block: Block, _ parties: [Party], isDue: [Bool]) {
        for pair in unpaid {
            let flag = block[pair.flag]
            flag.fill(0, block.width)
            for leg in pair.legs where isDue[leg.index] {
                let (due, paid) = (block[leg.due], block[leg.paid])
                for lane in 0..<block.width { flag[lane] = paid[lane] < due[lane] ? 1 : flag[lane] }
            }
        }
        for (index, cause) in causes.enumerated() {
            let flag = block[cause.flag]
            let holds = flag.hasAny(block.width)
            // What held in no path last quarter either has no beginning to forget.
            guard holds || block.mayHold[index] else { continue }
            block.mayHold[index] = holds
            let since = block[cause.since]
            for lane in 0..<block.width {
                since[lane] = flag[lane] == 0 ? 0 : since[lane] == 0 ? Int64(block.quarter + 1) : since[lane]
            }
        }
        for party in parties where !party.isSector {
            let (missed, found) = (block[party.rows.firstMissed], block[party.rows.cause])
            for lane in 0..<block.width where missed[lane] == Int64(block.quarter + 1) && found[lane] == 0 {
                var longest = Int64.max
                for index in byParty[party.index] ?? [] {
                    let since = block[causes[index].since][lane]
                    if since > 0 && since < longest {
                        longest = since
                        found[lane] = Int64(index + 1)
                    }
                }
            }
        }
    }
}
