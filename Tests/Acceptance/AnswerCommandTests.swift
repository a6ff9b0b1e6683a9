import Foundation
import TestSupport
import Testing

/// Load lines, goal seeks, sensitivities and comparisons, as a user asks for them.
struct AnswerCommandTests {
    private let tool = CommandLineTool()

    private func fields(_ arguments: [String]) throws -> [String: Any] {
        let result = try tool.run(arguments + ["--json"])
        #expect(result.code == 0, "\(result.errors)")
        return try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    }

    @Test("Load lines of the base case, few paths: a row for each party, shock and threshold, and the grid behind them")
    func baseCase() throws {
        let answer = try fields([
            "loadline", "--paths", "8", "--by", "2027", "--shock", "funding-shut", "--shock", "gpu-rent=-60%",
            "--levels", "2", "--rounds", "0",
        ])
        let rows = try #require(answer["rows"] as? [[String: Any]])
        let parties = try #require(answer["parties"] as? [[String: Any]])
        #expect(rows.count == parties.count * 4 && parties.count == 36)
        #expect((answer["grid"] as? [[String: Any]])?.count == parties.count * 6)
        #expect(rows.allSatisfy { $0["unit"] != nil && $0["verdict"] != nil })
        let shocks = try #require(answer["shocks"] as? [[String: Any]])
        #expect(shocks.map { $0["end"] as? Double } == [1, -60])
    }

    @Test("Load lines of a run with shocks on begin at the odds of that run")
    func shockedRun() throws {
        let run = try fields([
            "run", "childress", "--paths", "64", "--no-effects", "--shock", "power-late=8 quarters",
        ])
        let defaults = try #require(run["defaults"] as? [[String: Any]])
        let lines = try fields([
            "loadline", "--run", "latest", "--shock", "rents-down", "--paths", "64", "--levels", "1", "--rounds", "0",
        ])
        for party in try #require(lines["parties"] as? [[String: Any]]) {
            let own = try #require(defaults.first { $0["party"] as? String == party["party"] as? String })
            let (begins, ends) = (party["unshocked"] as? [String: Any], own["probability"] as? [String: Any])
            #expect(begins?["value"] as? Double == ends?["value"] as? Double, "\(party)")
        }
    }

    @Test("The base case's odds against a goal, few paths")
    func solve() throws {
        let answer = try fields([
            "solve", "--find", "contracts.*.price", "--times", "--so-that",
            "P(parties.coreweave.in-default@2027) <= 99 %", "--paths", "4", "--from", "0.9", "--to", "1.1",
        ])
        #expect((answer["inputs"] as? [String])?.count ?? 0 > 10)
        #expect(answer["isMultiplier"] as? Bool == true)
        let revenue = try fields(["solve", "--revenue", "--paths", "4"])
        #expect((revenue["years"] as? [[String: Any]])?.count == 8)
    }

    @Test("Stored runs are compared by number, a run with a scenario too")
    func compare() throws {
        for extra in [[], ["--shock", "power-late"]] {
            let run = try tool.run(["run", "childress", "--paths", "40", "--no-effects"] + extra)
            #expect(run.code == 0, "\(run.errors)")
        }
        let answer = try fields(["compare", "1", "2", "--paths", "40"])
        let differences = try #require(answer["differences"] as? [[String: Any]])
        #expect(differences.map { $0["path"] as? String } == ["shock power-late"])
        let same = try tool.run(["compare", "1", "childress", "--paths", "40"])
        #expect(same.output.contains("They do not differ"))
        let changed = try tool.run([
            "compare", "latest", "childress", "--paths", "40", "--set", "contracts.gpu-loan.margin=600 bp",
        ])
        #expect(changed.output.contains("contracts.gpu-loan.margin"), "\(changed.errors)")
    }

    @Test("Pages keep to their width", arguments: [80, 120])
    func widths(columns: Int) throws {
        for arguments in [
            ["loadline", "iren", "--scenario", "childress", "--paths", "40"],
            ["solve", "childress", "--reverse-stress", "P(parties.iren.in-default@2030) >= 50 %", "--paths", "40"],
            ["sensitivity", "childress", "--paths", "40", "--screened", "200", "--points", "40"],
            ["compare", "childress", "childress", "--shock", "power-late", "--paths", "40"],
        ] {
            let result = try tool.run(arguments, columns: columns)
            #expect(result.code == 0, "\(result.errors)")
            for line in result.output.split(separator: "\n") { #expect(line.count <= columns, "\(line)") }
        }
    }

    @Test(
        "Bad questions are refused with a reason",
        arguments: [
            (["loadline", "nobody", "--scenario", "childress"], 1, "no party is called `nobody`"),
            (["loadline", "--scenario", "hindcast-2024"], 1, "the scenario has no shocks"),
            (["loadline", "--scenario", "childress", "--shock", "storm"], 1, "unknown shock `storm`"),
            (["loadline", "--reach", "-1"], 2, "--reach"),
            (["solve", "childress"], 2, "ask one thing"),
            (["solve", "childress", "--find", "contracts.capacity.price"], 2, "go together"),
            (["solve", "childress", "--revenue"], 1, "nobody buys AI"),
            (
                ["solve", "triangle", "--reverse-stress", "parties.lab.cash > 1 USD"], 1,
                "nothing in the scenario is uncertain"
            ),
            (["sensitivity", "triangle"], 1, "no input has a range"),
            (["sensitivity", "childress", "--metric", "parties.iren.wealth"], 1, "no measure is called"),
            (["compare", "childress", "nowhere"], 1, "nowhere"),
        ])
    func refused(arguments: [String], code: Int32, message: String) throws {
        let result = try tool.run(arguments)
        #expect(result.code == code, "\(result.errors)")
        #expect(result.errors.contains(message), "\(result.errors)")
        #expect(!result.isCrash)
    }
}
