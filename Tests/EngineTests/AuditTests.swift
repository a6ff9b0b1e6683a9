import Engine
import Lanes
import Ledger
import TestSupport
import Testing

/// Each check of the audit finds what it is there for: sound books are touched in one place, and put right again.
struct AuditTests {
    private let folder = PackageRoot.path("Scenarios/childress")

    /// Runs childress to a quarter in which much stands and much is paid, and audits it after each change.
    private func found(_ change: @escaping (Program, Block) -> Void) throws -> String? {
        let program = try Reading.program(folder: folder)
        let audit = Audit(program)
        var words: String?
        try Worker(program, width: 8, audit: false).run(firstPath: 0, lanes: 8, through: 12) { block in
            if block.quarter == 11 { audit.begin(block) }
            guard block.quarter == 12 else { return }
            change(program, block)
            do { try audit.check(block, lanes: 8) } catch { words = "\(error)" }
        }
        return words
    }

    @Test("Sound books hold")
    func sound() throws {
        #expect(try found { _, _ in } == nil)
    }

    @Test("A cent on one side of the books is found")
    func books() throws {
        let words = try found { program, block in
            let account = program.chart.accounts.first { $0.kind == .equipment }!
            block[account.row][3] += 1
        }
        #expect(words?.contains("off by 1 cents") == true, "\(words ?? "nothing")")
    }

    @Test("Money that moved without a payment is found")
    func flows() throws {
        let words = try found { program, block in
            let leg = program.legs.first { block[$0.paid][2] > 0 }!
            block[leg.paid][2] -= 1
        }
        #expect(words?.contains(AuditCheck.flows.rawValue) == true, "\(words ?? "nothing")")
    }

    @Test("A payment of more than is owed is found")
    func payments() throws {
        let words = try found { program, block in
            let leg = program.legs.first { block[$0.paid][2] > 0 }!
            block[leg.due][2] = block[leg.paid][2] - 1
        }
        #expect(words?.contains(AuditCheck.payments.rawValue) == true, "\(words ?? "nothing")")
    }

    @Test("A creditor of equal rank who is paid a smaller share is found")
    func ranks() throws {
        let words = try found { program, block in
            let group = program.rankGroups.first { group in
                group.filter { block[program.legs[$0].paid][2] > 0 }.count > 1
            }!
            let leg = program.legs[group.first { block[program.legs[$0].paid][2] > 0 }!]
            block[leg.due][2] *= 2
        }
        #expect(words?.contains(AuditCheck.ranks.rawValue) == true, "\(words ?? "nothing")")
    }

    @Test("Load that runs without power is found")
    func power() throws {
        let words = try found { program, block in
            let site = program.sites[0]
            block[site.rows.running][5] = block[site.rows.energised][5] + 1
        }
        #expect(words?.contains(AuditCheck.power.rawValue) == true, "\(words ?? "nothing")")
    }

    @Test("Units that appear, and units that vanish, are found", arguments: [1.01, 0.5])
    func units(factor: Double) throws {
        let words = try found { program, block in
            let cohort = program.cohorts.first { $0.generation != nil && block[$0.rows.units][4] > 0 }!
            block[cohort.rows.units][4] *= factor
        }
        #expect(words?.contains(AuditCheck.units.rawValue) == true, "\(words ?? "nothing")")
    }
}
