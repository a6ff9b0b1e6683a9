import Engine
import Foundation
import Ledger
import TestSupport
import Testing

/// Model SIM of Godley and Lavoie as a scenario, against its closed form and against the reference values.
struct TextbookTests {
    private func replay() throws -> (program: Program, replay: Replay) {
        let program = try Reading.program(folder: PackageRoot.path("Scenarios/textbook/sim"))
        return (program, try Replay(program, path: 0))
    }

    /// What was paid under a contract in a quarter, in billions.
    private func paid(_ contract: String, _ quarter: Int, _ run: (program: Program, replay: Replay)) -> Double {
        let leg = run.program.legs.first { $0.subject == "contracts.\(contract)" }!
        return Double(run.replay.payments[quarter][leg.index]) / 1e11
    }

    private func cash(_ party: String, _ quarter: Int, _ run: (program: Program, replay: Replay)) -> Double {
        let index = run.program.parties.first { $0.name == party }!.index
        let account = run.program.chart.accounts.firstIndex { $0.party == index && $0.kind == .cash }!
        return Double(run.replay.books[quarter].balances[account]) / 1e11
    }

    @Test("SIM: the closed form, period by period, to the cents of its amounts")
    func closedForm() throws {
        let run = try replay()
        var wealth = 0.0
        for quarter in 1..<80 {
            let output = (20 + 0.4 * wealth) / (1 - 0.6 * 0.8)
            let consumption = 0.6 * 0.8 * output + 0.4 * wealth
            wealth += 0.8 * output - consumption
            #expect((paid("wages", quarter, run) - output).magnitude < 1e-9)
            #expect((paid("consumption", quarter, run) - consumption).magnitude < 1e-9)
            #expect((paid("taxes", quarter, run) - 0.2 * output).magnitude < 1e-9)
            #expect((cash("households", quarter, run) - wealth).magnitude < 1e-8)
            #expect(cash("households", quarter, run) == -cash("government", quarter, run))
        }
        #expect((paid("wages", 79, run) - 100).magnitude < 0.01, "income settles at G / theta")
    }

    @Test(
        "SIM: the reference values",
        .enabled(
            if: FileManager.default.fileExists(
                atPath: PackageRoot.path("../shared/references/network/godley-lavoie.json"))))
    func reference() throws {
        let data = try Data(
            contentsOf: URL(fileURLWithPath: PackageRoot.path("../shared/references/network/godley-lavoie.json")))
        let models = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let sim = try #require(models["SIM"] as? [String: Any])
        let periods = try #require(sim["first_periods"] as? [[String: Double]])
        let run = try replay()
        for period in periods {
            let quarter = Int(period["t"]!) - 1
            #expect((paid("wages", quarter, run) - period["Y"]!).magnitude < 1e-8)
            #expect((paid("taxes", quarter, run) - period["T"]!).magnitude < 1e-8)
            #expect((paid("consumption", quarter, run) - period["C"]!).magnitude < 1e-8)
            #expect((cash("households", quarter, run) - period["H"]!).magnitude < 1e-8)
        }
    }
}
