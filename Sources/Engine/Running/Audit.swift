import Calendar
import Lanes
import Ledger
import Model

/// The invariants of MODEL's section 11, as a user reads them.
package enum AuditCheck: String, CaseIterable, Sendable {
    case balanceSheet = "each party's assets equal its liabilities plus equity"
    case cash = "cash over all parties and sectors sums to zero"
    case claims = "each claim is somebody's liability"
    case flows = "each party's change in cash is what was paid to it less what it paid"
    case power = "running units need no more than hall and power"
    case units = "units appear only by delivery and vanish only by failure, retirement or sale"
    case payments = "nobody pays more than it owes or has"
    case ranks = "equal rank, equal share (but the odd cents)"
}

/// The worst residual of a check over a run: cents, or megawatts and units relative to their size.
package struct AuditFinding: Sendable, Equatable {
    package let check: AuditCheck
    package var worst: Double
    package var isHeld: Bool { worst == 0 || ((check == .power || check == .units) && worst <= 1e-9) }
}

/// Checks every invariant on every lane of every quarter; stops at the first that is broken.
package final class Audit {
    private let program: Program
    private let ledger: LedgerAudit
    private let equipment: [Cohort]
    private var worst: [AuditCheck: Double] = [:]
    /// Last quarter's units of each cohort of equipment, lane by lane.
    private var unitsBefore: [[Double]] = []

    package init(_ program: Program) {
        self.program = program
        equipment = program.cohorts.filter { $0.generation != nil }
        ledger = LedgerAudit(chart: program.chart, parties: program.parties.count)
    }

    var findings: [AuditFinding] { AuditCheck.allCases.map { AuditFinding(check: $0, worst: worst[$0] ?? 0) } }

    /// Before the first quarter of a block.
    package func begin(_ block: Block) { unitsBefore = units(block) }

    private func units(_ block: Block) -> [[Double]] {
        equipment.map { cohort in (0..<block.width).map { block[cohort.rows.units][$0] } }
    }

    package func check(_ block: Block, lanes: Int) throws {
        if let imbalance = ledger.check(block.arena, lanes: lanes).first {
            throw RunError.imbalance(
                imbalance, path: block.firstPath + UInt64(imbalance.lane), quarter: block.quarter,
                program.scenario.settings.start, party: program.name(of: imbalance.party))
        }
        for lane in 0..<lanes {
            try checkFlows(block, lane)
            try checkPayments(block, lane)
            try checkRanks(block, lane)
            try checkPower(block, lane)
        }
        try checkUnits(block, lanes: lanes)
    }

    func note(
        _ check: AuditCheck, _ residual: Double, _ subject: @autoclosure () -> String, _ block: Block, _ lane: Int
    ) throws {
        guard residual != 0 else { return }
        worst[check] = max(worst[check] ?? 0, residual.magnitude)
        if !AuditFinding(check: check, worst: residual.magnitude).isHeld {
            throw RunError.broken(
                check, path: block.firstPath + UInt64(lane), quarter: block.quarter,
                program.scenario.settings.start, subject: subject(), residual: residual)
        }
    }

    private func checkFlows(_ block: Block, _ lane: Int) throws {
        var change = program.parties.map {
            block[$0.rows.cash.previous][lane] &- block[$0.rows.cash][lane]
        }
        for leg in program.legs {
            let paid = block[leg.paid][lane]
            change[leg.payer] &-= paid
            change[leg.payee] &+= paid
        }
        for party in program.parties {
            try note(.flows, Double(change[party.index]), "party \(party.name), account cash", block, lane)
        }
    }

    private func checkPayments(_ block: Block, _ lane: Int) throws {
        for leg in program.legs {
            let excess = max(block[leg.paid][lane] &- block[leg.due][lane], 0 &- block[leg.paid][lane], 0)
            try note(.payments, Double(excess), "\(leg.subject), \(leg.cause)", block, lane)
        }
        for party in program.parties where !party.isSector {
            try note(
                .payments, Double(min(0, block[party.rows.cash][lane])), "party \(party.name), account cash", block,
                lane)
        }
    }

    /// Two legs of one payer and rank are paid the same share, to within a cent each.
    private func checkRanks(_ block: Block, _ lane: Int) throws {
        for group in program.rankGroups {
            var low = 0.0
            var high = 1.0
            var name = 0
            for index in group {
                let leg = program.legs[index]
                let (due, paid) = (block[leg.due][lane], block[leg.paid][lane])
                guard due > 0 else { continue }
                // floor(due x share) = paid: the share lies in [paid, paid + 1) / due.
                low = max(low, Double(paid) / Double(due))
                let bound = (Double(paid) + 1) / Double(due)
                if bound < high {
                    high = bound
                    name = index
                }
            }
            let gap = low - high
            try note(.ranks, gap > 1e-9 ? gap : 0, program.legs[name].subject, block, lane)
        }
    }

    private func checkPower(_ block: Block, _ lane: Int) throws {
        for site in program.sites {
            let (running, energised) = (block[site.rows.running][lane], block[site.rows.energised][lane])
            try note(.power, max(0, running - energised) / max(1, energised), "site \(site.name)", block, lane)
        }
        try checkSupply(program, block, lane)
    }

    private func checkUnits(_ block: Block, lanes: Int) throws {
        for (cohort, before) in zip(equipment, unitsBefore) {
            let (now, arrived) = (block[cohort.rows.units], block[cohort.rows.arrivedUnits])
            let failures = cohort.generation.map { block[$0.failures] }
            let unprofitable = block[cohort.rows.unprofitable]
            for lane in 0..<lanes {
                // What fails is known; beyond that only what has not earned its keep for two quarters is scrapped. What is
                // sold stays where it stands.
                let left = (before[lane] + arrived[lane]) * (1 - 0.25 * (failures?[lane] ?? 0))
                let vanished = unprofitable[lane] < 2 ? left - now[lane] : 0
                let excess = max(0, now[lane] - before[lane] - arrived[lane], -now[lane], vanished)
                try note(.units, excess / max(1, before[lane] + arrived[lane]), cohort.name, block, lane)
            }
        }
        unitsBefore = units(block)
    }
}
