import Engine
import Lanes
import Ledger
import Model
import TestSupport

/// A scenario small enough to work out on paper: one path of it, audited, as lists by quarter. Money is in cents: `12_50` is
/// twelve dollars fifty.
struct Example {
    private let program: Program
    private var books: [[Int64]] = []
    private var dues: [[Int64]] = []
    private var payments: [[Int64]] = []
    private var states: [[PartyState]] = []
    private var grades: [[Int64]] = []
    private var leverages: [[Double]] = []
    private var values: [[Double]] = []
    private var drivers: [[String: Double]] = []
    private let entries: [Journal.Entry]

    /// Sectors `banks` and `world` are there already; `parties` and `sections` are added.
    init(quarters: Int, parties: String = "", _ sections: String, path: UInt64 = 0, shocks: [ShockSetting] = []) throws
    {
        let text = """
            scenario: {name: example, start: 2026Q1, quarters: \(quarters)}
            parties:
              banks: {kind: sector, issues-money: true}
              world: {kind: sector}
            \(parties.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n"))
            \(sections)
            """
        program = try Reading.program(text, shocks: shocks)
        let names = program.scenario["drivers"].map(\.name)
        let journal = Journal(lane: 0)
        let worker = Worker(program, width: 8, audit: true)
        var run = Captured()
        let program = program
        try worker.run(firstPath: path, lanes: 1, journal: journal) { block in
            run.books.append(program.chart.accounts.map { block[$0.row][0] })
            run.dues.append(program.legs.map { block[$0.due][0] })
            run.payments.append(program.legs.map { block[$0.paid][0] })
            run.states.append(program.parties.map { PartyState(rawValue: block[$0.rows.state][0])! })
            run.grades.append(program.parties.map { block[$0.credit.grade][0] })
            run.leverages.append(program.parties.map { block[$0.credit.leverage][0] })
            run.values.append(program.parties.map { block[$0.credit.equityValue][0] })
            run.drivers.append(
                Dictionary(uniqueKeysWithValues: names.map { ($0, block[program.driverRow($0)!][0]) }))
        }
        (books, dues, payments, states) = (run.books, run.dues, run.payments, run.states)
        (grades, leverages, values, drivers) = (run.grades, run.leverages, run.values, run.drivers)
        entries = journal.entries
    }

    private struct Captured {
        var books: [[Int64]] = []
        var dues: [[Int64]] = []
        var payments: [[Int64]] = []
        var states: [[PartyState]] = []
        var grades: [[Int64]] = []
        var leverages: [[Double]] = []
        var values: [[Double]] = []
        var drivers: [[String: Double]] = []
    }

    private func leg(_ subject: String, _ cause: String) -> Int {
        let found = program.legs.filter { $0.subject == subject && $0.cause == cause }
        precondition(found.count == 1, "\(subject) has \(found.count) legs `\(cause)`")
        return found[0].index
    }

    private func party(_ name: String) -> Int { program.parties.first { $0.name == name }!.index }

    /// What fell due for a cause, arrears included.
    func due(_ subject: String, _ cause: String) -> [Int64] {
        let index = leg(subject, cause)
        return dues.map { $0[index] }
    }

    func paid(_ subject: String, _ cause: String) -> [Int64] {
        let index = leg(subject, cause)
        return payments.map { $0[index] }
    }

    /// A line of a party's statements at the end of each quarter, of one instrument or of all, signed as statements show it.
    func balance(_ name: String, _ kind: AccountKind, of instrument: String? = nil) -> [Int64] {
        let owner = party(name)
        let accounts = program.chart.accounts.indices.filter {
            let account = program.chart.accounts[$0]
            return account.party == owner && account.kind == kind
                && (instrument == nil || account.instrument == instrument)
        }
        return books.map { balances in accounts.reduce(0) { $0 + kind.statementSign * balances[$1] } }
    }

    func cash(_ name: String) -> [Int64] { balance(name, .cash) }

    /// Assets less liabilities.
    func equity(_ name: String) -> [Int64] {
        let owner = party(name)
        return books.map { balances in
            zip(program.chart.accounts, balances)
                .filter { $0.0.party == owner && [.asset, .liability].contains($0.0.kind.nature) }
                .reduce(0) { $0 + $1.1 }
        }
    }

    /// What was booked by a posting, in all its quarters.
    func booked(_ subject: String, _ cause: String) -> [Int64] {
        let known = Set(program.postings.filter { $0.subject == subject && $0.cause == cause }.map(\.identifier))
        precondition(!known.isEmpty, "\(subject) books no `\(cause)`")
        return books.indices.map { quarter in
            entries.filter { $0.quarter == quarter && known.contains($0.posting) }.reduce(0) { $0 + $1.amount }
        }
    }

    func state(_ name: String) -> [PartyState] { states.map { $0[party(name)] } }
    func grade(_ name: String) -> [String] { grades.map { CreditGrade.names[Int($0[party(name)])] } }
    func leverage(_ name: String) -> [Double] { leverages.map { $0[party(name)] } }
    /// In dollars.
    func equityValue(_ name: String) -> [Double] { values.map { $0[party(name)] } }
    func driver(_ name: String) -> [Double] { drivers.map { $0[name]! } }
}

/// Dollars as whole cents, rounded half to even as the books round them.
func cents(_ dollars: Double) -> Int64 { Int64((dollars * 100).rounded(.toNearestOrEven)) }

func isNear(_ found: [Double], _ expected: [Double], within tolerance: Double = 1e-9) -> Bool {
    found.count == expected.count
        && zip(found, expected).allSatisfy { ($0 - $1).magnitude <= tolerance * max(1, $1.magnitude) }
}
