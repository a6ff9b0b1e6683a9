import Calendar
import Lanes
import Ledger
import Model

/// One thread's share of a run: an arena, a block, a recorder. Runs blocks of paths through all quarters.
///
/// Sendable because a worker is handed from task to task and never used by two at a time.
package final class Worker: @unchecked Sendable {
    package let program: Program
    package let block: Block
    private var scratch: Settle.Scratch
    private var overview: Overview
    private let audit: Audit?

    package init(_ program: Program, width: Int, audit: Bool) {
        self.program = program
        let random = RandomSource(seed: program.seed, antithetic: program.scenario.settings.antithetic)
        block = Block(
            arena: Arena(plan: program.plan, width: width), random: random, legs: program.legs.count,
            cohorts: program.cohorts.count, causes: program.causes.count)
        scratch = Settle.Scratch(program.settle)
        overview = Overview(program, width: width)
        self.audit = audit ? Audit(program) : nil
    }

    /// Runs a block from its first path on. `each` sees it every quarter after Close, `begun` before the first quarter.
    ///
    /// In a counterfactual program `guaranteed` names, by path, the party (counted from 1) that a sector stands behind.
    /// - Parameter last: the quarter after which to stop; the run's last where nil.
    package func run(
        firstPath: UInt64, lanes: Int, journal: Journal? = nil, guaranteed: [Int32] = [], variation: Variation? = nil,
        through last: Int? = nil, each: ((Block) -> Void)? = nil, begun: ((Block) -> Void)? = nil
    ) throws {
        block.begin(firstPath: firstPath, lanes: lanes)
        if let row = program.guaranteed {
            for lane in 0..<lanes where Int(firstPath) + lane < guaranteed.count {
                block[row][lane] = Int64(guaranteed[Int(firstPath) + lane])
            }
        }
        block.journal = journal
        block.variation = variation
        overview.begin()
        program.begin(block)
        begun?(block)
        audit?.begin(block)
        for quarter in 0...(last ?? program.quarters - 1) {
            block.quarter = quarter
            journal?.quarter = quarter
            block.arena.turnQuarter()
            program.observe.run(block)
            program.energise.run(block)
            program.deliver.run(block)
            program.trade.run(block)
            program.owe.run(block)
            program.fund.run(block)
            program.settle.run(block, scratch: &scratch)
            program.close.run(block)
            program.fund.close(block)
            overview.quarter(block)
            if let fault = block.fault { throw RunError.amount(fault, program.scenario.settings.start) }
            try checkRange(lanes: lanes)
            try audit?.check(block, lanes: lanes)
            each?(block)
        }
    }

    /// Looks at all balances where what was booked since the last look may have taken one out of its range.
    private func checkRange(lanes: Int) throws {
        let mayBeBeyond = block.moved > block.room
        guard mayBeBeyond || audit != nil else { return }
        let room = program.range.room(block.arena, lanes: lanes)
        if room < 0, let beyond = program.range.beyondRange(block.arena, lanes: lanes) {
            precondition(mayBeBeyond, "a balance has left its range without a booking")
            throw RunError.imbalance(
                beyond, path: block.firstPath + UInt64(beyond.lane), quarter: block.quarter,
                program.scenario.settings.start, party: program.name(of: beyond.party))
        }
        // An audited run looks every quarter, but only what a run without audit would have looked at counts.
        if mayBeBeyond { (block.moved, block.room) = (0, room) }
    }

    /// The overview of one lane after `run`.
    package func values(lane: Int) -> [Float] { overview.values(lane: lane, block) }

    /// What the audit has found so far, if one is kept.
    package var findings: [AuditFinding] { audit?.findings ?? [] }
}

extension Program {
    func name(of party: Int) -> String { party < 0 ? "all parties" : parties[party].name }
}
