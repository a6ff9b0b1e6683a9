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
    let parties: [ReducedParty]
    let sales: [Posting]
    let loans: [ReducedLoan]
    /// The rows of the loans alone.
    let flows: [ReducedLoan.Rows]
    /// Assets and liabilities of each party, which sum to its net worth.
    let balances: [[Row<Cents>]]
    let accruals, payments: [Posting]
    let correlation: CorrelationMatrix
    /// The drivers' normals as drawn, before they are correlated.
    let normals: [Row<Scalar>]

    init(width: Int, on instructions: InstructionSet) throws {
        var plan = RowPlan()
        var chart = Chart()
        let drivers = (0..<Self.drivers).map { ReducedDriver($0, plan: &plan) }
        normals = drivers.map { _ in plan.scratch() }
        let parties = (0..<Self.parties).map { ReducedParty($0, drivers, plan: &plan, chart: &chart) }
        sales = (1..<Self.parties).map { ReducedParty.sale($0, plan: &plan, chart: &chart) }
        let amount: Row<Cents> = plan.scratch()
        loans = (0..<Self.loans).map {
            ReducedLoan($0, parties, drivers, amount: amount, plan: &plan, chart: &chart)
        }
        flows = loans.map(\.rows)
        (accruals, payments) = (loans.map(\.accrues), loans.map(\.pays))
        balances = parties.indices.map { party in
            chart.accounts(of: party).filter { [.asset, .liability].contains($0.kind.nature) }.map(\.row)
        }
        correlation = try CorrelationMatrix(
            names: drivers.indices.map { "driver \($0)" },
            entries: drivers.indices.map { row in drivers.indices.map { $0 == row ? 1 : 0.3 } })
        (self.drivers, self.parties) = (drivers, parties)
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
        for party in parties {
            arena[party.cash].fill(party.opening, width)
            arena[party.performs].fill(-1, width)
        }
        for loan in loans {
            arena[loan.debt].fill(-loan.principal, width)
            arena[loan.asset].fill(loan.principal, width)
        }
    }

    private func step(_ first: UInt64, _ quarter: Int) {
        draw(first, quarter)
        for driver in drivers { driver.move(arena) }
        for party in parties { party.sell(arena) }
        for (index, sale) in sales.enumerated() { sale.post(parties[index + 1].revenue, in: arena, journal: nil) }
        for (index, flow) in flows.enumerated() {
            flow.fallDue(arena)
            accruals[index].post(flow.amount, in: arena, journal: nil)
        }
        clear()
        for (index, flow) in flows.enumerated() {
            flow.pay(arena)
            payments[index].post(flow.amount, in: arena, journal: nil)
        }
        for (party, balances) in zip(parties, balances) {
            party.close(arena)
            party.note(balances, arena)
        }
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
            normals.map { arena[$0] }, into: drivers.map { arena[$0.normal] }, count: width, on: arena.instructions)
    }

    private func clear() {
        for party in parties { arena[party.share].fill(1, width) }
        for _ in 0..<Self.rounds {
            for party in parties { party.open(arena) }
            for flow in flows { flow.receive(arena) }
            for party in parties.dropFirst() { party.divide(arena) }
        }
    }

    private func add(_ lane: Int, to outcome: inout Outcome) {
        for party in parties {
            outcome.accrued += arena[party.interestExpense][lane]
            outcome.paid += arena[party.interestExpense][lane] + arena[party.payables][lane]
            outcome.worst += arena[party.worst][lane]
            outcome.defaults += arena[party.state][lane] == 2 ? 1 : 0
        }
    }
}
