import Lanes
import Ledger

/// A quarter's work in small, the same in every language that is compared: 20 correlated drivers are drawn and move, 200
/// loans accrue interest and book it, 40 parties clear, payments are booked, parties that stay short default, net worths
/// are added up. Party 0 is a sector: it always pays.
///
/// It is made of what the engine is made of: rows of an arena, `RandomSource`, `CorrelationMatrix`, `Chart` and `Posting`.
struct ReducedModel {
    static let drivers = 20
    static let loans = 200
    static let parties = 40
    static let quarters = 32
    /// Rounds of clearing, in each of which everybody pays the share of its dues that it has the means for.
    static let rounds = 6
    static let seed: UInt64 = 2026

    let arena: Arena
    let width: Int
    let source = RandomSource(seed: ReducedModel.seed)
    let drivers: [ReducedDriver]
    let loans: [ReducedLoan]
    let parties: [ReducedParty]
    let correlation: CorrelationMatrix
    /// The drivers' normals, as drawn and as correlated.
    let normals, mixed: [Row<Scalar>]
    let worth: Row<Cents>

    init(width: Int, on instructions: InstructionSet) throws {
        var plan = RowPlan()
        var chart = Chart()
        drivers = (0..<Self.drivers).map { ReducedDriver($0, plan: &plan) }
        normals = drivers.map { _ in plan.scratch() }
        mixed = drivers.map { _ in plan.scratch() }
        worth = plan.scratch()
        let parties = (0..<Self.parties).map { ReducedParty($0, plan: &plan, chart: &chart) }
        loans = (0..<Self.loans).map { ReducedLoan($0, parties, plan: &plan, chart: &chart) }
        self.parties = parties.map { $0.withWorth(of: chart) }
        correlation = try CorrelationMatrix(
            names: (0..<Self.drivers).map { "driver \($0)" },
            entries: (0..<Self.drivers).map { row in (0..<Self.drivers).map { $0 == row ? 1 : 0.3 } })
        arena = Arena(plan: plan, width: width, on: instructions)
        self.width = width
    }

    /// What all peers must agree on, over all paths: cents to the cent.
    struct Outcome: Equatable {
        /// Interest that fell due and interest paid, in the end.
        var accrued: Int64 = 0
        var paid: Int64 = 0
        var defaults: Int64 = 0
        /// The sum of every party's worst net worth.
        var worst: Int64 = 0
        /// The sum of the drivers' last values, added in the order of blocks, drivers and paths.
        var prices = 0.0
    }

    func run(paths: Int) -> Outcome {
        var outcome = Outcome()
        for first in stride(from: 0, to: paths, by: width) {
            begin()
            for quarter in 1...Self.quarters { step(UInt64(first), quarter) }
            for lane in 0..<width { add(lane, to: &outcome) }
            for driver in drivers {
                let value = arena[driver.value]
                for lane in 0..<width { outcome.prices += value[lane] }
            }
        }
        return outcome
    }

    private func begin() {
        arena.clear()
        for driver in drivers { arena[driver.value].fill(1, width) }
        for party in parties where party.index > 0 { arena[party.cash.row].fill(party.opening, width) }
        for loan in loans {
            arena[loan.debt.row].fill(-loan.principal, width)
            arena[loan.asset.row].fill(loan.principal, width)
        }
    }

    private func step(_ first: UInt64, _ quarter: Int) {
        draw(first, quarter)
        for driver in drivers { driver.move(arena) }
        for party in parties where party.index > 0 { party.earn(arena, drivers) }
        for loan in loans { loan.accrue(arena, parties, drivers) }
        clear()
        for loan in loans { loan.pay(arena, parties) }
        for party in parties { party.close(arena, into: worth) }
    }

    private func draw(_ first: UInt64, _ quarter: Int) {
        for (index, row) in normals.enumerated() {
            let normal = arena[row]
            source.fillUniforms(
                normal, count: width, firstPath: first, quarter: quarter, stream: UInt32(index + 1), draw: 0,
                on: arena.instructions)
            fillNormalQuantiles(from: normal, into: normal, count: width, on: arena.instructions)
        }
        correlation.correlate(
            normals.map { arena[$0] }, into: mixed.map { arena[$0] }, count: width, on: arena.instructions)
        for (driver, row) in zip(drivers, mixed) {
            let (target, normal) = (arena[driver.normal], arena[row])
            for lane in 0..<width { target[lane] = normal[lane] }
        }
    }

    private func clear() {
        for party in parties { arena[party.share].fill(1, width) }
        for _ in 0..<Self.rounds {
            for party in parties {
                let (means, cash) = (arena[party.means], arena[party.cash.row])
                for lane in 0..<width { means[lane] = Double(cash[lane]) }
            }
            for loan in loans {
                let (means, due) = (arena[parties[loan.payee].means], arena[loan.dueReal])
                let share = arena[parties[loan.payer].share]
                for lane in 0..<width { means[lane] += due[lane] * share[lane] }
            }
            for party in parties where party.index > 0 {
                let (means, owed, share) = (arena[party.means], arena[party.owed], arena[party.share])
                for lane in 0..<width {
                    let part = means[lane] / owed[lane]
                    let positive = part > 0 ? part : 0
                    share[lane] = owed[lane] > means[lane] ? positive : 1
                }
            }
        }
    }

    private func add(_ lane: Int, to outcome: inout Outcome) {
        for party in parties {
            outcome.accrued += arena[party.interestExpense.row][lane]
            outcome.paid += arena[party.interestExpense.row][lane] + arena[party.payables.row][lane]
            outcome.worst += arena[party.worst][lane]
            outcome.defaults += arena[party.state][lane] == 2 ? 1 : 0
        }
    }
}
